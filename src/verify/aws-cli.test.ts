import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEndpoint } from '../../bench/s3-endpoint.ts';
import { cloudTrailOf } from '#lab/digest-maker/cloud-trail.ts';
import { corpus } from '#lab/digest-maker/corpus.ts';
import type { CorpusCase } from '#lab/digest-maker/corpus/case.ts';
import { createSigningKey } from '#lab/digest-maker/key.ts';
import { createWorld } from '#lab/digest-maker/world.ts';
import { exitCodeOf } from '#src/domain/digest/problem.ts';

/** The AWS CLI judges the same objects. Where it judges otherwise the corpus says why. */

const keys = [createSigningKey(), createSigningKey()] as const;
const installed = awsVersion();
if (installed === undefined) {
  console.warn('aws-cli.test.ts: skipped, python3 has no module awscli');
}

function awsVersion(): string | undefined {
  try {
    const script = 'import awscli; print(awscli.__version__)';
    return `aws-cli/${execFileSync('python3', ['-c', script], { encoding: 'utf8', stdio: 'pipe' }).trim()}`;
  } catch {
    return undefined;
  }
}

interface AwsAnswer {
  readonly exit: number;
  readonly output: string;
}

interface Aws {
  run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<AwsAnswer>;
  stop(): void;
}

function startAws(): Aws {
  const script = fileURLToPath(import.meta.resolve('#lab/digest-maker/aws-cli.py'));
  const child = spawn('python3', [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], HOME: '/nonexistent' },
  });
  const waiting: ((answer: AwsAnswer) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line) as AwsAnswer));
  child.on('exit', (code) =>
    waiting.splice(0).forEach((tell) => tell({ exit: -1, output: `python3 ended with ${code}` })),
  );
  return {
    run: async (args, env) =>
      await new Promise((resolve) => {
        waiting.push(resolve);
        child.stdin.write(`${JSON.stringify({ args, env })}\n`);
      }),
    stop: () => child.stdin.end(),
  };
}

const statuses = {
  denied: { status: 403, code: 'AccessDenied' },
  archived: { status: 403, code: 'InvalidObjectState' },
  throttled: { status: 503, code: 'SlowDown' },
  missing: { status: 404, code: 'NoSuchKey' },
  refused: { status: 403, code: 'AccessDenied' },
  network: 'cut',
} as const;

async function judge(aws: Aws, item: CorpusCase): Promise<AwsAnswer> {
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
  const args = [
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
    AWS_MAX_ATTEMPTS: '1',
  };
  try {
    return await aws.run(args, env);
  } finally {
    await endpoint.close();
  }
}

describe.skipIf(installed === undefined)('aws cloudtrail validate-logs on the corpus', () => {
  const differences: string[] = [];
  let aws: Aws | undefined;
  beforeAll(() => {
    aws = startAws();
  });
  afterAll(() => {
    aws?.stop();
    console.info(`Cases that ${installed} judges otherwise:\n${differences.join('\n')}`);
  });

  test.for(corpus)('$name: exit $aws.exit', { timeout: 60_000 }, async (item) => {
    const { exit, output } = (await (aws === undefined ? undefined : judge(aws, item))) ?? { exit: -1, output: '' };
    expect({ exit, output }).toMatchObject({ exit: item.aws.exit });
    const ours = exitCodeOf(item.verdict);
    // A difference without a reason would be a fault of ours.
    expect(ours === exit || item.aws.why !== undefined, `it ${exit}, we ${ours}`).toBe(true);
    if (ours !== exit) {
      differences.push(`  ${item.name}: it ${exit}, we ${ours}: ${item.aws.why ?? ''}`);
    }
  });
});
