import { CreateOrganizationCommand } from '@aws-sdk/client-organizations';
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import type { ProblemKind } from '#src/domain/digest/problem.ts';
import { writeChain, type Writer } from '../digest-maker/chain.ts';
import { begin, createWorld, hour, type World } from '../digest-maker/world.ts';
import { createSigningKey } from '../digest-maker/key.ts';
import { publishKeys, uploadBuckets } from '../digest-maker/lab-trail.ts';
import { makeLogFile } from '../digest-maker/log-file.ts';
import type { Fault } from '../index.ts';
import { labClients } from '../scenarios/clients.ts';
import { createTrail } from '../scenarios/steps.ts';
import { describeWithLab } from '../testing.ts';
import { surety, workFolder } from './surety.ts';

/** The whole command, as a process, against S3, CloudTrail and Organizations of the emulator. */

// A test starts several processes, each with threads of its own.
vi.setConfig({ testTimeout: 90_000 });

const keys = [createSigningKey(), createSigningKey()] as const;
const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const NOW = new Date(begin + 15 * hour + 600_000);

const newWorld = (overrides: Partial<Writer> = {}): World => createWorld(keys, { logsPerHour: 2, ...overrides });
const time = (at: number): string => new Date(at).toISOString();

interface Report {
  readonly verdict: string;
  readonly chains: readonly {
    readonly trail: string;
    readonly account: string;
    readonly region: string;
    readonly verdict: string;
    readonly digests: Record<string, number>;
    readonly logs: Record<string, number>;
  }[];
  readonly problems: readonly { readonly kind: ProblemKind; readonly class: string; readonly key?: string }[];
}

const serious = ({ problems }: Report): string[] => [
  ...new Set(problems.filter((problem) => problem.class !== 'notice').map(({ kind }) => kind)),
];

