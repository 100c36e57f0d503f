/** Own mapping, no published source has one: AU-11 and ISO. */
export const controls = {
  'NIST-800-53-r4': ['AU-9', 'AU-11', 'SC-28'],
  'NIST-800-53-r5': ['AU-9', 'AU-11', 'SC-13', 'SC-28(1)'],
  'ISO-27001-2022': ['A.8.15', 'A.8.24'],
  'AWS-FSBP': ['CloudTrail.10'],
} as const;
