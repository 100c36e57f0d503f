import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'NIST-800-53-r4',
  name: 'NIST SP 800-53 Security and Privacy Controls',
  version: 'Revision 4',
  publisher: 'National Institute of Standards and Technology',
  url: 'https://csrc.nist.gov/pubs/sp/800/53/r4/upd3/final',
  controls: {
    AC: [
      'Access control',
      {
        'AC-2': [
          'Account management',
          {
            'AC-2(4)': 'Account actions are audited automatically',
          },
        ],
      },
    ],
    AU: [
      'Audit and accountability',
      {
        'AU-2': 'Events to log',
        'AU-3': 'Content of audit records',
        'AU-5': 'Response to audit logging failures',
        'AU-6': [
          'Review, analysis and reporting',
          {
            'AU-6(1)': 'Review is integrated and automated',
            'AU-6(3)': 'Records of several places are correlated',
          },
        ],
        'AU-7': [
          'Reduction and reports',
          {
            'AU-7(1)': 'Records can be searched and sorted',
          },
        ],
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
    SC: [
      'System and communications protection',
      {
        'SC-28': 'Protection of information at rest',
      },
    ],
    SI: [
      'System and information integrity',
      {
        'SI-4': 'System monitoring',
        'SI-7': [
          'Integrity of software, firmware and information',
          {
            'SI-7(1)': 'Integrity checks',
          },
        ],
        'SI-12': 'Management and retention of information',
      },
    ],
  },
});
