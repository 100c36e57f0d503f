export const controls = {
  'PCI-DSS-3.2.1': ['10.7'],
  'PCI-DSS-4.0': ['10.5.1'],
  'NIST-800-53-r4': ['AU-11', 'SI-12'],
  'NIST-800-53-r5': ['AU-11', 'SI-12'],
  'NIST-CSF-2.0': ['PR.PS-04'],
  HIPAA: ['164.312(b)'],
  'SOC-2': ['CC7.2'],
  'ISO-27001-2022': ['A.8.15'],
  'FedRAMP-Low-r4': ['AU-11'],
  'FedRAMP-Moderate-r4': ['AU-11', 'SI-12'],
  'AWS-FSBP': ['CloudWatch.16'],
} as const;
