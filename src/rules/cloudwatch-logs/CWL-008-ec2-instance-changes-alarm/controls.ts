/** Own mapping, no published source has one. */
export const controls = {
  'NIST-800-53-r5': ['SI-4'],
  'ISO-27001-2022': ['A.8.16'],
} as const;
