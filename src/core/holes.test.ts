import { expect, test } from 'vitest';
import { guard } from './guard.ts';
import { bearingOn, mayBearOn } from './holes.ts';
import { Unknown, UnknownRead } from './unknown.ts';

const hole = (region?: string): Unknown => new Unknown('access-denied', '', 'x:List', region);
const list = guard(['a', hole('eu-west-1'), hole(), 'b'], '');

test.each([
  ['eu-west-1', [0, 1, 2, 3]],
  ['us-east-1', [0, 2, 3]],
])('a question about %s is about all elements but holes of other regions', (region, positions) => {
  expect(bearingOn(list, region)).toEqual(positions);
});

test('what does not say its region may be about any', () => {
  expect(mayBearOn(new UnknownRead('list[0]', hole()), 'eu-west-1')).toBe(true);
  expect(mayBearOn(new UnknownRead('list[0]', hole('us-east-1')), 'eu-west-1')).toBe(false);
});
