import { defineFramework } from '../framework.ts';

export const framework = defineFramework({
  id: 'PCI-DSS-3.2.1',
  name: 'Payment Card Industry Data Security Standard',
  version: '3.2.1',
  publisher: 'PCI Security Standards Council',
  url: 'https://www.pcisecuritystandards.org/document_library/',
  controls: {
    '3': [
      'Protect stored cardholder data',
      {
        '3.4': 'Stored account numbers are unreadable',
      },
    ],
    '7': [
      'Restrict access to cardholder data',
      {
        '7.2': ['Access control systems deny by default', { '7.2.1': 'They cover all system components' }],
      },
    ],
    '8': [
      'Identify and authenticate access',
      {
        '8.1': ['Users are managed', { '8.1.2': 'Changes of user ids and credentials are controlled' }],
      },
    ],
    '10': [
      'Track and monitor all access',
      {
        '10.1': 'Audit trails link access to users',
        '10.2': [
          'Audit trails allow events to be reconstructed',
          {
            '10.2.1': 'Access to cardholder data',
            '10.2.2': 'Actions of administrators',
            '10.2.3': 'Access to audit trails',
            '10.2.4': 'Refused access',
            '10.2.5': 'Changes to identification and authentication',
            '10.2.6': 'Start, stop and pause of audit logs',
            '10.2.7': 'Creation and deletion of system objects',
          },
        ],
        '10.3': [
          'Each entry tells enough',
          {
            '10.3.1': 'User',
            '10.3.2': 'Type of event',
            '10.3.3': 'Date and time',
            '10.3.4': 'Success or failure',
            '10.3.5': 'Origin',
            '10.3.6': 'What was affected',
          },
        ],
        '10.5': [
          'Audit trails cannot be altered',
          {
            '10.5.1': 'Only those with need can view them',
            '10.5.2': 'They are protected from modification',
            '10.5.3': 'They are backed up at once to a central server',
            '10.5.5': 'Changes to logs are detected',
          },
        ],
        '10.7': 'Audit trails are kept for a year, three months at hand',
        '10.8': [
          'Service providers find failures of security controls in time',
          {
            '10.8.1': 'Service providers respond to failures in time',
          },
        ],
      },
    ],
  },
});
