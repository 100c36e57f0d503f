/** Own mapping, no published source has one: NIST and ISO. Membership by the security-trail rule of the conformance packs. */
export const controls = {
  'NIST-800-53-r4': ['AU-2', 'AU-12'],
  'NIST-800-53-r5': ['AU-2', 'AU-12'],
  'ISO-27001-2022': ['A.8.15'],
} as const;
