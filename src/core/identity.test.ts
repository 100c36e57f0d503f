import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingId, fingerprint } from './identity.ts';

test('a fingerprint is 32 hex digits and never changes: exceptions and other systems remember it', () => {
  expect(fingerprint('')).toMatch(/^[0-9a-f]{32}$/);
  expect(findingId('CT-011', '111111111111', 'arn:aws:cloudtrail:eu-west-1:111111111111:trail/main', 's3')).toBe(
    'bee372f8995ec44077891536dd1931a5',
  );
});

test('rule, account, asset and key all count, and do not run into each other', () => {
  const ids = [
    findingId('CT-001', '1', 'a', undefined),
    findingId('CT-002', '1', 'a', undefined),
    findingId('CT-001', '2', 'a', undefined),
    findingId('CT-001', '1', 'b', undefined),
    findingId('CT-001', '1', 'a', 's3'),
    findingId('CT-001', '1a', '', undefined),
    findingId('CT-001', '', '1a', undefined),
  ];
  expect(new Set(ids).size).toBe(ids.length);
});

test('different texts have different fingerprints', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (left, right) => {
      expect(fingerprint(left) === fingerprint(right)).toBe(left === right);
    }),
    { numRuns: 2000 },
  );
});
