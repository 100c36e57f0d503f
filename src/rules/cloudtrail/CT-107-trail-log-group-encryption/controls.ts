export const controls = {
  'PCI-DSS-3.2.1': ['3.4'],
  'PCI-DSS-4.0': ['3.5.1'],
  'NIST-800-53-r4': ['AU-9', 'SC-28'],
  'NIST-800-53-r5': ['AU-9(3)', 'SC-13', 'SC-28(1)'],
  'NIST-CSF-2.0': ['PR.DS-01'],
  HIPAA: ['164.312(a)(2)(iv)'],
  GDPR: ['Art. 32'],
  'ISO-27001-2022': ['A.8.15', 'A.8.24'],
  'FedRAMP-Low-r4': ['AU-9'],
  'FedRAMP-Moderate-r4': ['AU-9', 'SC-28'],
  'AWS-Well-Architected': ['SEC08-BP02'],
} as const;
