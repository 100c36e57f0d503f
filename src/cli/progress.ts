import type { Progress } from '#src/scan/acquire.ts';

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function line({ accounts, found, done, calls, throttled, denied }: Progress): string {
  const parts = [plural(accounts, 'account'), `${done} of ${found} assets`, plural(calls, 'call')];
  if (throttled > 0) parts.push(`${throttled} throttled`);
  if (denied > 0) parts.push(`${denied} denied`);
  return `Reading: ${parts.join(', ')}`;
}

/** Milliseconds between two updates: a terminal's line is redrawn, a log gets a line now and then. */
const TERMINAL = 100;
const LOG = 5_000;

export interface ProgressDisplay {
  show(progress: Progress): void;
  end(): void;
}

/** Shows how far the reading is: one line that changes on a terminal, a line now and then in a log. */
export function createProgress(quiet: boolean, stream: NodeJS.WriteStream = process.stderr): ProgressDisplay {
  if (quiet) return { show: () => undefined, end: () => undefined };
  const redraws = stream.isTTY && process.env['TERM'] !== 'dumb';
  let last = Date.now();
  let drawn = false;
  return {
    show(progress) {
      const now = Date.now();
      if (now - last < (redraws ? TERMINAL : LOG)) return;
      last = now;
      drawn = true;
      stream.write(redraws ? `\r\u001b[K${line(progress)}` : `${line(progress)}\n`);
    },
    end() {
      if (drawn && redraws) stream.write('\r\u001b[K');
      drawn = false;
    },
  };
}
