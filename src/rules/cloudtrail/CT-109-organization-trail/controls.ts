/** Own mapping, no published source has one: all. */
export const controls = {
  'NIST-800-53-r4': ['AU-12'],
  'NIST-800-53-r5': ['AU-12'],
  'ISO-27001-2022': ['A.8.15'],
  'FedRAMP-Low-r4': ['AU-12'],
  'FedRAMP-Moderate-r4': ['AU-12'],
  'AWS-Well-Architected': ['SEC04-BP02'],
} as const;
