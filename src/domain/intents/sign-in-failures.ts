import { cisNumbers } from './changes.ts';
import type { Intent } from './model.ts';
import { signIn } from './record.ts';

export const signInFailures: Intent = {
  id: 'CWL-001',
  what: 'Failed sign-ins to the console',
  cis: cisNumbers(6),
  required: [
    signIn({ user: 'bob', from: '203.0.113.24', result: 'Failure', mfaUsed: 'No', remark: 'that failed, of a user' }),
    signIn({
      user: 'alice',
      from: '198.51.100.17',
      result: 'Failure',
      mfaUsed: 'Yes',
      remark: 'that failed, of a user with MFA',
    }),
  ],
  lookAlikes: [
    signIn({ user: 'alice', from: '198.51.100.17', result: 'Success', mfaUsed: 'Yes', remark: 'that succeeded' }),
  ],
  words: ['Failed authentication', 'ConsoleLogin = "Failure"', 'ConsoleLogin = Failure'],
  filter: '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
  eventPattern: {
    source: ['aws.signin'],
    'detail-type': ['AWS Console Sign In via CloudTrail'],
    detail: { eventName: ['ConsoleLogin'], responseElements: { ConsoleLogin: ['Failure'] } },
  },
  repetition: true,
  name: 'SignInFailures',
};
