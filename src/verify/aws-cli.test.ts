import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEndpoint } from '../../bench/s3-endpoint.ts';
import { type AwsCli, missingForScripts, startAwsCli } from '../../tools/pages/aws-cli.ts';
import { cloudTrailOf } from '#lab/digest-maker/cloud-trail.ts';
import { corpus } from '#lab/digest-maker/corpus.ts';
import type { CorpusCase } from '#lab/digest-maker/corpus/case.ts';
import { createSigningKey } from '#lab/digest-maker/key.ts';
import { createWorld } from '#lab/digest-maker/world.ts';
import { shellWord } from '#src/core/shell-word.ts';
import { exitCodeOf } from '#src/domain/digest/problem.ts';

/** The AWS CLI judges the same objects. Where it judges otherwise the corpus says why. */

const keys = [createSigningKey(), createSigningKey()] as const;
const missing = missingForScripts();
if (missing !== undefined) {
  console.warn(`aws-cli.test.ts: skipped, ${missing}`);
}

const statuses = {
  denied: { status: 403, code: 'AccessDenied' },
  archived: { status: 403, code: 'InvalidObjectState' },
  throttled: { status: 503, code: 'SlowDown' },
  missing: { status: 404, code: 'NoSuchKey' },
  refused: { status: 403, code: 'AccessDenied' },
  network: 'cut',
} as const;

async function judge(aws: AwsCli, item: CorpusCase): ReturnType<AwsCli['run']> {
  const world = createWorld(keys, item.writer);
  item.tamper(world);
  const endpoint = await startEndpoint({
    buckets: world.buckets,
    cloudTrail: cloudTrailOf(world),
    region: () => 'eu-west-1',
    fault: (bucket, key) => {
      const reason = world.fault(bucket, key);
      return reason === undefined ? undefined : statuses[reason];
    },
  });
  const { writer } = world;
  const arn = `arn:aws:cloudtrail:${writer.homeRegion}:${world.owner ?? writer.account}:trail/${writer.trail}`;
  const time = (at: number): string => new Date(at).toISOString();
  const words = [
    'aws',
    'cloudtrail',
    'validate-logs',
    '--trail-arn',
    arn,
    ...(writer.organization === undefined ? [] : ['--account-id', writer.account]),
    '--start-time',
    time(world.from),
    '--end-time',
    time(world.to),
    '--region',
    'eu-west-1',
  ];
  const env = {
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  try {
    return await aws.run(words.map(shellWord).join(' '), env);
  } finally {
    await endpoint.close();
  }
}

describe.skipIf(missing !== undefined)('aws cloudtrail validate-logs on the corpus', () => {
  const differences: string[] = [];
  let aws: AwsCli;
  let version = '';
  beforeAll(async () => {
    aws = await startAwsCli();
    version = (await aws.run('aws --version', {})).output.split(' ')[0]!;
  });
  afterAll(() => {
    aws?.stop();
    console.info(`Cases that ${version} judges otherwise:\n${differences.join('\n')}`);
  });

  test.for(corpus)('$name: exit $aws.exit', { timeout: 60_000 }, async (item) => {
    const { code: exit, output } = await judge(aws, item);
    expect({ exit, output }).toMatchObject({ exit: item.aws.exit });
    const ours = exitCodeOf(item.verdict);
    // A difference without a reason would be a fault of ours.
    expect(ours === exit || item.aws.why !== undefined, `it ${exit}, we ${ours}`).toBe(true);
    if (ours !== exit) {
      differences.push(`  ${item.name}: it ${exit}, we ${ours}: ${item.aws.why ?? ''}`);
    }
  });
});
