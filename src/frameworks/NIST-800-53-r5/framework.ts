import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'NIST-800-53-r5',
  name: 'NIST SP 800-53 Security and Privacy Controls',
  version: 'Revision 5',
  publisher: 'National Institute of Standards and Technology',
  url: 'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final',
  controls: {
    AC: [
      'Access control',
      {
        'AC-6': [
          'Least privilege',
          {
            'AC-6(9)': 'Use of privileged functions is logged',
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
        'AU-6': 'Review, analysis and reporting',
        'AU-9': [
          'Protection of audit information',
          {
            'AU-9(3)': 'Audit information is protected by cryptography',
          },
        ],
        'AU-10': 'Non-repudiation',
        'AU-11': 'Retention of audit records',
        'AU-12': 'Generation of audit records',
        'AU-14': 'Session audit',
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
        'SC-13': 'Cryptographic protection',
        'SC-28': [
          'Protection of information at rest',
          {
            'SC-28(1)': 'Information at rest is encrypted',
          },
        ],
      },
    ],
    SI: [
      'System and information integrity',
      {
        'SI-4': 'System monitoring',
        'SI-7': 'Integrity of software, firmware and information',
        'SI-12': 'Management and retention of information',
      },
    ],
  },
});
