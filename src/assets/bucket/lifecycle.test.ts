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
