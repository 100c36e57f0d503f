import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'CIS-7.0',
  name: 'CIS Amazon Web Services Foundations Benchmark',
  version: '7.0',
  publisher: 'Center for Internet Security',
  url: 'https://www.cisecurity.org/benchmark/amazon_web_services',
  controls: {
    '4': [
      'Logging',
      {
        '4.1': 'CloudTrail records every region',
        '4.2': 'Log file validation is on',
        '4.4': 'The log bucket has access logging',
        '4.5': 'Log files are encrypted with a KMS key',
        '4.8': 'S3 object writes are recorded',
        '4.9': 'S3 object reads are recorded',
      },
    ],
    '5': [
      'Monitoring',
      {
        '5.1': 'Unauthorised calls raise an alarm',
        '5.2': 'Console sign-ins without MFA raise an alarm',
        '5.3': 'Use of root raises an alarm',
        '5.4': 'IAM policy changes raise an alarm',
        '5.5': 'CloudTrail changes raise an alarm',
        '5.6': 'Failed console sign-ins raise an alarm',
        '5.7': 'Disabled and deleted keys raise an alarm',
        '5.8': 'Bucket policy changes raise an alarm',
        '5.9': 'AWS Config changes raise an alarm',
        '5.10': 'Security group changes raise an alarm',
        '5.11': 'Network ACL changes raise an alarm',
        '5.12': 'Gateway changes raise an alarm',
        '5.13': 'Route table changes raise an alarm',
        '5.14': 'VPC changes raise an alarm',
        '5.15': 'Organisation changes raise an alarm',
      },
    ],
  },
});
