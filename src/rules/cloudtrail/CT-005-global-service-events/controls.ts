/** Sign-in, IAM and STS events are global: without them the CIS recommendation is not met. Own mapping, no published source has one: PCI DSS, NIST and ISO. */
export const controls = {
  'CIS-1.5': ['3.1'],
  'CIS-2.0': ['3.1'],
  'PCI-DSS-3.2.1': ['10.2.5'],
  'PCI-DSS-4.0': ['10.2.1.5'],
  'NIST-800-53-r4': ['AU-2', 'AU-12'],
  'NIST-800-53-r5': ['AU-2', 'AU-12'],
  'ISO-27001-2022': ['A.8.15'],
  'APRA-CPG-234': ['member'],
  'MAS-TRM': ['member'],
} as const;
