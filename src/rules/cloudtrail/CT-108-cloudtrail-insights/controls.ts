/** Own mapping, no published source has one: all. The published PCI DSS mapping of Insights stands for another check and is left out. */
export const controls = {
  'NIST-800-53-r4': ['SI-4'],
  'NIST-800-53-r5': ['SI-4'],
  'NIST-CSF-2.0': ['DE.AE-02'],
  'ISO-27001-2022': ['A.8.16'],
  'AWS-Well-Architected': ['SEC04-BP03'],
} as const;
