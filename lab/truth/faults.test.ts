import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { rules as allRules } from '#src/generated/rules.ts';
import type { FaultKind, Lab, LoggedCall } from '../index.ts';
import type { Call } from '../proxy/call.ts';
import { iamAction } from '../proxy/refusals.ts';
import { brokenAccount, healthyAccount } from '../scenarios/index.ts';
import { describeWithLab } from '../testing.ts';
import { brokenPromises } from './compare.ts';
import { callKey, type TruthOptions, truthScan, type TruthScan } from './scan.ts';

/**
 * `npm run test:faults` tries every fault on every call. The normal run takes one call of each operation, denies each of
 * these and tries the other faults on a sample of them.
 */
const ALL = process.env['SURETY_ALL_FAULTS'] === '1';

/** The audit-trail rules make the calls of every sort; the alarms' only add more of them. */
const rules = allRules.filter(({ id }) => ALL || id.startsWith('CT-'));

interface FaultCase {
  readonly name: string;
  readonly fault: FaultKind;
  readonly reasons: readonly string[];
  readonly options?: TruthOptions;
  /** One operation in so many is tried in the normal run. */
  readonly sample: number;
  /** True when nothing may change at all. */
  readonly harmless?: true;
}

// S3 answers a stranger's bucket and a missing permission alike.
const DENIED = ['access-denied', 'other-account'];
// The answer of GetBucketPolicy is the policy's bare text: what is garbled is then no answer but a document.
const GARBLED = ['call-failed', 'invalid-document'];

const CASES: readonly FaultCase[] = [
  { name: 'is denied', fault: { kind: 'denied' }, reasons: DENIED, sample: 1 },
  { name: 'is throttled until the retries end', fault: { kind: 'throttled' }, reasons: ['throttled'], options: { maxAttempts: 2 }, sample: 9 },
  { name: 'loses its connection', fault: { kind: 'reset' }, reasons: ['call-failed'], sample: 4 },
  { name: 'is answered with what is not of the protocol', fault: { kind: 'garbage' }, reasons: GARBLED, sample: 4 },
  { name: 'is answered with half of the answer', fault: { kind: 'garbage', form: 'truncated' }, reasons: GARBLED, sample: 4 },
  { name: 'is answered with an HTML page', fault: { kind: 'garbage', form: 'html' }, reasons: ['call-failed'], sample: 4 },
  { name: 'is answered with nothing', fault: { kind: 'garbage', form: 'empty' }, reasons: ['call-failed'], sample: 4 },
  { name: 'is answered after the timeout', fault: { kind: 'slow', ms: 2_500 }, reasons: ['call-failed'], options: { requestTimeout: 1_200 }, sample: 20 },
  { name: 'is answered slowly', fault: { kind: 'slow', ms: 250 }, reasons: [], sample: 12, harmless: true },
]; // prettier-ignore

/** Some calls of different operations; another choice for each fault, so that together they meet more of them. */
function sampleOf(calls: readonly LoggedCall[], tried: FaultCase): LoggedCall[] {
  const operations = new Map(calls.map((call) => [`${call.service} ${call.operation}`, call]));
  return [...operations.values()].filter((_, index) => (index + CASES.indexOf(tried)) % tried.sample === 0);
}

/** Longest that one faulty scan may take, in milliseconds: patience times retries, and room for a busy machine. */
const BOUND = 15_000;

