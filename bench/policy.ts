import { runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { decide } from '#src/domain/policy/decide.ts';
import { evaluatePolicy } from '#src/domain/policy/evaluate.ts';
import { parsePolicy } from '#src/domain/policy/parse.ts';
import { encryptionContextKeys, type Request } from '#src/domain/policy/request.ts';

const account = '111122223333';
const trail = `arn:aws:cloudtrail:us-east-1:${account}:trail/main`;
const rounds = 9;
const roundMs = 120;

interface Case {
  name: string;
  text: string;
  request: Request;
  kind: 'resource' | 'identity';
}

/** Evaluations per second on one core, beside `@cloud-copilot/iam-simulate`, in rounds that alternate in one process. */
export async function run(): Promise<{ title: string; rows: Record<string, string>[]; notes: string[] }> {
  const rows: Record<string, string>[] = [];
  for (const one of cases()) rows.push(...(await compare(one)));
  return {
    title: 'Policy evaluation: evaluations per second',
    rows,
    notes: [
      `One core, median of ${rounds} rounds of ${roundMs} ms each, the contestants taking turns in one process after a warm-up.`,
      'surety decide: the document parsed once, the decision alone. surety evaluate: with the trace of every statement. surety parse + decide: from JSON text each time.',
      'iam-simulate: runSimulation, its documented entry, on a parsed JSON object; it validates each time. iam-simulate unsafe: runUnsafeSimulation, without validation; it throws on resource policies, so it runs on the identity policy only.',
      'ratio: surety decide divided by the row. iam-simulate reads the document on every call, so its fair neighbour is surety parse + decide; a scan asks one document many questions and pays decide.',
      'The answers are printed because they may differ: runSimulation drops kms:EncryptionContext:* from the request.',
    ],
  };
}

async function compare({ name, text, request, kind }: Case): Promise<Record<string, string>[]> {
  const policy = parsePolicy(text);
  const simulation = simulationOf(text, request, kind);
  const contestants: [string, () => unknown, string][] = [
    ['surety decide', () => decide(policy, request), decide(policy, request)],
    ['surety evaluate', () => evaluatePolicy(policy, request), evaluatePolicy(policy, request).decision],
    ['surety parse + decide', () => decide(parsePolicy(text), request), decide(parsePolicy(text), request)],
    ['iam-simulate', () => runSimulation(simulation, {}), await answerOf(simulation)],
  ];
  // Without a name in the document's metadata runUnsafeSimulation throws on any resource policy.
  if (kind === 'identity')
    contestants.push([
      'iam-simulate unsafe',
      () => runUnsafeSimulation(simulation, {}),
      runUnsafeSimulation(simulation, {}),
    ]);
  const rates = contestants.map((): number[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, [, work]] of contestants.entries()) {
      const rate = await measure(work);
      if (round >= 0) rates[index]!.push(rate);
    }
  }
  const medians = rates.map((list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!);
  return contestants.map(([contestant, , answer], index) => ({
    policy: name,
    contestant,
    'per second': Math.round(medians[index]!).toLocaleString('en'),
    ratio: (medians[0]! / medians[index]!).toFixed(1),
    answer,
  }));
}

async function measure(work: () => unknown): Promise<number> {
  let count = 0;
  const start = performance.now();
  let elapsed = 0;
  while (elapsed < roundMs) {
    for (let index = 0; index < 20; index += 1) {
      const result = work();
      if (result instanceof Promise) await result;
    }
    count += 20;
    elapsed = performance.now() - start;
  }
  return (count * 1000) / elapsed;
}

async function answerOf(simulation: Simulation): Promise<string> {
  const answer = await runSimulation(simulation, {});
  return answer.resultType === 'error' ? `error: ${answer.errors.message}` : answer.overallResult;
}

function simulationOf(text: string, request: Request, kind: Case['kind']): Simulation {
  if (typeof request.resource !== 'string' || !('type' in request.principal))
    throw new Error('the bench asks known questions');
  const { principal } = request;
  const who = principal.type === 'service' ? principal.id : principal.type === 'aws' ? principal.arn : '';
  return {
    request: {
      principal: who,
      action: request.action,
      resource: { resource: request.resource, accountId: account },
      contextVariables: { ...(request.context as Record<string, string>) },
    },
    identityPolicies: kind === 'identity' ? [{ name: 'identity', policy: JSON.parse(text) as unknown }] : [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(kind === 'resource' ? { resourcePolicy: JSON.parse(text) as unknown } : {}),
  };
}

function cases(): Case[] {
  const bucket = bucketPolicy(20_000);
  const context = {
    'aws:SourceArn': trail,
    'aws:SourceAccount': account,
    'aws:SecureTransport': 'true',
    'aws:PrincipalIsAWSService': 'true',
  };
  const cloudtrail = { type: 'service', id: 'cloudtrail.amazonaws.com' } as const;
  const key = `arn:aws:kms:us-east-1:${account}:key/11111111-2222-3333-4444-555555555555`;
  const put = (owner: string): Request => ({
    action: 's3:PutObject',
    resource: `arn:aws:s3:::logs/AWSLogs/${owner}/CloudTrail/us-east-1/2026/01/01/x.json.gz`,
    principal: cloudtrail,
    context: { ...context, 's3:x-amz-acl': 'bucket-owner-full-control' },
  });
  const kib = `${(bucket.length / 1000).toFixed(1)} KB bucket policy`;
  return [
    { name: `${kib}, allowed by its last statement`, text: bucket, request: put(account), kind: 'resource' },
    { name: `${kib}, not allowed`, text: bucket, request: put('999999999999'), kind: 'resource' },
    {
      name: 'the same statements as an identity policy of a role',
      text: bucket
        .replaceAll('"Principal":{"Service":"cloudtrail.amazonaws.com"},', '')
        .replaceAll('"Principal":"*",', ''),
      request: { ...put(account), principal: { type: 'aws', arn: `arn:aws:iam::${account}:role/Writer`, account } },
      kind: 'identity',
    },
    {
      name: '5-statement key policy, encryption context',
      text: keyPolicy(key),
      kind: 'resource',
      request: {
        action: 'kms:GenerateDataKey',
        resource: key,
        principal: cloudtrail,
        context: { ...context, ...encryptionContextKeys({ 'aws:cloudtrail:arn': trail }) },
      },
    },
  ];
}

/** Statements as a central log bucket gathers them: one pair per account, and the guards that most have. */
function bucketPolicy(size: number): string {
  const guard = {
    Sid: 'Tls',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*'],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  const write = (owner: string): unknown => ({
    Sid: `Write${owner}`,
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::logs/AWSLogs/${owner}/*`,
    Condition: {
      StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': trail.replace(account, owner) },
    },
  });
  const text = (others: number): string => {
    const owners = Array.from({ length: others }, (_, index) => String(200_000_000_000 + index));
    return JSON.stringify({
      Version: '2012-10-17',
      Statement: [guard, ...owners.map((owner) => write(owner)), write(account)],
    });
  };
  let others = 1;
  while (text(others + 1).length <= size) others += 1;
  return text(others);
}

function keyPolicy(key: string): string {
  const service = { Service: 'cloudtrail.amazonaws.com' };
  const source = { StringEquals: { 'aws:SourceArn': trail } };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Root',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'Encrypt',
        Effect: 'Allow',
        Principal: service,
        Action: 'kms:GenerateDataKey*',
        Resource: '*',
        Condition: {
          ...source,
          StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${account}:trail/*` },
        },
      },
      {
        Sid: 'Describe',
        Effect: 'Allow',
        Principal: service,
        Action: 'kms:DescribeKey',
        Resource: key,
        Condition: source,
      },
      { Sid: 'Decrypt', Effect: 'Allow', Principal: service, Action: 'kms:Decrypt', Resource: '*' },
      {
        Sid: 'Readers',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:role/Reader` },
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { Null: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'false' } },
      },
    ],
  });
}

if (import.meta.main) {
  const { title, rows, notes } = await run();
  console.log(title);
  console.table(rows);
  for (const note of notes) console.log(note);
}
