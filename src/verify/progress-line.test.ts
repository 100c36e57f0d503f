import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMeter } from './meter.ts';
import { createProgressLine, line } from './progress-line.ts';
import type { Progress } from './result.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function terminal(isTTY: boolean): { stream: NodeJS.WriteStream; written: () => string } {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  return { stream: stream as unknown as NodeJS.WriteStream, written: () => (stream.read() as string | null) ?? '' };
}

/** What the meter tells after ten seconds: a quarter of the range, of one place. */
function quarter(): Progress {
  let now = 0;
  let told: Progress | undefined;
  const meter = createMeter(
    () => now,
    (progress) => (told = progress),
  );
  meter.places(1);
  now = 10_000;
  meter.problem();
  meter.advance(0.25);
  meter.step(5, 95, 2_500_000);
  return told!;
}

test('rate, share and remaining time are reckoned from what is done', () => {
  expect(quarter()).toMatchObject({ digests: 5, logs: 95, rate: 10, share: 0.25, remainingMs: 30_000, problems: 1 });
  expect(line(quarter())).toBe('Verifying: 5 digests, 95 log files, 2.5 MB, 10/s, 25 %, about 30 s left, 1 problem');
});

test('before the trails are found there is nothing to reckon', () => {
  expect(line({ ...quarter(), phase: 'discovering' })).toBe('Looking for trails');
  expect(line({ ...quarter(), share: undefined, remainingMs: undefined })).not.toMatch(/%|left/);
});

test('a terminal has one line that is drawn again and taken away', () => {
  const { stream, written } = terminal(true);
  const progress = createProgressLine(false, stream);
  progress.show(quarter());
  progress.show({ ...quarter(), digests: 6 });
  expect(written().split('\r\u001b[K')).toEqual(['', line(quarter()), line({ ...quarter(), digests: 6 })]);
  progress.end();
  expect(written()).toBe('\r\u001b[K');
});

test('a log has a line every five seconds, and nothing at the end', () => {
  const { stream, written } = terminal(false);
  const progress = createProgressLine(false, stream);
  progress.show(quarter());
  expect(written()).toBe('');
  vi.advanceTimersByTime(5_001);
  progress.show(quarter());
  progress.show(quarter());
  progress.end();
  expect(written()).toBe(`${line(quarter())}\n`);
});

test('quiet is quiet', () => {
  const { stream, written } = terminal(true);
  const progress = createProgressLine(true, stream);
  progress.show(quarter());
  progress.end();
  expect(written()).toBe('');
});
