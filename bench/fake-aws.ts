import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Fleet } from './fake-aws/fleet.ts';
import type { ServeOptions } from './fake-aws/server.ts';
import type { AskedCall, Stats } from './fake-aws/stats.ts';

export interface FakeAws {
  readonly url: string;
  /** What was asked so far. */
  readonly stats: () => Promise<Stats>;
  /** Every distinct call that was answered. */
  readonly calls: () => Promise<readonly AskedCall[]>;
  readonly stop: () => void;
}

const OWN = fileURLToPath(import.meta.url);

/** Starts an AWS that answers for a made-up organisation, in a process of its own: it must not slow down who asks. */
export async function startFakeAws(fleet: Fleet, options: ServeOptions): Promise<FakeAws> {
  const child = spawn(process.execPath, [OWN, JSON.stringify({ fleet, options })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    url,
    stats: async () => (await (await fetch(`${url}/-/stats`)).json()) as Stats,
    calls: async () => (await (await fetch(`${url}/-/calls`)).json()) as readonly AskedCall[],
    stop: () => void child.kill(),
  };
}

if (process.argv[1] === OWN) {
  const { serve } = await import('./fake-aws/server.ts');
  const { fleet, options } = JSON.parse(process.argv[2] ?? '') as { fleet: Fleet; options: ServeOptions };
  console.log(await serve(fleet, options));
}
