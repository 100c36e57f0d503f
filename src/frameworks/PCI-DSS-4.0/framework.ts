import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'PCI-DSS-4.0',
  name: 'Payment Card Industry Data Security Standard',
  version: '4.0',
  publisher: 'PCI Security Standards Council',
  url: 'https://www.pcisecuritystandards.org/document_library/',
  controls: {
    '3': [
      'Protect stored account data',
      {
        '3.5': [
          'Account numbers are protected where stored',
          {
            '3.5.1': 'Stored account numbers are unreadable',
          },
        ],
      },
    ],
    '10': [
      'Log and monitor all access',
      {
        '10.2': [
          'Audit logs support detection and forensics',
          {
            '10.2.1': [
              'Audit logs are on for all components',
              {
                '10.2.1.1': 'User access to cardholder data',
                '10.2.1.2': 'Actions with administrative access',
                '10.2.1.3': 'Access to audit logs',
                '10.2.1.4': 'Refused access',
                '10.2.1.5': 'Changes to credentials',
                '10.2.1.6': 'Start, stop and pause of audit logs',
                '10.2.1.7': 'Creation and deletion of system objects',
              },
            ],
            '10.2.2': 'Each entry tells who, what, when, where from and with which result',
          },
        ],
        '10.3': [
          'Audit logs are protected',
          {
            '10.3.1': 'Only those with need can read them',
            '10.3.2': 'They cannot be modified by individuals',
            '10.3.3': 'They are backed up at once to a central server',
            '10.3.4': 'Changes to logs are detected',
          },
        ],
        '10.4': [
          'Audit logs are reviewed',
          {
            '10.4.1': [
              'Reviewed at least daily',
              {
                '10.4.1.1': 'Reviewed by automatic means',
              },
            ],
          },
        ],
        '10.5': [
          'Audit logs are kept',
          {
            '10.5.1': 'Kept for a year, three months at hand',
          },
        ],
        '10.7': [
          'Failures of critical security controls',
          {
            '10.7.1': 'Service providers find and handle failures, audit logging included',
            '10.7.2': 'Failures are found and handled, audit logging included',
          },
        ],
      },
    ],
  },
});
