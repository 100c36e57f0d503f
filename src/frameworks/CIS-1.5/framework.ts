import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'CIS-1.5',
  name: 'CIS Amazon Web Services Foundations Benchmark',
  version: '1.5',
  publisher: 'Center for Internet Security',
  url: 'https://www.cisecurity.org/benchmark/amazon_web_services',
  controls: {
    '3': [
      'Logging',
      {
        '3.1': 'CloudTrail records every region',
        '3.2': 'Log file validation is on',
        '3.3': 'The log bucket is not public',
        '3.4': 'Trails send to CloudWatch Logs',
        '3.6': 'The log bucket has access logging',
        '3.7': 'Log files are encrypted with a KMS key',
        '3.10': 'S3 object writes are recorded',
        '3.11': 'S3 object reads are recorded',
      },
    ],
    '4': [
      'Monitoring',
      {
        '4.1': 'Unauthorised calls raise an alarm',
        '4.2': 'Console sign-ins without MFA raise an alarm',
        '4.3': 'Use of root raises an alarm',
        '4.4': 'IAM policy changes raise an alarm',
        '4.5': 'CloudTrail changes raise an alarm',
        '4.6': 'Failed console sign-ins raise an alarm',
        '4.7': 'Disabled and deleted keys raise an alarm',
        '4.8': 'Bucket policy changes raise an alarm',
        '4.9': 'AWS Config changes raise an alarm',
        '4.10': 'Security group changes raise an alarm',
        '4.11': 'Network ACL changes raise an alarm',
        '4.12': 'Gateway changes raise an alarm',
        '4.13': 'Route table changes raise an alarm',
        '4.14': 'VPC changes raise an alarm',
        '4.15': 'Organisation changes raise an alarm',
      },
    ],
  },
});
