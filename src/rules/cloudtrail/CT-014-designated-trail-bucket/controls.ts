/** Own mapping, no published source has one: PCI DSS and Well-Architected. */
export const controls = {
  'PCI-DSS-3.2.1': ['10.5.3'],
  'PCI-DSS-4.0': ['10.3.3'],
  'MAS-TRM': ['member'],
  'AWS-Well-Architected': ['SEC04-BP02'],
} as const;
