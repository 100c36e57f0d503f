import { expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { createTally } from './tally.ts';

const failure: Finding = {
  id: 'id',
  rule: 'T-001',
  slug: 'test',
  title: 'Test',
  severity: 'high',
  outcome: 'fail',
  asset: { kind: 'Test', id: 'id', name: 'name', account: '111111111111', region: 'eu-west-1' },
  message: '',
  evidence: [],
};
const exception = { id: 'X-1', reason: 'known', owner: 'audit', expires: '2027-01-31' };

test('findings are counted by outcome, failures by severity too, and what is accepted as that alone', () => {
  const tally = createTally();
  const findings: Finding[] = [
    failure,
    { ...failure, severity: 'low' },
    { ...failure, outcome: 'not-applicable' },
    { ...failure, outcome: 'unknown' },
    { ...failure, exception },
    { ...failure, outcome: 'unknown', exception },
  ];
  for (const finding of findings) tally.add(finding);
  expect(tally.summary).toEqual({
    pass: 0,
    fail: 2,
    unknown: 1,
    notApplicable: 1,
    unsupportedSource: 0,
    ruleError: 0,
    excepted: 2,
    failBySeverity: { low: 1, medium: 0, high: 1, critical: 0 },
  });
});
