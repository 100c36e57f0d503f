/** Own mapping, no published source has one: all. */
export const controls = {
  'NIST-800-53-r4': ['AU-6'],
  'NIST-800-53-r5': ['AU-6'],
  'ISO-27001-2022': ['A.8.16'],
} as const;
