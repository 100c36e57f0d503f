import { beforeAll, describe, expect, test } from 'vitest';
import { account as accountKind } from '#src/assets/account/model.ts';
import type { Rule } from '#src/core/rule.ts';
import { collectors } from '#src/generated/collectors.ts';
import { rules as allRules } from '#src/generated/rules.ts';
import { plannedOperations, planReads } from '#src/scan/plan.ts';
import { listingLinks } from '#src/scan/unlisted.ts';
import type { FaultKind, Lab, LoggedCall } from '../index.ts';
import type { Call } from '../proxy/call.ts';
import { iamAction } from '../proxy/refusals.ts';
import { describeWithLab } from '../testing.ts';
import { brokenPromises } from './compare.ts';
import { callKey, NOW, type TruthOptions, questionKey, truthScan, type TruthScan } from './scan.ts';

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
const FAILED = ['call-failed'];
const PAGE = [...FAILED, ...DENIED];
// The answer of GetBucketPolicy is the policy's bare text: what is garbled is then no answer but a document.
const GARBLED = ['call-failed', 'invalid-document'];
// On a busy machine calls without a fault fail then, too: where promises were broken,
// the scan is tried again with the patience that people have, and what is broken then is broken.
const IMPATIENT = { requestTimeout: 1_000 };
const PATIENT = { requestTimeout: 12_000 };

const CASES: readonly FaultCase[] = [
  { name: 'is denied', fault: { kind: 'denied' }, reasons: DENIED, sample: 1 },
  { name: 'is throttled until the retries end', fault: { kind: 'throttled' }, reasons: ['throttled'], options: { maxAttempts: 2 }, sample: 9 },
  { name: 'loses its connection', fault: { kind: 'reset' }, reasons: FAILED, sample: 6 },
  { name: 'is answered with what is not of the protocol', fault: { kind: 'garbage' }, reasons: GARBLED, sample: 6 },
  { name: 'is answered with half of the answer', fault: { kind: 'garbage', form: 'truncated' }, reasons: GARBLED, sample: 6 },
  { name: 'is answered with an HTML page', fault: { kind: 'garbage', form: 'html' }, reasons: FAILED, sample: 6 },
  { name: 'is answered with an HTML page as if all were well', fault: { kind: 'garbage', form: 'html-ok' }, reasons: GARBLED, sample: 3 },
  { name: 'is answered with an HTML page that denies', fault: { kind: 'garbage', form: 'html-denied' }, reasons: PAGE, sample: 6 },
  { name: 'is answered with nothing', fault: { kind: 'garbage', form: 'empty' }, reasons: FAILED, sample: 6 },
  { name: 'is answered with an answer to something else', fault: { kind: 'garbage', form: 'shapeless' }, reasons: GARBLED, sample: 3 },
  { name: 'is answered with null', fault: { kind: 'garbage', form: 'null' }, reasons: GARBLED, sample: 6 },
  { name: 'is answered with null in each place', fault: { kind: 'garbage', form: 'nulls' }, reasons: GARBLED, sample: 3 },
  { name: 'is answered with values of other types', fault: { kind: 'garbage', form: 'mistyped' }, reasons: GARBLED, sample: 3 },
  { name: 'is answered with 40 MB', fault: { kind: 'garbage', form: 'huge' }, reasons: FAILED, sample: 20 },
  { name: 'is answered right, under another content type', fault: { kind: 'garbage', form: 'plain' }, reasons: [], sample: 6, harmless: true },
  { name: 'breaks on the side of AWS', fault: { kind: 'error', code: 'InternalFailure', status: 500 }, reasons: FAILED, sample: 20 },
  { name: 'is never answered', fault: { kind: 'silent' }, reasons: FAILED, options: IMPATIENT, sample: 20 },
  { name: 'is answered half, and then no more', fault: { kind: 'silent', after: 'half' }, reasons: FAILED, options: IMPATIENT, sample: 20 },
  { name: 'is answered slowly', fault: { kind: 'slow', ms: 250 }, reasons: [], sample: 12, harmless: true },
]; // prettier-ignore

/** Some calls of different operations; another choice for each fault, so that together they meet more of them. */
function sampleOf(calls: readonly LoggedCall[], tried: FaultCase): LoggedCall[] {
  const operations = new Map(calls.map((call) => [`${call.service} ${call.operation}`, call]));
  return [...operations.values()].filter((_, index) => (index + CASES.indexOf(tried)) % tried.sample === 0);
}

