import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'CIS-2.0',
  name: 'CIS Amazon Web Services Foundations Benchmark',
  version: '2.0',
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
  },
});