describeWithLab(
  'verify-logs in the lab',
  (lab) => {
    const folder = workFolder();

    /** What the trail of a world has put into the lab: objects, trail and public keys, all through the API. */
    const publish = async (world: World, trails: readonly string[] = [world.writer.trail]): Promise<void> => {
      const clients = labClients(lab(), ACCOUNT, REGION);
      await uploadBuckets(clients, world.buckets);
      for (const name of trails) {
        await createTrail(clients, {
          name,
          bucket: world.writer.bucket,
          S3KeyPrefix: world.writer.prefix,
          EnableLogFileValidation: true,
        });
        const LatestDigestDeliveryTime = new Date(begin + 15 * hour + 300_000);
        const StartLoggingTime = new Date(begin - 100 * hour);
        lab().status.set({ trail: name, values: { StartLoggingTime, LatestDigestDeliveryTime } });
      }
      publishKeys(lab(), REGION, keys);
    };

    const verify = async (args: readonly string[] = [], from = begin + 2 * hour, to = begin + 12 * hour) => {
      const range = ['--from', time(from), '--to', time(to), '--now', NOW.toISOString()];
      const ended = await surety(['verify-logs', '--format', 'json', '--quiet', ...range, ...args], {
        cwd: folder(),
        env: lab().env(ACCOUNT, REGION),
      });
      const report = (ended.stdout === '' ? { verdict: 'none', chains: [], problems: [] } : JSON.parse(ended.stdout)) as Report; // prettier-ignore
      return { code: ended.code, report, kinds: serious(report), stderr: ended.stderr };
    };

    test('an untouched trail: exit 0, with a key of the second page', async () => {
      await publish(newWorld());
      lab().clearCalls();
      const { code, report, stderr } = await verify();
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(report).toMatchObject({ verdict: 'valid', chains: [{ digests: { valid: 10 }, logs: { valid: 20 } }] });
      expect(lab().calls().filter(({ operation }) => operation === 'ListPublicKeys')).toHaveLength(2); // prettier-ignore
    });

    const file = (world: World) => world.chain[6]!.logs[1]!;
    const body = (world: World, key: string, change: (bytes: Uint8Array) => Uint8Array): void => {
      const object = world.buckets.get('trail-bucket', key);
      object.body = change(object.body);
    };
    test.for<[string, ProblemKind, (world: World) => void]>([
      ['a log file changed', 'log-modified', (world) => body(world, file(world).key, () => makeLogFile(7, 900).gzip)],
      ['a log file cut short', 'log-malformed', (world) => body(world, file(world).key, (old) => old.subarray(0, 200))],
      [
        'a gzip member appended',
        'log-trailing-bytes',
        (world) => body(world, file(world).key, (old) => Buffer.concat([old, gzipSync('{"Records":[]}')])),
      ],
      ['a log file deleted', 'log-missing', (world) => world.buckets.delete('trail-bucket', file(world).key)],
      [
        'a log file added',
        'log-unreferenced',
        (world) =>
          world.buckets.put('trail-bucket', file(world).key.replace(/[^_]+$/, 'AAAABBBBCCCCDDDD.json.gz'), {
            body: makeLogFile(9, 500).gzip,
            metadata: {},
          }),
      ],
      [
        'a digest changed',
        'digest-signature-invalid',
        (world) => {
          const other = newWorld({ logsPerHour: 1 });
          body(world, world.chain[6]!.key, () => other.buckets.get('trail-bucket', world.chain[6]!.key).body);
        },
      ],
      [
        'a digest written again without its metadata',
        'digest-signature-missing',
        (world) => void (world.buckets.get('trail-bucket', world.chain[6]!.key).metadata = {}),
      ],
      ['a digest deleted', 'digest-missing', (world) => world.buckets.delete('trail-bucket', world.chain[6]!.key)],
      [
        'the newest digests deleted',
        'digests-deleted',
        (world) => world.chain.slice(8).forEach(({ key }) => world.buckets.delete('trail-bucket', key)),
      ],
    ])('%s: exit 1 for %s', async ([, kind, tamper]) => {
      const world = newWorld();
      tamper(world);
      await publish(world);
      const { code, kinds } = await verify();
      expect({ code, kinds }).toMatchObject({ code: 1, kinds: expect.arrayContaining([kind]) as string[] });
    });

    test('logging that was stopped for three hours, as the event history tells: exit 3', async () => {
      const world = newWorld();
      for (const digest of world.chain.splice(6)) {
        world.buckets.delete('trail-bucket', digest.key);
        digest.logs.forEach(({ key }) => world.buckets.delete('trail-bucket', key));
      }
      world.chain.push(...writeChain(world.writer, begin + 9 * hour, 6));
      await publish(world);
      expect(await verify()).toMatchObject({ code: 1, kinds: ['gap-unexplained'] });
      for (const [eventName, at] of [
        ['StopLogging', begin + 6 * hour],
        ['StartLogging', begin + 9 * hour],
      ] as const) {
        lab().addEvent(ACCOUNT, REGION, {
          eventID: eventName,
          eventName,
          eventSource: 'cloudtrail.amazonaws.com',
          eventTime: time(at),
          userIdentity: { userName: 'mallory' },
          requestParameters: { name: world.writer.trail },
        });
      }
      expect(await verify()).toMatchObject({ code: 3, kinds: ['gap-logging-stopped'] });
    });

    test.for<[string, Fault]>([
      ['denied', { kind: 'denied' }],
      ['archived', { kind: 'error', code: 'InvalidObjectState', status: 403 }],
      ['throttled without end', { kind: 'throttled' }],
      ['on a line that always breaks', { kind: 'reset' }],
    ])('one log file that is %s: exit 3, counted, and the rest is checked', async ([, fault]) => {
      const world = newWorld();
      await publish(world);
      const { key } = file(world);
      lab().faults.add({ ...fault, service: 's3', operation: 'GetObject', resource: key });
      const { code, report } = await verify();
      expect({ code, ...report }).toMatchObject({
        code: 3,
        verdict: 'incomplete',
        chains: [{ logs: { valid: 19, incomplete: 1, invalid: 0, missing: 0 } }],
        problems: [{ kind: 'log-unreadable', key }],
      });
    });

    test('a denied digest: exit 3, and every other digest and its files are checked', async () => {
      const world = newWorld();
      await publish(world);
      lab().faults.add({ kind: 'denied', service: 's3', operation: 'GetObject', resource: world.chain[6]!.key });
      const { code, report, kinds } = await verify();
      expect({ code, kinds }).toEqual({ code: 3, kinds: ['digest-unreadable'] });
      expect(report.chains).toMatchObject([{ digests: { valid: 9, incomplete: 1 }, logs: { valid: 18 } }]);
    });

    test.for<[string, Fault]>([
      ['throttled', { kind: 'throttled', times: 10 }],
      ['cut', { kind: 'reset', times: 10 }],
      // One: an object that is garbled twice, read and read again, is changed for all that can be told.
      ['garbled', { kind: 'garbage', form: 'truncated', times: 1 }],
    ])('requests that are %s now and then are made again: exit 0', async ([, fault]) => {
      await publish(newWorld());
      lab().faults.add({ ...fault, service: 's3', operation: 'GetObject' });
      expect(await verify()).toMatchObject({ code: 0 });
    });

    test.for<[string, Fault, string]>([
      ['the listing', { kind: 'denied', service: 's3', operation: 'ListObjectsV2' }, 'listing-incomplete'],
      ['the public keys', { kind: 'denied', operation: 'ListPublicKeys' }, 'key-unavailable'],
      ['the trails of a region', { kind: 'denied', operation: 'DescribeTrails' }, 'trail-unreadable'],
    ])('when %s is denied nothing is called wrong: exit 3', async ([, fault, kind]) => {
      await publish(newWorld());
      lab().faults.add(fault);
      const { code, kinds } = await verify();
      expect({ code, kinds }).toEqual({ code: 3, kinds: [kind] });
    });

    test('an organisation: two accounts, two regions, and the one that was tampered with is named', async () => {
      const owner = labClients(lab(), ACCOUNT, REGION);
      const made = await owner.organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
      const organization = made.Organization!.Id!;
      const world = newWorld({ organization });
      const others = [
        { ...world.writer, region: 'us-east-1', key: keys[1] },
        { ...world.writer, account: '444455556666' },
        { ...world.writer, account: '444455556666', region: 'us-east-1', key: keys[1] },
      ].map((writer) => writeChain(writer, begin, 15));
      await uploadBuckets(owner, world.buckets);
      await createTrail(owner, {
        name: world.writer.trail,
        bucket: world.writer.bucket,
        EnableLogFileValidation: true,
        IsMultiRegionTrail: true,
        IsOrganizationTrail: true,
      });
      publishKeys(lab(), REGION, [keys[0]]);
      publishKeys(lab(), 'us-east-1', [keys[1]]);
      const whole = await verify();
      expect(whole).toMatchObject({ code: 0, kinds: [] });
      expect(whole.report.chains.map(({ account, region }) => `${account} ${region}`)).toEqual([
        `${ACCOUNT} eu-west-1`,
        `${ACCOUNT} us-east-1`,
        '444455556666 eu-west-1',
        '444455556666 us-east-1',
      ]);
      const { key } = others[2]![6]!.logs[0]!;
      lab().faults.add({ kind: 'error', code: 'NoSuchKey', status: 404, operation: 'GetObject', resource: key });
      const { code, report } = await verify();
      expect(code).toBe(1);
      expect(report.chains.map(({ verdict }) => verdict)).toEqual(['valid', 'valid', 'valid', 'missing']);
      const allow = lab().faults.add({ kind: 'denied', service: 'organizations', operation: 'ListAccounts' });
      expect((await verify()).kinds).toEqual(['log-missing', 'members-unknown']);
      expect(await verify(['--account', ACCOUNT])).toMatchObject({ code: 0 });
      allow();
      expect(await verify(['--region', REGION])).toMatchObject({ code: 0 });
      expect(await verify(['--account', '444455556666', '--region', 'us-east-1'])).toMatchObject({ code: 1 });
    });

    test('two trails in one bucket: both are verified, or the one that is asked for', async () => {
      const world = newWorld();
      writeChain({ ...world.writer, trail: 'second' }, begin, 15);
      await publish(world, [world.writer.trail, 'second']);
      const both = await verify();
      expect({ code: both.code, trails: both.report.chains.map(({ trail }) => trail) }).toEqual({
        code: 0,
        trails: ['audit_trail.main-1', 'second'],
      });
      const arn = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/second`;
      for (const asked of ['second', arn]) {
        const one = await verify(['--trail', asked]);
        expect({ code: one.code, trails: one.report.chains.map(({ trail }) => trail) }).toEqual({
          code: 0,
          trails: ['second'],
        });
      }
      expect(await verify(['--trail', 'third'])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('third') as string,
      });
    });

    test('a range tells what is looked at: what was tampered with before it does not matter', async () => {
      const world = newWorld();
      world.buckets.delete('trail-bucket', file(world).key);
      await publish(world);
      expect(await verify([], begin + 8 * hour)).toMatchObject({ code: 0 });
      expect(await verify([], begin + 6 * hour)).toMatchObject({ code: 1 });
      expect(await verify([], begin + 2 * hour, begin + 6 * hour)).toMatchObject({ code: 0 });
    });

    test('a bucket and a prefix, for a trail that is gone', async () => {
      await publish(newWorld({ prefix: 'logs/prod' }), []);
      const place = ['--bucket', 'trail-bucket', '--prefix', 'logs/prod'];
      const { code, report } = await verify(place);
      expect({ code, chains: report.chains.length }).toEqual({ code: 0, chains: 1 });
      expect(await verify(['--bucket', 'trail-bucket'])).toMatchObject({ code: 3 });
      expect(await verify(['--bucket', 'no-such-bucket'])).toMatchObject({ code: 3 });
    });

    test('daily runs: the second goes on where the first stopped, and sees what was replaced since', async () => {
      const world = newWorld();
      await publish(world);
      const state = folder('state.json');
      expect(await verify(['--state', state], begin + 2 * hour, begin + 8 * hour)).toMatchObject({ code: 0 });
      lab().clearCalls();
      const second = await verify(['--state', state], begin + 8 * hour, begin + 12 * hour);
      expect(second).toMatchObject({ code: 0, report: { chains: [{ digests: { valid: 6 } }] } });
      const saved = JSON.parse(readFileSync(state, 'utf8')) as { chains: Record<string, { hash: string }> };
      for (const chain of Object.values(saved.chains)) {
        chain.hash = '00'.repeat(32);
      }
      writeFileSync(state, JSON.stringify(saved));
      const third = await verify(['--state', state], begin + 8 * hour, begin + 12 * hour);
      expect(third).toMatchObject({ code: 1, kinds: ['proven-digest-missing'] });
    });

    test('evidence of a run that found something holds, with the keys of AWS', async () => {
      const world = newWorld();
      body(world, file(world).key, () => makeLogFile(7, 900).gzip);
      await publish(world);
      const bundle = folder('bundle.gz');
      expect(await verify(['--evidence', bundle])).toMatchObject({ code: 1 });
      const list = keys.map((key) => ({ Value: key.der.toString('base64'), Fingerprint: key.fingerprint }));
      writeFileSync(folder('keys.json'), JSON.stringify({ PublicKeyList: list }));
      const again = await surety(['verify-evidence', bundle, '--public-keys', folder('keys.json')], { cwd: folder() });
      expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('The bundle holds.') as string });
    });
  },
  { now: () => NOW, regions: ['us-east-1', 'eu-west-1'] },
);
