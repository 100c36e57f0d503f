import { Writable } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import { createProgress } from './progress.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** What a scan of ten seconds writes to a stream. */
function written(isTTY: boolean, term: string): string {
  vi.useFakeTimers();
  vi.stubEnv('TERM', term);
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  const progress = createProgress(false, Object.assign(stream, { isTTY }) as unknown as NodeJS.WriteStream);
  for (let calls = 0; calls < 10; calls++) {
    vi.advanceTimersByTime(1_000);
    progress.show({ accounts: 1, found: 9, done: calls, calls, denied: 0, throttled: 0 });
  }
  progress.end();
  progress.end();
  return text;
}

test('a terminal has one line that changes and is gone in the end', () => {
  const lines = written(true, 'xterm').split('\r\u001B[K');
  expect(lines).toEqual(['', ...Array.from({ length: 10 }, () => expect.stringMatching(/^Reading: .* calls?$/)), '']);
});

test.each([
  ['a log', false, 'xterm'],
  ['a terminal that cannot erase', true, 'dumb'],
])('%s has a line now and then, and nothing to erase it', (_, isTTY, term) => {
  expect(written(isTTY, term)).toMatch(/^(?:Reading: 1 account, \d of 9 assets, \d calls\n){2}$/);
});
