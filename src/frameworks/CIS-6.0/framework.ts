import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'CIS-6.0',
  name: 'CIS Amazon Web Services Foundations Benchmark',
  version: '6.0',
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
  },
});
