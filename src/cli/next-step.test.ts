import { expect, test } from 'vitest';
import type { Summary } from '#src/core/finding.ts';
import { createTally } from '#src/core/tally.ts';
import { nextStep } from './next-step.ts';

const summary = (part: Partial<Summary>): Summary => ({ ...createTally().summary, ...part });
const failed = summary({ fail: 1, failBySeverity: { low: 0, medium: 1, high: 0, critical: 0 } });

test.each<[string, Partial<Parameters<typeof nextStep>[2]>, string]>([
  ['nothing', {}, ''],
  ['a snapshot', { from: 'a.snapshot' }, ' --from a.snapshot'],
  ['a snapshot that was just made, which need not be read again', { save: 'a b', profile: 'x' }, " --from 'a b'"],
  ['a profile and regions', { profile: 'audit', region: ['eu-west-1', 'eu-west-2'] }, ' --profile audit --region eu-west-1,eu-west-2'],
  ['a role', { roleArn: ['arn:aws:iam::111122223333:role/R'], externalId: "it's" }, " --role-arn arn:aws:iam::111122223333:role/R --external-id 'it'\\''s'"],
  ['exceptions, clock and rules', { from: 'a', exceptions: 'x y.yaml', now: '2026-03-01', rule: ['CT-001', 'CT-011'], framework: ['CIS-3.0'] }, " --from a --exceptions 'x y.yaml' --now 2026-03-01 --rule CT-001,CT-011 --framework CIS-3.0"],
  ['accounts', { account: ['111122223333'], roleName: 'R', config: 'c.yaml' }, ' --account 111122223333 --role-name R --config c.yaml'],
])('the next command looks at the same world: %s', (_, options, given) => {
  expect(nextStep(failed, [], { color: false, ...options })).toContain(`\`surety scan${given} --severity medium\``);
}); // prettier-ignore

test.each<[string, Partial<Summary>, RegExp]>([
  ['unknowns', { unknown: 1 }, /^Next: resolve what is unknown/],
  ['accepted findings', { excepted: 2 }, /^Next: nothing new; 2 accepted findings stay open/],
  [
    'what the source does not hold',
    { pass: 2, unsupportedSource: 3 },
    /^Next: 3 verdicts are missing: what they need is not in this source\. Scan/,
  ],
  ['a broken rule', { ruleError: 1, fail: 1 }, /please report it/],
  ['nothing', {}, /^Next: nothing to do/],
])('with %s it says what to do', (_, part, says) => {
  expect(nextStep(summary(part), [], { color: false })).toMatch(says);
});
