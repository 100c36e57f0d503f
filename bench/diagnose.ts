import type { AssetRecord, MutableWorld, World } from '#src/core/world.ts';
import { createWorld } from '#src/core/world.ts';
import { diagnoseWorld } from '#src/diagnose/diagnose-world.ts';
import { render } from '#src/diagnose/write.ts';
import { defaultPatience } from '#src/domain/delivery/status.ts';
import { healthyStatus } from '#src/testing/healthy.ts';
import { makeWorld, NOW } from './worlds/assets.ts';

const REGIONS = Array.from({ length: 17 }, (_, index) => (index === 0 ? 'eu-west-1' : `eu-test-${index}`));
/** Accounts of five trails with seven assets each. */
const ASSETS = 200 * 31;

type Change = (record: AssetRecord, trail: number) => AssetRecord;

/** 1,000 trails, each in 17 regions. Every tenth is refused by its bucket, every tenth by its key, every tenth reports an error. */
function world(change: Change): World {
  const source = makeWorld(ASSETS);
  const made: MutableWorld = createWorld(source.accounts);
  const seen = new Map<string, number>();
  for (const record of source.all()) {
    const index = (seen.get(record.kind) ?? 0) + 1;
    seen.set(record.kind, index);
    made.put(change(record, index));
  }
  return made;
}

const withRegions: Change = (record, trail) => {
  if (record.kind !== 'AWS::CloudTrail::Trail') return record;
  const error = trail % 10 === 3 ? { latestDeliveryError: 'AccessDenied' } : {};
  const status = {
    [record.account]: Object.fromEntries(REGIONS.map((region) => [region, { ...healthyStatus, ...error }])),
  };
  return { ...record, facts: { ...record.facts, status } };
};

const withFaults: Change = (record, trail) => {
  const made = withRegions(record, trail);
  if (record.kind === 'AWS::S3::Bucket' && trail % 10 === 1) {
    const policy = String(record.facts['policy']).replaceAll('/AWSLogs/', '/audit/AWSLogs/');
    return { ...made, facts: { ...made.facts, policy } };
  }
  if (record.kind === 'AWS::KMS::Key' && trail % 10 === 2) {
    const metadata = { ...(record.facts['metadata'] as object), state: 'Disabled' };
    return { ...made, facts: { ...made.facts, metadata } };
  }
  return made;
};

const options = { now: NOW, patience: defaultPatience };
const megabytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`;

/** Diagnosing a large estate from a world in memory: time, memory, and what the report weighs. */
export async function run(): Promise<{ title: string; rows: Record<string, string>[]; notes: string[] }> {
  const rows = [measure('all well', world(withRegions)), measure('three of ten at fault', world(withFaults))];
  return {
    title: 'Diagnosis: 1,000 trails in 17 regions, four channels each',
    rows,
    notes: [
      'One core, from a world in memory, median of five. Each delivery is judged by every cause of its channel.',
      'Equal documents of one trail are read once; the requests differ by region, and each is evaluated.',
    ],
  };
}

function measure(what: string, made: World): Record<string, string> {
  const times: number[] = [];
  let report = diagnoseWorld(made, options);
  const before = process.memoryUsage().heapUsed;
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    report = diagnoseWorld(made, options);
    times.push(performance.now() - started);
  }
  const grown = process.memoryUsage().heapUsed - before;
  const deliveries = Object.values(report.counts).reduce((sum, count) => sum + count, 0);
  const time = times.toSorted((a, b) => a - b)[2]!;
  const tool = { name: 'surety', version: '0' };
  const text = render(report, 'json', {
    color: false,
    width: 100,
    verbose: false,
    tool,
    now: new Date(NOW).toISOString(),
  });
  return {
    world: what,
    trails: String(report.trails.length),
    deliveries: deliveries.toLocaleString('en'),
    'failing or will': (report.counts.explained + report.counts.predicted + report.counts.unexplained).toLocaleString(
      'en',
    ),
    seconds: (time / 1000).toFixed(2),
    'deliveries per second': Math.round((deliveries * 1000) / time).toLocaleString('en'),
    'heap grown': megabytes(Math.max(0, grown)),
    'peak memory': megabytes(process.resourceUsage().maxRSS * 1024),
    'JSON report': megabytes(text.length),
  };
}

if (import.meta.main) {
  const { title, rows, notes } = await run();
  console.log(title);
  console.table(rows);
  for (const note of notes) console.log(note);
}
