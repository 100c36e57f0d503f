/** Own mapping, no published source has one: all. */
export const controls = {
  'NIST-800-53-r4': ['AU-9'],
  'NIST-800-53-r5': ['AU-9'],
  'ISO-27001-2022': ['A.8.15'],
  'AWS-Well-Architected': ['SEC03-BP07'],
} as const;
