import { defineFramework } from '../framework.ts';

/** Security Hub numbers its controls across standards. Those that belong to CIS, PCI DSS or NIST only stand in a section of their own. */
export const framework = defineFramework({
  id: 'AWS-FSBP',
  name: 'AWS Foundational Security Best Practices',
  version: '1.0.0',
  publisher: 'Amazon Web Services',
  url: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html',
  controls: {
    FSBP: [
      'In the standard',
      {
        'CloudTrail.1': 'A multi-Region trail records read and write management events',
        'CloudTrail.2': 'Trails encrypt at rest with a KMS key',
        'CloudTrail.4': 'Log file validation is on',
        'CloudTrail.5': 'Trails send to CloudWatch Logs',
      },
    ],
    'Security Hub': [
      'Security Hub controls of other standards',
      {
        'CloudTrail.3': 'At least one trail is on',
        'CloudTrail.6': 'The log bucket is not public',
        'CloudTrail.7': 'The log bucket has access logging',
        'CloudTrail.10': 'Event data stores use a customer managed key',
        'CloudWatch.16': 'Log groups are kept long enough',
        'S3.22': 'S3 object writes are recorded',
        'S3.23': 'S3 object reads are recorded',
      },
    ],
  },
});
