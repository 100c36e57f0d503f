import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addSegment, flatten, type Segment } from './timeline.ts';

test('neighbours of one state are one segment', () => {
  const segments: Segment[] = [];
  addSegment(segments, { from: 0, to: 1, state: 'whole' });
  addSegment(segments, { from: 1, to: 2, state: 'whole' });
  addSegment(segments, { from: 3, to: 4, state: 'whole' });
  addSegment(segments, { from: 4, to: 4, state: 'gap' });
  expect(segments).toEqual([
    { from: 0, to: 2, state: 'whole' },
    { from: 3, to: 4, state: 'whole' },
  ]);
});

test('where segments overlap the worse one is shown', () => {
  const segments: Segment[] = [
    { from: 0, to: 10, state: 'whole' },
    { from: 2, to: 4, state: 'broken' },
    { from: 3, to: 6, state: 'gap' },
  ];
  expect(flatten(segments, 1, 8)).toEqual([
    { from: 1, to: 2, state: 'whole' },
    { from: 2, to: 4, state: 'broken' },
    { from: 4, to: 6, state: 'gap' },
    { from: 6, to: 8, state: 'whole' },
  ]);
});

test('what comes in another order is joined only where it touches: the hours between stay what they are', () => {
  const segments: Segment[] = [];
  for (const [from, to] of [[18, 19], [16, 17], [17, 18], [12, 13]] as const) addSegment(segments, { from, to, state: 'broken' }); // prettier-ignore
  expect(flatten([{ from: 10, to: 20, state: 'whole' }, ...segments], 10, 20)).toEqual([
    { from: 10, to: 12, state: 'whole' },
    { from: 12, to: 13, state: 'broken' },
    { from: 13, to: 16, state: 'whole' },
    { from: 16, to: 19, state: 'broken' },
    { from: 19, to: 20, state: 'whole' },
  ]);
});

test('a forged file in every other minute of a year is flattened in bounded time', () => {
  const segments: Segment[] = Array.from({ length: 262_800 }, (_, index) => {
    return { from: index * 2, to: index * 2 + 1, state: 'broken' };
  });
  const started = performance.now();
  expect(flatten([{ from: 0, to: 525_600, state: 'whole' }, ...segments], 0, 525_600)).toHaveLength(525_600);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('flattened segments are in order, apart, and within the range', () => {
  const segment = fc.record({
    from: fc.nat(50),
    to: fc.nat(50),
    state: fc.constantFrom('whole', 'broken', 'gap', 'missing'),
  });
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 12 }), (raw) => {
      const flat = flatten(
        raw.filter(({ from, to }) => to > from),
        5,
        45,
      );
      let at = 5;
      for (const { from, to } of flat) {
        expect(from).toBeGreaterThanOrEqual(at);
        expect(to).toBeGreaterThan(from);
        at = to;
      }
      expect(at).toBeLessThanOrEqual(45);
    }),
  );
});
