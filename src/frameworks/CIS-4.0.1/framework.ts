import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'CIS-4.0.1',
  name: 'CIS Amazon Web Services Foundations Benchmark',
  version: '4.0.1',
  publisher: 'Center for Internet Security',
  url: 'https://www.cisecurity.org/benchmark/amazon_web_services',
  controls: {
    '3': [
      'Logging',
      {
        '3.1': 'CloudTrail records every region',
        '3.2': 'Log file validation is on',
        '3.4': 'The log bucket has access logging',
        '3.5': 'Log files are encrypted with a KMS key',
        '3.8': 'S3 object writes are recorded',
        '3.9': 'S3 object reads are recorded',
      },
    ],
  },
});
