/** A matter of cost: membership only. */
export const controls = {
  'APRA-CPG-234': ['member'],
  'MAS-TRM': ['member'],
} as const;
