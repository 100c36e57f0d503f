/** Own mapping, no published source has one: all. */
export const controls = {
  'PCI-DSS-4.0': ['10.7.2'],
  'NIST-800-53-r4': ['AU-5'],
  'NIST-800-53-r5': ['AU-5'],
  'ISO-27001-2022': ['A.8.15'],
  'FedRAMP-Low-r4': ['AU-5'],
  'FedRAMP-Moderate-r4': ['AU-5'],
} as const;
