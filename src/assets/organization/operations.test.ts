import { expect, test } from 'vitest';
import { stateOf } from './operations.ts';

test.each([
  ['the state, since its status was retired', { State: 'CLOSED' }, 'CLOSED'],
  ['the state where both stand and differ', { State: 'PENDING_ACTIVATION', Status: 'ACTIVE' }, 'PENDING_ACTIVATION'],
  ['the status, of older endpoints', { Status: 'SUSPENDED' }, 'SUSPENDED'],
  ['active, where neither is told', {}, 'ACTIVE'],
])('an account is %s', (_, account, expected) => {
  expect(stateOf(account)).toBe(expected);
});
