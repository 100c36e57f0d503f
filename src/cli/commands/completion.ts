import type { Command } from 'commander';
import { formats } from '#src/report/formats.ts';
import { type Candidate, complete, type Sources } from '../completion/complete.ts';
import { scripts, type Shell } from '../completion/scripts.ts';

/** Prints what a shell is to run once. */
export function printScript(shell: Shell): void {
  process.stdout.write(scripts[shell]);
}

/** Answers a shell: the words that may stand in place of the last one, with what they mean, or that files may. */
export async function printCompletion(program: Command, words: readonly string[]): Promise<void> {
  const found = await complete(program, words, sources);
  const lines = found === 'files' ? [':files'] : found.map(line);
  process.stdout.write(lines.map((text) => `${text}\n`).join(''));
}

const line = ({ value, description = '' }: Candidate): string => `${value}\t${description}`;

const loadRules = async () => (await import('#src/generated/rules.ts')).rules;

const sources: Sources = {
  rules: async () => (await loadRules()).map(({ id, title }) => ({ value: id, description: title })),
  async frameworks() {
    const { namedFrameworks } = await import('#src/scan/choose-frameworks.ts');
    return namedFrameworks(await loadRules()).map((value) => ({ value }));
  },
  formats: async () => Object.keys(formats).map((value) => ({ value })),
};
