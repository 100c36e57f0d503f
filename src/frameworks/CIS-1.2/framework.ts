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
  },
});
