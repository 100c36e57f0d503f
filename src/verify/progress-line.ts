import { plural } from '#src/report/text.ts';
import type { Progress } from './result.ts';

const perLog = 5000;

/** One line that is redrawn on a terminal; a line now and then in a log. */
export function createProgressLine(
  quiet: boolean,
  stream: NodeJS.WriteStream = process.stderr,
): { show(progress: Progress): void; end(): void } {
  let drawn = false;
  let last = performance.now();
  return {
    show(progress) {
      const now = performance.now();
      if (quiet || progress.phase === 'done' || (!stream.isTTY && now - last < perLog)) {
        return;
      }
      last = now;
      drawn = true;
      stream.write(stream.isTTY ? `\r\u001b[K${line(progress)}` : `${line(progress)}\n`);
    },
    end() {
      if (drawn && stream.isTTY) {
        stream.write('\r\u001b[K');
      }
      drawn = false;
    },
  };
}

export function line(progress: Progress): string {
  if (progress.phase === 'discovering') {
    return 'Looking for trails';
  }
  const parts = [
    `${progress.digests} digests, ${progress.logs} log files`,
    `${(progress.bytes / 1e6).toFixed(1)} MB`,
    `${Math.round(progress.rate)}/s`,
  ];
  if (progress.share !== undefined) {
    parts.push(`${Math.round(progress.share * 100)} %`);
  }
  if (progress.remainingMs !== undefined) {
    parts.push(`about ${Math.ceil(progress.remainingMs / 1000)} s left`);
  }
  if (progress.problems > 0) {
    parts.push(plural(progress.problems, 'problem'));
  }
  return `Verifying: ${parts.join(', ')}`;
}
