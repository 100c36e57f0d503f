/** Own mapping, no published source has one: all but the memberships. PCI DSS 10.7.1, 10.7.2 (4.0) and 10.8, 10.8.1 (3.2.1), and NIST AU-5, are about failures of audit logging. */
export const controls = {
  'PCI-DSS-3.2.1': ['10.8', '10.8.1'],
  'PCI-DSS-4.0': ['10.7.1', '10.7.2'],
  'NIST-800-53-r4': ['AU-5'],
  'NIST-800-53-r5': ['AU-5'],
  'NIST-CSF-2.0': ['PR.PS-04'],
  'ISO-27001-2022': ['A.8.15'],
  'FedRAMP-Low-r4': ['AU-5'],
  'FedRAMP-Moderate-r4': ['AU-5'],
  'APRA-CPG-234': ['member'],
  'MAS-TRM': ['member'],
} as const;
