import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'FedRAMP-Low-r4',
  name: 'FedRAMP Low baseline',
  version: 'NIST SP 800-53 Revision 4',
  publisher: 'FedRAMP',
  url: 'https://www.fedramp.gov/baselines/',
  controls: {
    AU: [
      'Audit and accountability',
      {
        'AU-2': 'Events to log',
        'AU-5': 'Response to audit logging failures',
        'AU-9': 'Protection of audit information',
        'AU-11': 'Retention of audit records',
        'AU-12': 'Generation of audit records',
      },
    ],
    CA: [
      'Assessment, authorization and monitoring',
      {
        'CA-7': 'Continuous monitoring',
      },
    ],
  },
});
