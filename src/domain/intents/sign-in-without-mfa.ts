import { cisNumbers } from './changes.ts';
import type { Intent } from './model.ts';
import { signIn } from './record.ts';

/** CIS accepts two filters: `MFAUsed != Yes`, and one that asks for a user's success and so leaves single sign-on out. */
export const signInWithoutMfa: Intent = {
  id: 'CWL-017',
  what: 'Sign-ins to the console without MFA',
  cis: cisNumbers(2),
  required: [
    signIn({ user: 'bob', from: '203.0.113.24', result: 'Success', mfaUsed: 'No', remark: 'without MFA, of a user' }),
    signIn({
      user: 'carol',
      from: '198.51.100.17',
      result: 'Success',
      mfaUsed: 'No',
      remark: 'without MFA, of another user',
    }),
  ],
  lookAlikes: [
    signIn({ user: 'alice', from: '198.51.100.17', result: 'Success', mfaUsed: 'Yes', remark: 'with MFA' }),
    signIn({
      user: 'dave',
      from: '198.51.100.17',
      result: 'Success',
      mfaUsed: 'No',
      federated: true,
      remark: 'through single sign-on',
    }),
  ],
  words: ['MFAUsed'],
  filter:
    '{ ($.eventName = ConsoleLogin) && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = IAMUser) && ($.responseElements.ConsoleLogin = Success) }',
  eventPattern: {
    source: ['aws.signin'],
    'detail-type': ['AWS Console Sign In via CloudTrail'],
    detail: {
      eventName: ['ConsoleLogin'],
      additionalEventData: { MFAUsed: [{ 'anything-but': 'Yes' }] },
      userIdentity: { type: ['IAMUser'] },
      responseElements: { ConsoleLogin: ['Success'] },
    },
  },
  repetition: false,
  name: 'SignInWithoutMfa',
};
