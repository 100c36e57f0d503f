import { changes, cisNumbers } from './changes.ts';

const key = { keyId: 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f' };

export const keyChanges = changes({
  id: 'CWL-015',
  what: 'Customer keys that are disabled or scheduled for deletion',
  name: 'KeyChanges',
  source: 'kms',
  cis: cisNumbers(7),
  calls: { DisableKey: key, ScheduleKeyDeletion: { ...key, pendingWindowInDays: 7 } },
  reads: ['DescribeKey', 'ListKeys'],
});
