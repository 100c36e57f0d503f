/** Own mapping, no published source has one: all but the memberships. */
export const controls = {
  'PCI-DSS-3.2.1': ['10.5.2'],
  'PCI-DSS-4.0': ['10.3.2'],
  'NIST-800-53-r4': ['AU-9'],
  'NIST-800-53-r5': ['AU-9'],
  'ISO-27001-2022': ['A.8.15'],
  'FedRAMP-Low-r4': ['AU-9'],
  'FedRAMP-Moderate-r4': ['AU-9'],
  'APRA-CPG-234': ['member'],
  'MAS-TRM': ['member'],
} as const;
