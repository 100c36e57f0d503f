/** Own mapping, no published source has one: all, after the retention of log groups. */
export const controls = {
  'PCI-DSS-3.2.1': ['10.7'],
  'PCI-DSS-4.0': ['10.5.1'],
  'NIST-800-53-r4': ['AU-11', 'SI-12'],
  'NIST-800-53-r5': ['AU-11', 'SI-12'],
  'ISO-27001-2022': ['A.8.15'],
  'FedRAMP-Low-r4': ['AU-11'],
  'FedRAMP-Moderate-r4': ['AU-11', 'SI-12'],
} as const;
