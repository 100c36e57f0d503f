import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'CIS-1.2',
  name: 'CIS Amazon Web Services Foundations Benchmark',
  version: '1.2',
  publisher: 'Center for Internet Security',
  url: 'https://www.cisecurity.org/benchmark/amazon_web_services',
  controls: {
    '2': [
      'Logging',
      {
        '2.1': 'CloudTrail records every region',
        '2.2': 'Log file validation is on',
        '2.3': 'The log bucket is not public',
        '2.4': 'Trails send to CloudWatch Logs',
        '2.6': 'The log bucket has access logging',
        '2.7': 'Log files are encrypted with a KMS key',
      },
    ],
    '3': [
      'Monitoring',
      {
        '3.1': 'Unauthorised calls raise an alarm',
        '3.2': 'Console sign-ins without MFA raise an alarm',
        '3.3': 'Use of root raises an alarm',
        '3.4': 'IAM policy changes raise an alarm',
        '3.5': 'CloudTrail changes raise an alarm',
        '3.6': 'Failed console sign-ins raise an alarm',
        '3.7': 'Disabled and deleted keys raise an alarm',
        '3.8': 'Bucket policy changes raise an alarm',
        '3.9': 'AWS Config changes raise an alarm',
        '3.10': 'Security group changes raise an alarm',
        '3.11': 'Network ACL changes raise an alarm',
        '3.12': 'Gateway changes raise an alarm',
        '3.13': 'Route table changes raise an alarm',
        '3.14': 'VPC changes raise an alarm',
      },
    ],
  },
});
