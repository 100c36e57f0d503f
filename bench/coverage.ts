import { fileURLToPath } from 'node:url';
import { account } from '#src/assets/account/model.ts';
import { bucket } from '#src/assets/bucket/model.ts';
import { organization } from '#src/assets/organization/model.ts';
import { trail } from '#src/assets/trail/model.ts';
import type { AnyKind } from '#src/core/asset.ts';
import { Unknown } from '#src/core/unknown.ts';
import { createWorld, type World } from '#src/core/world.ts';
import { coverage } from '#src/coverage/coverage.ts';
import { json } from '#src/coverage/render/json.ts';

const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
];
const SIZES = [100, 300, 1_000];

const field = (name: string, ...equals: string[]) => ({ field: name, equals });
const management = { fieldSelectors: [field('eventCategory', 'Management')] };
const data = (type: string) => ({
  fieldSelectors: [field('eventCategory', 'Data'), field('resources.type', type)],
});

/**
 * An organisation: one trail of its own that every account sees, and in each account a trail for data events. In every
 * seventh account a region is stopped, in every eleventh one was denied.
 */
function makeWorld(accounts: number): World {
  const ids = Array.from({ length: accounts }, (_, index) => String(100_000_000_000 + index));
  const world = createWorld(ids);
  const [owner] = ids as [string];
  const put = (kind: AnyKind, id: string, own: string, region: string, facts: Record<string, unknown>): void =>
    world.put({ kind: kind.name, id, name: id.split('/').at(-1)!, account: own, region, facts, provenance: {} });
  const status = (index: number): Record<string, unknown> =>
    Object.fromEntries(
      REGIONS.map((region, at) => {
        if (index % 11 === 10 && at === 3)
          return [region, new Unknown('access-denied', 'denied', 'cloudtrail:GetTrailStatus')];
        const isLogging = !(index % 7 === 6 && at === 5);
        return [region, { isLogging, latestDeliveryTime: '2026-06-01T12:00:00.000Z' }];
      }),
    );
  const settings = (name: string, isOrganization: boolean) => ({
    bucketName: name,
    includeGlobalServiceEvents: true,
    isMultiRegion: true,
    homeRegion: 'us-east-1',
    logFileValidation: true,
    isOrganization,
  });
  const arn = (own: string, name: string): string => `arn:aws:cloudtrail:us-east-1:${own}:trail/${name}`;

  put(trail, arn(owner, 'organisation'), owner, 'us-east-1', {
    configuration: settings('organisation-logs', true),
    status: Object.fromEntries(ids.map((id, index) => [id, status(index)])),
    eventSelectors: { advanced: [management] },
    insightSelectors: [{ type: 'ApiCallRateInsight', categories: ['Management'] }],
  });
  put(bucket, 'arn:aws:s3:::organisation-logs', owner, 'us-east-1', { lifecycle: undefined });
  put(organization, 'o-1', owner, 'global', {
    accounts: ids.map((id) => ({ id, name: `account ${id}`, status: 'ACTIVE' })),
  });
  for (const [index, id] of ids.entries()) {
    put(trail, arn(id, 'data'), id, 'us-east-1', {
      configuration: settings(`logs-${id}`, false),
      status: { [id]: status(index) },
      eventSelectors: {
        advanced: [data('AWS::S3::Object'), data('AWS::Lambda::Function'), data('AWS::DynamoDB::Table')],
      },
      insightSelectors: [],
    });
    put(bucket, `arn:aws:s3:::logs-${id}`, id, 'us-east-1', { lifecycle: { rules: [] } });
    put(account, id, id, 'global', {
      partition: 'aws',
      regions: REGIONS,
      membership: { id: 'o-1', managementAccount: owner },
      trailArns: [arn(owner, 'organisation'), arn(id, 'data')],
      eventDataStoreArns: [],
    });
  }
  return world;
}

const megabytes = (bytes: number): number => bytes / 1024 / 1024;

interface Measured {
  readonly cells: number;
  readonly seconds: number;
  readonly grown: number;
  readonly peak: number;
  readonly report: number;
}

/** Coverage of a whole world to JSON, as the command does it: one account at a time. */
function measure(accounts: number): Measured {
  const world = makeWorld(accounts);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let highest = before;
  let cells = 0;
  let report = 0;
  const counted = function* () {
    for (const one of coverage(world, {
      now: Date.parse('2026-06-01T13:00:00Z'),
      patience: { logFiles: 24, digests: 3, logEvents: 24, afterStart: 24 },
    })) {
      cells += one.matrix.rows.length * one.matrix.classes.length;
      yield one;
    }
  };
  const start = performance.now();
  const options = { color: false, width: 80, tool: { name: 'bench', version: '0' }, at: '2026-06-01T13:00:00Z' };
  for (const piece of json(counted(), options)) {
    report += piece.length;
    highest = Math.max(highest, process.memoryUsage().heapUsed);
  }
  const seconds = (performance.now() - start) / 1000;
  return { cells, seconds, grown: megabytes(highest - before), peak: megabytes(process.memoryUsage.rss()), report };
}

/** `surety coverage` over an organisation of up to 1,000 accounts in 17 regions each. */
export async function run(): Promise<{ title: string; rows: Record<string, string>[]; notes: string[] }> {
  measure(30);
  const measured = SIZES.map((accounts) => ({ accounts, ...measure(accounts) }));
  const rows = measured.map(({ accounts, cells, seconds, grown, peak, report }) => ({
    accounts: accounts.toLocaleString('en-US'),
    cells: cells.toLocaleString('en-US'),
    seconds: seconds.toFixed(2),
    'ms per account': ((seconds * 1000) / accounts).toFixed(2),
    'heap grown, MB': grown.toFixed(0),
    'resident, MB': peak.toFixed(0),
    'report, MB': megabytes(report).toFixed(1),
  }));
  const [small, large] = [measured[0]!, measured.at(-1)!];
  const growth = large.seconds / large.accounts / (small.seconds / small.accounts);
  return {
    title: 'Coverage of an organisation, 17 regions an account, to JSON',
    rows,
    notes: [
      `Time per account at ${large.accounts} accounts is ${growth.toFixed(2)} times that at ${small.accounts}: 1 is linear.`,
      'Heap grown counts garbage that was not collected yet: accounts are held one at a time.',
    ],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { title, rows, notes } = await run();
  console.log(title);
  console.table(rows);
  for (const note of notes) console.log(note);
}
