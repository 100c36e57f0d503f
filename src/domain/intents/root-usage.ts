import { cisNumbers } from './changes.ts';
import type { Intent } from './model.ts';
import { byRoot, byRootKey, forRoot } from './record.ts';

const signInOfRoot = byRoot(
  {
    source: 'signin',
    name: 'ConsoleLogin',
    response: { ConsoleLogin: 'Success' },
    more: { eventType: 'AwsConsoleSignIn', additionalEventData: { MFAUsed: 'Yes', MobileVersion: 'No' } },
  },
  '203.0.113.24',
);

export const rootUsage: Intent = {
  id: 'CWL-014',
  what: 'Use of the root user',
  cis: cisNumbers(3),
  required: [
    signInOfRoot,
    byRoot({ source: 'iam', name: 'CreateAccessKey', where: 'global-region' }, '198.51.100.17'),
    byRoot({ source: 's3', name: 'PutBucketPolicy', request: { bucketName: 'customer-data' } }, '198.51.100.17'),
    byRootKey({ source: 'ec2', name: 'DescribeInstances', readOnly: true }),
  ],
  lookAlikes: [
    forRoot(
      { source: 'kms', name: 'GenerateDataKey', readOnly: true, remark: 'by a service for root' },
      'backup.amazonaws.com',
    ),
    byRoot(
      {
        source: 'kms',
        name: 'RotateKey',
        remark: 'as a service event',
        more: { eventType: 'AwsServiceEvent' },
      },
      'AWS Internal',
    ),
  ],
  words: ['Root', ':root'],
  filter:
    '{ ($.userIdentity.type = Root) && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != AwsServiceEvent) }',
  eventPattern: {
    'detail-type': ['AWS API Call via CloudTrail', 'AWS Console Sign In via CloudTrail'],
    detail: { userIdentity: { type: ['Root'], invokedBy: [{ exists: false }] } },
  },
  repetition: false,
  name: 'RootUsage',
};