/** A scan of the account with each fault on each call alone, compared with the scan without. */
export function truthUnderFaults(name: string, make: (lab: Lab) => Promise<{ readonly account: string }>): void {
  describeWithLab(
    `truth under faults in the ${name} account`,
    (lab) => {
      let account: string;
      let sound: TruthScan;
      let calls: readonly LoggedCall[];
      const needing = new Map<string, Set<string>>();
      const beyondPlan: string[] = [];

      beforeAll(async () => {
        ({ account } = await make(lab()));
        sound = await truthScan(lab(), account, { rules });
        calls = sound.calls;
        for (const rule of rules) {
          const operations = plannedOperations(planReads([rule], accountKind), collectors);
          const planned = new Set(operations.map((operation) => operation.name));
          const alone = await truthScan(lab(), account, { rules: [rule] });
          for (const call of alone.calls) {
            const key = callKey(call);
            needing.set(key, (needing.get(key) ?? new Set()).add(rule.id));
            if (call.service !== 'sts' && !planned.has(call.operation)) beyondPlan.push(`${rule.id} ${key}`);
          }
        }
      }, 120_000);

      test('without faults nothing is unknown, no call is made twice, and each is needed by a rule', () => {
        expect(sound.findings.filter(({ outcome }) => outcome === 'unknown' || outcome === 'rule-error')).toEqual([]);
        const keys = calls.map(callKey);
        expect(keys.length).toBeGreaterThan(20);
        expect(new Set(calls.map(questionKey)).size).toBe(calls.length);
        expect(keys.filter((key) => !needing.has(key))).toEqual([]);
        // And what the rules ask alone adds up to what they ask together.
        expect([...needing.keys()].filter((key) => !keys.includes(key))).toEqual([]);
        expect(beyondPlan).toEqual([]);
      });

      // oxlint-disable-next-line vitest/valid-title -- a string either way
      describe(ALL ? 'each call alone' : 'a call of each operation, or of some', () => {
        test.each(CASES.map((tried): [string, FaultCase] => [tried.name, tried]))(
          '%s',
          async (_, tried) => {
            const problems: string[] = [];
            for (const call of ALL ? calls : sampleOf(calls, tried)) {
              const needed = needing.get(callKey(call)) ?? new Set();
              let found = await problemsOf(lab(), account, sound, call, needed, tried);
              if (found.length > 0 && tried.options === IMPATIENT) {
                found = await problemsOf(lab(), account, sound, call, needed, { ...tried, options: PATIENT });
              }
              problems.push(...found.map((problem) => `${call.service}:${call.operation} ${call.region}: ${problem}`));
            }
            expect(problems).toEqual([]);
          },
          ALL ? 1_800_000 : 300_000,
        );
      });
    },
    // Statuses of trails tell times of the lab: they may not move on while scans are compared.
    { keep: true, now: () => new Date(NOW) },
  );
}

/** Scans with the fault on that call alone. */
async function problemsOf(
  lab: Lab,
  account: string,
  sound: TruthScan,
  call: LoggedCall,
  needing: ReadonlySet<string>,
  { fault, reasons, options, harmless }: FaultCase,
): Promise<string[]> {
  const key = callKey(call);
  let hits = 0;
  const resource = (other: Call): boolean => {
    const isHit = callKey(other) === key;
    if (isHit) hits++;
    return isHit;
  };
  const remove = lab.faults.add({ resource, ...fault });
  let faulty: TruthScan;
  try {
    faulty = await truthScan(lab, account, { rules, ...options });
  } catch (error) {
    return [`ended with ${String(error)}`];
  } finally {
    remove();
  }
  if (hits === 0) return ['was not hit'];
  if (harmless) {
    return JSON.stringify(outcomes(faulty)) === JSON.stringify(outcomes(sound)) ? [] : ['changed a verdict'];
  }
  if (call.operation === 'GetCallerIdentity') {
    // Without it nobody knows whose account it is.
    return faulty.error === undefined || faulty.error.hint === '' ? ['did not stop with an error and a hint'] : [];
  }
  if (faulty.error !== undefined) return [`stopped: ${faulty.error.message}`];
  const silent = rules.filter((rule) => listedBy(rule).has(call.operation) && !hasUnknown(faulty, rule));
  // An answer to HEAD has no body: a page that denies is then like any refusal.
  const isDenied = fault.kind === 'denied' || (reasons === PAGE && call.operation.startsWith('Head'));
  return [
    ...silent.map(({ id }) => `${id} says nothing of what could not be listed`),
    ...brokenPromises(sound, faulty, {
      needing,
      reasons,
      call: `${call.service}:${call.operation}`,
      ...(isDenied ? { permission: actionOf(call) } : {}),
    }),
  ];
}

const hasUnknown = ({ findings }: TruthScan, { id }: Rule): boolean =>
  findings.some(({ rule, outcome }) => rule === id && outcome === 'unknown');

/** The operations that list the assets which a rule judges: what one of them does not answer may hold any number more. */
function listedBy(rule: Rule): ReadonlySet<string> {
  const { facts } = collectors.get(accountKind.name)!;
  const from = listingLinks(accountKind, rule.asset).flatMap(([, link]) => link.from);
  return new Set(from.flatMap((fact) => facts[fact]!.operations.map(({ name }) => name)));
}

const outcomes = ({ findings, exit }: TruthScan) => [
  exit,
  findings.map(({ id, outcome, message }) => [id, outcome, message]),
];

const actionOf = (call: LoggedCall): string => iamAction({ service: call.service, operation: call.operation } as Call);
