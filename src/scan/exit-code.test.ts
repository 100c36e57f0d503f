import { expect, test } from 'vitest';
import type { Summary } from '#src/core/finding.ts';
import { exitCode } from './exit-code.ts';
import { createTally } from '#src/core/tally.ts';

const summary = (counts: Partial<Summary>, low = 0, high = 0): Summary => ({
  ...createTally().summary,
  ...counts,
  failBySeverity: { low, medium: 0, high, critical: 0 },
});
test.each([
  ['nothing failed', summary({ pass: 3 }), 'low', false, 0],
  ['a low one failed', summary({ fail: 1 }, 1), 'low', false, 1],
  ['a low one failed where only high counts', summary({ fail: 1 }, 1), 'high', false, 0],
  ['a high one failed where high counts', summary({ fail: 1 }, 0, 1), 'high', false, 1],
  ['a high one failed where only critical counts', summary({ fail: 1 }, 0, 1), 'critical', false, 0],
  ['failures do not count at all', summary({ fail: 2 }, 1, 1), 'none', false, 0],
  ['something is unknown', summary({ unknown: 1 }), 'low', false, 3],
  ['something is unknown and may be', summary({ unknown: 1 }), 'low', true, 0],
  ['a failure outweighs an unknown', summary({ unknown: 1, fail: 1 }, 1), 'low', false, 1],
  ['a snapshot does not tell what was not asked for', summary({ pass: 2, unsupportedSource: 5 }), 'low', false, 3],
  ['it does not, and may', summary({ unsupportedSource: 5 }), 'low', true, 0],
  ['a broken rule outweighs all', summary({ ruleError: 1, fail: 1 }, 1), 'none', true, 70],
] as const)('%s', (_, counts, failOn, allowUnknown, code) => {
  expect(exitCode(counts, failOn, allowUnknown)).toBe(code);
});