describeWithLab(
  'truth under faults',
  (lab) => {
    describe.each([
      ['healthy', async (at: Lab) => (await healthyAccount(at)).account],
      ['broken', async (at: Lab) => (await brokenAccount(at)).account],
    ])('in the %s account', (_, make) => {
      let account: string;
      let sound: TruthScan;
      let calls: readonly LoggedCall[];
      const needing = new Map<string, Set<string>>();

      beforeAll(async () => {
        await lab().reset();
        account = await make(lab());
        sound = await truthScan(lab(), account, { rules });
        calls = sound.calls;
        for (const rule of rules) {
          const alone = await truthScan(lab(), account, { rules: [rule] });
          for (const call of alone.calls) {
            const key = callKey(call);
            needing.set(key, (needing.get(key) ?? new Set()).add(rule.id));
          }
        }
      });

      test('without faults nothing is unknown, no call is made twice, and each is needed by a rule', () => {
        expect(sound.findings.filter(({ outcome }) => outcome === 'unknown')).toEqual([]);
        const keys = calls.map(callKey);
        expect(keys.length).toBeGreaterThan(20);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.filter((key) => !needing.has(key))).toEqual([]);
        // And what the rules ask alone adds up to what they ask together.
        expect([...needing.keys()].filter((key) => !keys.includes(key))).toEqual([]);
      });

      test.each(CASES)(
        // oxlint-disable-next-line vitest/valid-title -- a string either way
        ALL ? 'each call alone $name' : 'a call of each operation, or of one in $sample, alone $name',
        async (tried) => {
          const { fault, reasons, options, harmless } = tried;
          const problems: string[] = [];
          for (const call of ALL ? calls : sampleOf(calls, tried)) {
            const key = callKey(call);
            let hits = 0;
            const resource = (other: Call): boolean => {
              const isHit = callKey(other) === key;
              if (isHit) hits++;
              return isHit;
            };
            const remove = lab().faults.add({ resource, ...fault });
            const faulty = await truthScan(lab(), account, { rules, ...options }).finally(remove);
            if (hits === 0) problems.push(`${key} was not hit`);
            // What was given up is still answered, and must not stand in the log of the next scan.
            if (fault.kind === 'slow' && harmless !== true) await delay(fault.ms);
            const found = problemsOf(sound, faulty, call, {
              needing: needing.get(key) ?? new Set(),
              reasons,
              fault,
              harmless,
            });
            problems.push(...found.map((problem) => `${call.service}:${call.operation} ${call.region}: ${problem}`));
          }
          expect(problems).toEqual([]);
        },
        600_000,
      );
    });
  },
  { keep: true },
);

function problemsOf(
  sound: TruthScan,
  faulty: TruthScan,
  call: LoggedCall,
  {
    fault,
    harmless,
    ...expected
  }: { needing: ReadonlySet<string>; reasons: readonly string[]; fault: FaultKind; harmless: true | undefined },
): string[] {
  const problems: string[] = [];
  if (faulty.milliseconds > BOUND) problems.push(`took ${Math.round(faulty.milliseconds)} ms`);
  if (harmless) {
    if (JSON.stringify(outcomes(faulty)) !== JSON.stringify(outcomes(sound))) problems.push('changed a verdict');
    return problems;
  }
  if (call.operation === 'GetCallerIdentity') {
    // Without it nobody knows whose account it is.
    if (faulty.error === undefined || faulty.error.hint === '') problems.push('did not stop with an error and a hint');
    return problems;
  }
  if (faulty.error !== undefined) return [...problems, `stopped: ${faulty.error.message}`];
  const permission = fault.kind === 'denied' ? { permission: actionOf(call) } : {};
  problems.push(...brokenPromises(sound.findings, faulty.findings, { ...expected, ...permission }));
  // A verdict that one known answer settles stands whatever the others are: a fault need not make anything unknown.
  const isUnknown = faulty.findings.some(({ outcome }) => outcome === 'unknown');
  const code = faulty.findings.some(({ outcome }) => outcome === 'fail') ? 1 : 3;
  if (isUnknown && faulty.exit !== code) problems.push(`ends with ${faulty.exit}, not ${code}`);
  return problems;
}

const outcomes = ({ findings }: TruthScan) => findings.map(({ id, outcome, message }) => [id, outcome, message]);

const actionOf = (call: LoggedCall): string => iamAction({ service: call.service, operation: call.operation } as Call);
