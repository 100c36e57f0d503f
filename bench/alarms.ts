import { fileURLToPath } from 'node:url';
import { alarms } from '#src/alarms/alarms.ts';
import { json } from '#src/alarms/render/json.ts';
import { account } from '#src/assets/account/model.ts';
import { alarm } from '#src/assets/alarm/model.ts';
import { logGroup } from '#src/assets/log-group/model.ts';
import { metricFilter } from '#src/assets/metric-filter/model.ts';
import { topic } from '#src/assets/topic/model.ts';
import { trail } from '#src/assets/trail/model.ts';
import type { AnyKind } from '#src/core/asset.ts';
import { Unknown } from '#src/core/unknown.ts';
import { createWorld, type World } from '#src/core/world.ts';
import { intents } from '#src/domain/intents/catalogue.ts';

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
const NOW = Date.parse('2026-06-01T13:00:00Z');

/**
 * Accounts with a trail, a log group and one filter and alarm for each intent. Every third account names a
 * region in a filter, so that each region is judged on its own; every fifth has an alarm that cannot go off; every
 * seventh a region that is stopped; every eleventh a topic that could not be read.
 */
function makeWorld(accounts: number): World {
  const ids = Array.from({ length: accounts }, (_, index) => String(100_000_000_000 + index));
  const world = createWorld(ids);
  const put = (kind: AnyKind, id: string, own: string, region: string, facts: Record<string, unknown>): void =>
    world.put({ kind: kind.name, id, name: id.split(/[:/]/).at(-1)!, account: own, region, facts, provenance: {} });
  for (const [index, id] of ids.entries()) {
    const at = (service: string, resource: string): string => `arn:aws:${service}:us-east-1:${id}:${resource}`;
    const group = at('logs', 'log-group:audit');
    const alarms = at('sns', 'alarms');
    put(account, id, id, 'global', {
      partition: 'aws',
      regions: REGIONS,
      membership: { id: 'o-1', managementAccount: ids[0] },
      trailArns: [at('cloudtrail', 'trail/main')],
      eventRuleArns: [],
    });
    put(trail, at('cloudtrail', 'trail/main'), id, 'us-east-1', {
      configuration: {
        bucketName: `logs-${id}`,
        includeGlobalServiceEvents: true,
        isMultiRegion: true,
        homeRegion: 'us-east-1',
        logFileValidation: true,
        isOrganization: false,
        logGroupArn: `${group}:*`,
      },
      status: { [id]: status(index) },
      eventSelectors: { advanced: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }] }] },
      bucketOwner: { standing: 'in-scan', account: id },
    });
    put(logGroup, group, id, 'us-east-1', {
      configuration: { name: 'audit', logGroupClass: 'STANDARD' },
      transformation: undefined,
      metricFilterIds: intents.map(({ name }) => `${group}/filter/${name}`),
    });
    for (const [number, { name, filter }] of intents.entries()) {
      const isOwn = index % 3 === 2 && number === 5;
      put(metricFilter, `${group}/filter/${name}`, id, 'us-east-1', {
        definition: {
          filterName: name,
          logGroupName: 'audit',
          pattern: isOwn ? `{ (${filter.slice(1, -1)}) && ($.awsRegion != us-gov-east-1) }` : filter,
          transformations: [{ namespace: 'Audit', metricName: name, metricValue: '1', dimensions: {} }],
          applyOnTransformedLogs: false,
        },
        alarmArns: [at('cloudwatch', `alarm:${name}`)],
      });
      put(alarm, at('cloudwatch', `alarm:${name}`), id, 'us-east-1', {
        definition: {
          actionsEnabled: true,
          alarmActions: [alarms],
          namespace: 'Audit',
          metricName: name,
          dimensions: [],
          statistic: 'Sum',
          period: 300,
          evaluationPeriods: 1,
          threshold: index % 5 === 4 && number === 9 ? 10 : 1,
          comparison: 'GreaterThanOrEqualToThreshold',
          treatMissingData: 'notBreaching',
          metrics: [],
        },
        composites: [],
      });
    }
    put(topic, alarms, id, 'us-east-1', {
      attributes: { fifo: false },
      subscriptions:
        index % 11 === 10
          ? new Unknown('access-denied', 'denied', 'sns:ListSubscriptionsByTopic')
          : [{ protocol: 'email', endpoint: 'security@example.com', confirmed: true }],
    });
  }
  return world;
}

function status(index: number): Record<string, unknown> {
  const recent = '2026-06-01T12:00:00.000Z';
  return Object.fromEntries(
    REGIONS.map((region, at) => [
      region,
      { isLogging: !(index % 7 === 6 && at === 5), latestCloudWatchLogsDeliveryTime: recent },
    ]),
  );
}

const megabytes = (bytes: number): number => bytes / 1024 / 1024;

interface Measured {
  readonly verdicts: number;
  readonly seconds: number;
  readonly grown: number;
  readonly report: number;
}

/** The table of a whole world to JSON, as the command does it: one account at a time. */
function measure(accounts: number): Measured {
  const world = makeWorld(accounts);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let verdicts = 0;
  let report = 0;
  const counted = function* () {
    for (const one of alarms(world, NOW)) {
      verdicts += one.rows.length;
      yield one;
    }
  };
  const started = performance.now();
  const options = { color: false, width: 100, tool: { name: 'surety', version: '0' }, at: '2026-06-01T13:00:00.000Z' };
  for (const piece of json(counted(), options)) report += piece.length;
  const seconds = (performance.now() - started) / 1000;
  globalThis.gc?.();
  return { verdicts, seconds, grown: process.memoryUsage().heapUsed - before, report };
}

/** Alarms over accounts x 17 regions: time, memory, and whether both grow in a line. */
export async function run(): Promise<{ title: string; rows: Record<string, string>[]; notes: string[] }> {
  measure(50);
  const measured = SIZES.map((size) => ({ size, ...measure(size) }));
  const rows = measured.map(({ size, verdicts, seconds, grown, report }) => ({
    accounts: size.toLocaleString('en'),
    regions: String(REGIONS.length),
    verdicts: verdicts.toLocaleString('en'),
    seconds: seconds.toFixed(2),
    'ms an account': ((seconds / size) * 1000).toFixed(2),
    'heap kept (MB)': megabytes(grown).toFixed(1),
    'report (MB)': megabytes(report).toFixed(1),
  }));
  const [first] = measured;
  const last = measured.at(-1)!;
  const growth = last.seconds / last.size / (first!.seconds / first!.size);
  return {
    title: 'Alarms: who is told, over an organisation',
    rows,
    notes: [
      `Time an account at ${last.size.toLocaleString('en')} accounts is ${growth.toFixed(2)} times that at ${first!.size}: linear is 1.`,
      'Each account has 18 filters and alarms; every third names a region in a filter, so that each region is judged on its own.',
    ],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await run());
