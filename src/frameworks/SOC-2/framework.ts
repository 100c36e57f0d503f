import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'SOC-2',
  name: 'SOC 2 Trust Services Criteria',
  version: '2017 with points of focus of 2022',
  publisher: 'AICPA',
  url: 'https://www.aicpa-cima.com/topic/audit-assurance/audit-and-assurance-greater-than-soc-2',
  controls: {
    CC6: [
      'Logical and physical access',
      {
        'CC6.1': 'Access to information assets is restricted',
      },
    ],
    CC7: [
      'System operations',
      {
        'CC7.2': 'Components are monitored for anomalies',
        'CC7.3': 'Security events are evaluated',
      },
    ],
  },
});
