import { cisNumbers } from './changes.ts';
import type { Intent } from './model.ts';
import { byAnybody, once } from './record.ts';

const denied = (source: string, name: string, errorCode: string, readOnly = false) => ({
  source,
  name,
  readOnly,
  remark: `refused with ${errorCode}`,
  more: { errorCode, errorMessage: `User is not authorized to perform: ${source}:${name}` },
});

/**
 * Services refuse with `AccessDenied`, `AccessDeniedException`, `UnauthorizedOperation` or
 * `Client.UnauthorizedOperation`. What CIS leaves out since 1.4 (HeadBucket, CloudTrail's own deliveries) is noise.
 */
export const unauthorizedCalls: Intent = {
  id: 'CWL-002',
  what: 'Calls that AWS refused as unauthorised',
  cis: cisNumbers(1),
  required: [
    denied('ec2', 'RunInstances', 'Client.UnauthorizedOperation'),
    denied('ec2', 'DescribeInstances', 'UnauthorizedOperation', true),
    denied('iam', 'CreateUser', 'AccessDenied'),
    denied('kms', 'DisableKey', 'AccessDeniedException'),
  ].flatMap(byAnybody),
  lookAlikes: [
    once({ ...denied('s3', 'HeadBucket', 'AccessDenied', true), remark: 'refused, a mere check for a bucket' }),
    once({
      ...denied('s3', 'PutObject', 'AccessDenied'),
      remark: 'of CloudTrail itself, refused',
      more: { errorCode: 'AccessDenied', sourceIPAddress: 'delivery.logs.amazonaws.com' },
    }),
    once({
      source: 'ec2',
      name: 'RunInstances',
      remark: 'that failed for another reason',
      more: { errorCode: 'Client.InstanceLimitExceeded' },
    }),
  ],
  words: ['AccessDenied', 'UnauthorizedOperation'],
  filter:
    '{ (($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")) && ($.sourceIPAddress != "delivery.logs.amazonaws.com") && ($.eventName != "HeadBucket") }',
  eventPattern: {
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      errorCode: [{ suffix: 'UnauthorizedOperation' }, { prefix: 'AccessDenied' }],
      eventName: [{ 'anything-but': 'HeadBucket' }],
    },
  },
  repetition: true,
  name: 'UnauthorizedCalls',
};
