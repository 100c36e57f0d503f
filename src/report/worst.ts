import type { Finding } from '#src/core/finding.ts';

import { settled } from './sentences.ts';

const severityRank = { critical: 0, high: 1, medium: 2, low: 3 } as const;

/** Order of attention: failures and what could not be judged before what is settled, then by severity. */
function attention(finding: Finding): number {
  const severity = severityRank[finding.severity];
  if (settled(finding)) {
    return 8 + severity;
  }
  return finding.outcome === 'fail' ? severity * 2 : severity * 2 + 1;
}

export interface Worst {
  add(finding: Finding): void;
  /** Kept findings, most urgent first, in order of arrival within the same urgency. */
  kept(): Finding[];
  /** How many that were offered were let go. */
  leftOut(): number;
}

/**
 * Keeps the `limit` most urgent of any number of findings: what a person can read, in memory that does not grow.
 * When full, the latest of the least urgent goes.
 */
export function keepWorst(limit: number): Worst {
  const buckets: Finding[][] = Array.from({ length: 12 }, () => []);
  let size = 0;
  let lost = 0;
  return {
    add(finding) {
      buckets[attention(finding)]?.push(finding);
      size += 1;
      if (size > limit) {
        buckets.findLast((bucket) => bucket.length > 0)?.pop();
        size -= 1;
        lost += 1;
      }
    },
    kept: () => buckets.flat(),
    leftOut: () => lost,
  };
}
