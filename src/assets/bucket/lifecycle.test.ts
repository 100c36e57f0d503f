import { expect, test } from 'vitest';
import { lifecycleRule } from './lifecycle.ts';

test('sizes beside a prefix, and versions that are kept, are read', () => {
  const raw = {
    ID: 'tidy',
    Status: 'Enabled',
    Filter: { And: { Prefix: 'AWSLogs/', ObjectSizeGreaterThan: 100, ObjectSizeLessThan: 5000 } },
    NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 3 },
  };
  expect(lifecycleRule(raw)).toMatchObject({
    prefix: 'AWSLogs/',
    narrowed: true,
    tagged: false,
    sizeGreaterThan: 100,
    sizeLessThan: 5000,
    noncurrentDays: 1,
    newerNoncurrentVersions: 3,
  });
});

test('a size alone is read', () => {
  expect(lifecycleRule({ Status: 'Enabled', Filter: { ObjectSizeGreaterThan: 100 } })).toMatchObject({
    enabled: true,
    prefix: '',
    narrowed: true,
    sizeGreaterThan: 100,
    sizeLessThan: undefined,
  });
});

test.each([
  ['one tag', { Tag: { Key: 'keep', Value: 'no' } }, true],
  ['tags beside a prefix', { And: { Prefix: 'a/', Tags: [{ Key: 'keep', Value: 'no' }] } }, true],
  ['a prefix', { Prefix: 'a/' }, false],
  ['nothing', {}, false],
])('a rule with %s in its filter', (_, Filter, tagged) => {
  expect(lifecycleRule({ Status: 'Enabled', Filter })).toMatchObject({ tagged, narrowed: tagged });
});

test('the prefix of rules as they were written before there were filters', () => {
  expect(lifecycleRule({ Status: 'Disabled', Prefix: 'old/' })).toMatchObject({ enabled: false, prefix: 'old/' });
});
