import type { Writable } from 'node:stream';
import { vi } from 'vitest';
import { fail } from '#src/cli/fail.ts';
import { createProgram } from '#src/cli/program.ts';
import { type Ended, expectNoTrace, isForeign, ISOLATED } from './surety.ts';

type Environment = Readonly<Record<string, string>>;

/**
 * The command line in this process: all of it but its start, for a tenth of what a process costs. One at a time, since
 * environment and streams are the process's own; files are named by absolute paths, since its folder is too.
 */
export async function suretyHere(args: readonly string[], env: Environment = {}): Promise<Ended> {
  const putBack = [
    borrowEnvironment(env),
    ...[vi.spyOn(console, 'log'), vi.spyOn(console, 'error')].map((spy) => () => spy.mockRestore()),
  ];
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
  vi.mocked(console.log).mockImplementation((text = '') => stdout.add(`${text}\n`));
  vi.mocked(console.error).mockImplementation((text = '') => stderr.add(`${text}\n`));
  const before = process.exitCode;
  let code = 0;
  try {
    process.exitCode = 0;
    await createProgram().parseAsync(args, { from: 'user' });
    code = process.exitCode;
  } catch (error) {
    code = fail(error);
  } finally {
    for (const undo of [...putBack, stdout.end, stderr.end]) undo();
    process.exitCode = before;
  }
  expectNoTrace(stderr.text());
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** Replaces the environment's part that a command looks at; the returned function puts it back. */
function borrowEnvironment(env: Environment): () => void {
  const allForeign = () => Object.keys(process.env).filter((name) => isForeign(name) && !name.startsWith('VITEST'));
  const foreign = allForeign();
  const added = { ...ISOLATED, ...env };
  const before = [...new Set([...foreign, ...Object.keys(added)])].map((name) => [name, process.env[name]] as const);
  for (const name of foreign) delete process.env[name];
  Object.assign(process.env, added);
  return () => {
    // What the command set itself, too.
    for (const name of allForeign()) delete process.env[name];
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

/** What is written to a stream, in place of writing it. Listeners that a command adds go with it. */
function capture(stream: Writable): { add: (text: string) => void; text: () => string; end: () => void } {
  let written = '';
  const listeners = stream.listeners('error');
  const add = (text: string): void => {
    written += text;
  };
  const spy = vi.spyOn(stream, 'write').mockImplementation((text: unknown, ...rest: unknown[]) => {
    add(String(text));
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  });
  const end = (): void => {
    spy.mockRestore();
    for (const listener of stream.listeners('error')) {
      if (!listeners.includes(listener)) stream.off('error', listener as () => void);
    }
  };
  return { add, text: () => written, end };
}
