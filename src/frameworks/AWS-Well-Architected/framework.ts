import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'AWS-Well-Architected',
  name: 'AWS Well-Architected Framework',
  version: '2024-06-27',
  publisher: 'Amazon Web Services',
  url: 'https://docs.aws.amazon.com/wellarchitected/latest/framework/welcome.html',
  controls: {
    SEC: [
      'Security',
      {
        SEC03: [
          'Permissions management',
          {
            'SEC03-BP07': 'Public and cross-account access is analysed',
          },
        ],
        SEC04: [
          'Detection',
          {
            'SEC04-BP01': 'Service and application logging is configured',
            'SEC04-BP02': 'Logs and findings are captured in standard places',
            'SEC04-BP03': 'Alerts are correlated and enriched',
          },
        ],
        SEC08: [
          'Data at rest',
          {
            'SEC08-BP02': 'Encryption at rest is enforced',
          },
        ],
      },
    ],
    REL: [
      'Reliability',
      {
        REL06: [
          'Monitoring',
          {
            'REL06-BP01': 'All components are monitored',
            'REL06-BP03': 'People and systems are told in time',
          },
        ],
      },
    ],
  },
});
