import { expect, test } from 'vitest';
import type { Finding } from '#src/core/finding.ts';
import { brokenPromises, type Expected, type Judged } from './compare.ts';

const ACCOUNT = '111111111111';

function finding(rule: string, outcome: Finding['outcome'], more: Partial<Finding> & { id?: string } = {}): Finding {
  const id = more.id ?? 'arn:trail';
  const kind = id === ACCOUNT ? 'AWS::Account' : 'AWS::CloudTrail::Trail';
  const asset = { kind, id, name: id, account: ACCOUNT, region: 'us-east-1' };
  return { rule, slug: rule, title: rule, severity: 'low', outcome, asset, message: outcome, evidence: [], ...more, id: `${rule} ${id} ${more.key ?? ''}` }; // prettier-ignore
}

const DETAIL = { path: 'bucket.policy', reason: 'access-denied', action: 's3:GetBucketPolicy', detail: 's3:GetBucketPolicy in us-east-1 was denied' } as const; // prettier-ignore
const MESSAGE = 'Cannot tell: bucket.policy is unknown (access denied: ...). Missing permission: s3:GetBucketPolicy.';
const unknown = (rule: string, more: Parameters<typeof finding>[2] = {}): Finding =>
  finding(rule, 'unknown', { message: MESSAGE, unknowns: [DETAIL], ...more });

const SOUND: Judged = {
  findings: [
    finding('CT-1', 'pass'),
    finding('CT-2', 'fail'),
    finding('CT-3', 'pass', { key: 's3' }),
    finding('CT-3', 'pass', { key: 'sns' }),
  ],
  exit: 1,
};
const [one, two, s3, sns] = SOUND.findings as [Finding, Finding, Finding, Finding];
const EXPECTED: Expected = { needing: new Set(['CT-1', 'CT-3']), reasons: ['access-denied'], call: 's3:GetBucketPolicy', permission: 's3:GetBucketPolicy' }; // prettier-ignore

test.each<[string, Judged]>([
  ['nothing changed', SOUND],
  ['a rule that needs the call cannot tell', { findings: [unknown('CT-1'), two, s3, sns], exit: 1 }],
  ['parts became one unknown on the whole', { findings: [one, two, unknown('CT-3')], exit: 1 }],
  ['what cannot be listed is told about the account', { findings: [unknown('CT-1', { id: ACCOUNT }), two, s3, sns], exit: 1 }],
  ['one more hole is told about the account', { findings: [...SOUND.findings, unknown('CT-1', { id: ACCOUNT })], exit: 1 }],
])('a promise that is kept: %s', (_, faulty) => {
  expect(brokenPromises(SOUND, faulty, EXPECTED)).toEqual([]);
}); // prettier-ignore

test.each<[string, Judged, RegExp]>([
  ['a pass becomes a failure', { findings: [{ ...one, outcome: 'fail' }, two, s3, sns], exit: 1 }, /was pass and is fail/],
  ['a failure becomes a pass', { findings: [one, { ...two, outcome: 'pass' }, s3, sns], exit: 0 }, /was fail and is pass/],
  ['a rule breaks', { findings: [{ ...one, outcome: 'rule-error' }, two, s3, sns], exit: 70 }, /was pass and is rule-error/],
  ['a verdict vanishes', { findings: [one, s3, sns], exit: 0 }, /CT-2 .* nothing is said of it any more/],
  ['one part vanishes', { findings: [one, two, s3], exit: 1 }, /CT-3 arn:trail sns was pass and nothing/],
  ['a verdict is new', { findings: [...SOUND.findings, finding('CT-2', 'pass', { id: 'arn:other' })], exit: 1 }, /is new and pass/],
  ['an unknown is of an asset that is not there', { findings: [...SOUND.findings, unknown('CT-1', { id: 'arn:other' })], exit: 1 }, /is new and unknown/],
  ['an unknown is of a part that is not there', { findings: [...SOUND.findings, unknown('CT-3', { key: 'logs' })], exit: 1 }, /is new and unknown/],
  ['a verdict is given twice', { findings: [...SOUND.findings, one], exit: 1 }, /is said twice/],
  ['a rule cannot tell that does not need the call', { findings: [one, unknown('CT-2'), s3, sns], exit: 3 }, /does not need the call/],
  ['nothing says what is unknown', { findings: [unknown('CT-1', { unknowns: [] }), two, s3, sns], exit: 1 }, /does not say what/],
  ['the action is missing', { findings: [unknown('CT-1', { unknowns: [{ path: 'p', reason: 'access-denied', detail: 'd' }] }), two, s3, sns], exit: 1 }, /has the missing action undefined/],
  ['the action is another', { findings: [unknown('CT-1', { unknowns: [{ ...DETAIL, action: 's3:GetBucketAcl' }] }), two, s3, sns], exit: 1 }, /has the missing action s3:GetBucketAcl/],
  ['the message does not name the action', { findings: [unknown('CT-1', { message: 'Cannot tell (access denied).' }), two, s3, sns], exit: 1 }, /does not name s3:GetBucketPolicy/],
  ['the message does not tell the reason', { findings: [unknown('CT-1', { message: 's3:GetBucketPolicy' }), two, s3, sns], exit: 1 }, /does not tell the reason/],
  ['the reason is another, and not the first', { findings: [unknown('CT-1', { unknowns: [DETAIL, { ...DETAIL, reason: 'throttled' }] }), two, s3, sns], exit: 1 }, /gives the reason throttled/],
  ['it ends with 0 though something failed', { ...SOUND, exit: 0 }, /ends with 0, not 1/],
  ['it ends with 0 though something is unknown', { findings: [unknown('CT-1')], exit: 0 }, /ends with 0, not 3/],
  ['it ends with 3 though all is known', { findings: [one], exit: 3 }, /ends with 3, not 0/],
])('a promise that is broken: %s', (_, faulty, says) => {
  expect(brokenPromises(SOUND, faulty, EXPECTED).join('\n')).toMatch(says);
}); // prettier-ignore

test('a fault that is no refusal names the call and no permission', () => {
  const expected: Expected = { needing: new Set(['CT-1']), reasons: ['throttled'], call: 'logs:DescribeLogGroups' };
  const after = (detail: object): string =>
    brokenPromises(
      SOUND,
      { findings: [unknown('CT-1', { message: 'throttled', unknowns: [{ path: 'p', reason: 'throttled', detail: 'cloudwatch-logs:DescribeLogGroups in us-east-1 was throttled', ...detail }] }), two, s3, sns], exit: 1 },
      expected,
    ).join('\n'); // prettier-ignore
  expect(after({})).toBe('');
  expect(after({ detail: 'it was throttled' })).toMatch(/does not name logs:DescribeLogGroups/);
  expect(after({ action: 'logs:DescribeLogGroups' })).toMatch(/misses the permission logs:DescribeLogGroups, which was not refused/); // prettier-ignore
});
