import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import type { Finding } from '#src/core/finding.ts';
import { rules as allRules } from '#src/generated/rules.ts';
import { DEFAULT_ON_REGIONS, type Lab } from '../index.ts';
import {
  createTrail,
  createTrailBucket,
  healthyAccount,
  labClients,
  madeUpOrganisation,
  putBucketPolicy,
} from '../scenarios/index.ts';
import { describeWithLab } from '../testing.ts';
import { callKey, questionKey, truthScan } from './scan.ts';

const OWN = '111111111111';
const OTHER = '222222222222';
const rules = allRules.filter(({ id }) => id.startsWith('CT-'));
const roleIn = (account: string): string => `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;

/** The one finding of a rule on an asset. */
function only(findings: readonly Finding[], rule: string, asset: string): Finding {
  const found = findings.filter((finding) => finding.rule === rule && finding.asset.id === asset);
  expect(found, `${rule} on ${asset}`).toHaveLength(1);
  return found[0]!;
}

/** Permissions that are said to be missing. Here the roles may do everything: a name would be advice that does not help. */
const missingIn = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ unknowns = [] }) => unknowns.flatMap(({ action }) => action ?? []));

describeWithLab('accounts as they come', (lab) => {
  const scan = (account: string, roleArns?: readonly string[]) =>
    truthScan(lab(), account, { rules, ...(roleArns === undefined ? {} : { roleArns }) });

  test("a trail's bucket in another account is unknown alone, and judged where that account is scanned too", async () => {
    await createTrailBucket(labClients(lab(), OTHER), { name: 'central-logs' });
    const trail = await createTrail(labClients(lab(), OWN), { name: 'main', bucket: 'central-logs' });
    const alone = await scan(OWN);
    expect(only(alone.findings, 'CT-002', trail)).toMatchObject({
      outcome: 'unknown',
      unknowns: [{ reason: 'other-account', detail: expect.stringContaining('scan its account as well') as string }],
    });
    expect(missingIn(alone.findings)).toEqual([]);
    // Without the list of our own buckets nobody knows whose it is: that permission is what is missing.
    const remove = lab().faults.add({ operation: 'ListBuckets', kind: 'denied' });
    expect(only((await scan(OWN)).findings, 'CT-002', trail)).toMatchObject({
      outcome: 'unknown',
      unknowns: [{ reason: 'access-denied', action: 's3:ListAllMyBuckets' }],
    });
    remove();
    // What does not depend on the bucket is judged all the same.
    expect(only(alone.findings, 'CT-007', trail).outcome).toBe('fail');
    const both = await scan(OWN, [roleIn(OWN), roleIn(OTHER)]);
    expect(only(both.findings, 'CT-002', trail).outcome).toBe('pass');
  });

  test("an organisation's trail is one asset, seen by its owner, by a member, and by both", async () => {
    const { management, members, trail } = await madeUpOrganisation(lab());
    const [owner, member, both] = [
      await scan(management),
      await scan(management, [roleIn(members.payments)]),
      await scan(management, [roleIn(management), roleIn(members.payments)]),
    ];
    for (const { findings } of [owner, member, both]) {
      expect(missingIn(findings)).toEqual([]);
      only(findings, 'CT-007', trail);
      only(findings, 'CT-101', trail);
    }
    expect(only(both.findings, 'CT-007', trail).id).toBe(only(owner.findings, 'CT-007', trail).id);
    expect(only(member.findings, 'CT-007', trail).asset.account).toBe(management);
    // AWS refuses members the selectors of the organisation's trail: only its owner's account resolves that.
    const selectors = only(member.findings, 'CT-010', members.payments);
    expect(selectors).toMatchObject({ outcome: 'unknown', unknowns: [{ reason: 'other-account' }] });
    expect(selectors.unknowns?.[0]?.action).toBeUndefined();
    expect(selectors.message).toContain(`account ${management}, which is not in this scan; scan it as well`);
    expect(only(both.findings, 'CT-010', members.payments).outcome).toBe('pass');
    const keys = both.calls.filter(({ service }) => service !== 'sts').map(questionKey);
    expect(keys.length).toBe(new Set(keys).size);
  });

  test("an organisation's event data store counts for a member where the account that has it is scanned too", async () => {
    const { management, members } = await madeUpOrganisation(lab());
    const both = [roleIn(management), roleIn(members.sandbox)];
    const sandbox = async () => only((await scan(management, both)).findings, 'CT-012', members.sandbox).outcome;
    expect(await sandbox()).toBe('fail');
    const field = (Field: string, Equals: string) => ({ Field, Equals: [Equals] });
    const FieldSelectors = [field('eventCategory', 'Data'), field('resources.type', 'AWS::S3::Object')];
    lab().addEventDataStore(management, 'us-east-1', {
      Name: 'lake',
      OrganizationEnabled: true,
      AdvancedEventSelectors: [{ FieldSelectors }],
    });
    expect(await sandbox()).toBe('pass');
    lab().faults.add({ operation: 'ListEventDataStores', account: management, kind: 'denied' });
    const { findings } = await scan(management, both);
    expect(only(findings, 'CT-012', members.sandbox)).toMatchObject({
      outcome: 'unknown',
      unknowns: [{ reason: 'access-denied', action: 'cloudtrail:ListEventDataStores' }],
    });
    // What the management account could not list is told of the management account alone.
    const lists = findings.filter(({ rule, outcome }) => rule === 'CT-110' && outcome === 'unknown');
    expect(lists.map(({ asset }) => asset.id)).toEqual([management]);
  });

  test.each(['ListAccountsForParent', 'ListPolicies', 'ListTargetsForPolicy'])(
    'organizations:%s only saves calls: denied, it changes no verdict of an organisation of four accounts',
    async (operation) => {
      const { management, logArchive, members } = await madeUpOrganisation(lab());
      const roles = [management, logArchive, members.payments, members.sandbox].map(roleIn);
      const verdicts = ({ findings, exit }: Awaited<ReturnType<typeof scan>>) =>
        [exit, findings.map(({ id, outcome, message }) => [id, outcome, message])]; // prettier-ignore
      const sound = await scan(management, roles);
      expect(sound.calls.map((call) => call.operation)).toContain(operation);
      const remove = lab().faults.add({ service: 'organizations', operation, kind: 'denied' });
      const refused = await scan(management, roles);
      remove();
      expect(refused.calls.filter(({ fault }) => fault === 'denied').map((call) => call.operation)).toContain(
        operation,
      );
      expect(verdicts(refused)).toEqual(verdicts(sound));
    },
  );

  test('names with spaces, slashes and letters of every script are names like others', async () => {
    const made = await healthyAccount(lab(), { name: 'pruefung' });
    const clients = labClients(lab(), OWN);
    const trail = await createTrail(clients, { name: 'a.b-c_d', bucket: made.bucket, S3KeyPrefix: 'Prüf Protokolle/日本/年' }); // prettier-ignore
    lab().addEventDataStore(OWN, 'us-east-1', { Name: 'Speicher für alles / 日本', RetentionPeriod: 90 });
    const { findings } = await scan(OWN);
    expect(findings.filter(({ outcome }) => outcome === 'unknown' || outcome === 'rule-error')).toEqual([]);
    only(findings, 'CT-007', trail);
    const stores = findings.filter(({ rule }) => rule === 'CT-110');
    expect(new Set(stores.map(({ asset }) => asset.id)).size).toBe(2);
  });

  test.each(['{"Version": "2012-10-17", ', 'not a policy', '[]', '{"Statement": 7}'])(
    'a bucket policy that is no policy (%s) is unknown, never a pass, and spoils nothing else',
    async (text) => {
      const made = await healthyAccount(lab());
      const sound = await scan(OWN);
      await putBucketPolicy(labClients(lab(), OWN), made.bucket, text);
      const { findings } = await scan(OWN);
      const before = new Map(sound.findings.map((finding) => [finding.id, finding.outcome]));
      const changed = findings.filter(({ id, outcome }) => before.get(id) !== outcome);
      expect(changed.length).toBeGreaterThan(0);
      for (const finding of changed) {
        expect(finding.outcome, `${finding.rule}: ${finding.message}`).toBe('unknown');
        expect(finding.unknowns?.[0]?.reason).toBe('invalid-document');
      }
    },
  );
});

/** Makes many things a few at a time. */
async function inTurns(count: number, make: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await make(next++);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

/** All of it takes the emulator two minutes: `npm run test:faults` has that patience. */
const ALL = process.env['SURETY_ALL_FAULTS'] === '1';
const [BUCKETS, TRAILS] = ALL ? [5_000, 200] : [300, 25];
/** A region takes five trails: more regions than AWS has are needed, and the lab does not mind. */
const MADE_UP = Array.from({ length: 23 }, (_, index) => `lab-made-${index}`);
/** Accounts live in us-east-1, so it is always one of them. */
const REGIONS = [...new Set(['us-east-1', ...DEFAULT_ON_REGIONS, ...MADE_UP])].slice(0, TRAILS / 5);

async function crowdedAccount(lab: Lab): Promise<void> {
  const clients = labClients(lab, OWN);
  await inTurns(BUCKETS, (index) => clients.s3.send(new CreateBucketCommand({ Bucket: `crowd-${index}` })));
  const inRegion = REGIONS.map((region) => clients.in(region));
  await inTurns(TRAILS, (index) =>
    createTrail(inRegion[index % inRegion.length]!, { name: `trail-${index}`, bucket: `crowd-${index}` }),
  );
}

const size = `${BUCKETS} buckets and ${TRAILS} trails over ${REGIONS.length} regions`;

describeWithLab(
  ALL ? 'a crowded account' : 'a crowded account, made small (npm run test:faults has 5,000 buckets and 200 trails)',
  (lab) => {
    test(`${size}: each trail is judged, and only their buckets are read`, async () => {
      await crowdedAccount(lab());
      // With so much in it the emulator answers some 50 calls a second: faster than that, sockets would wait too long.
      const { findings, calls } = await truthScan(lab(), OWN, {
        rules,
        pace: ALL ? 0.3 : 100,
        maxAttempts: 5,
        bound: 300_000,
      });
      const unread = findings.filter(({ outcome }) => outcome === 'unknown' || outcome === 'rule-error');
      expect([...new Set(unread.map(({ message }) => message))].slice(0, 3)).toEqual([]);
      expect(findings.filter(({ rule }) => rule === 'CT-007')).toHaveLength(TRAILS);
      const read = new Set(calls.filter(({ operation }) => operation === 'GetBucketLogging').map(callKey));
      expect(read.size).toBe(TRAILS);
      expect(new Set(calls.map(questionKey)).size).toBe(calls.length);
    }, 600_000);
  },
  { keep: true, regions: REGIONS },
);
