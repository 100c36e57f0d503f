import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'NIST-CSF-2.0',
  name: 'NIST Cybersecurity Framework',
  version: '2.0',
  publisher: 'National Institute of Standards and Technology',
  url: 'https://www.nist.gov/cyberframework',
  controls: {
    PR: [
      'Protect',
      {
        'PR.DS': [
          'Data security',
          {
            'PR.DS-01': 'Data at rest is protected',
          },
        ],
        'PR.PS': [
          'Platform security',
          {
            'PR.PS-04': 'Log records are made and available for monitoring',
          },
        ],
      },
    ],
    DE: [
      'Detect',
      {
        'DE.CM': [
          'Continuous monitoring',
          {
            'DE.CM-01': 'Networks and network services are monitored',
            'DE.CM-03': 'Activity of people and use of technology are monitored',
            'DE.CM-09': 'Computing resources and their data are monitored',
          },
        ],
        'DE.AE': [
          'Adverse event analysis',
          {
            'DE.AE-02': 'Potentially adverse events are analysed',
            'DE.AE-03': 'Information from several sources is correlated',
          },
        ],
      },
    ],
  },
});
