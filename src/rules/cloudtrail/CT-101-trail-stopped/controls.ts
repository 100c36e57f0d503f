/** Own mapping, no published source has one: PCI DSS 10.7.1, 10.7.2 (4.0), 10.8 (3.2.1) and NIST AU-5, as for CT-011. The rest is that of an enabled trail. */
export const controls = {
  'PCI-DSS-3.2.1': ['10.1', '10.2.6', '10.8'],
  'PCI-DSS-4.0': ['10.2.1', '10.2.1.6', '10.7.1', '10.7.2'],
  'NIST-800-53-r4': ['AU-5', 'AU-12'],
  'NIST-800-53-r5': ['AU-5', 'AU-12'],
  'NIST-CSF-2.0': ['PR.PS-04'],
  HIPAA: ['164.312(b)'],
  GDPR: ['Art. 30'],
  'SOC-2': ['CC7.2'],
  'ISO-27001-2013': ['A.12.4'],
  'ISO-27001-2022': ['A.8.15'],
  'FedRAMP-Low-r4': ['AU-5', 'AU-12'],
  'FedRAMP-Moderate-r4': ['AU-5', 'AU-12'],
  'APRA-CPG-234': ['member'],
  'MAS-TRM': ['member'],
} as const;
