import { expect, it } from 'vitest';
import type { ContextValue } from '../context.ts';
import type { RequestPrincipal } from '../request.ts';
import { type Decision, decide } from '../decide.ts';
import { parsePolicyDocument } from '../parse.ts';

export const svc = (id: string): RequestPrincipal => ({ type: 'service', id });
export const iam = (arn: string, account = arn.split(':')[4]!): RequestPrincipal => ({ type: 'aws', arn, account });
export const cloudtrail = svc('cloudtrail.amazonaws.com');
export const user = iam('arn:aws:iam::123456789012:user/johndoe');
export const anonymous: RequestPrincipal = { type: 'anonymous' };
export const trailArn = 'arn:aws:cloudtrail:us-east-1:111111111111:trail/primary';
export const bucketArn = 'arn:aws:s3:::amzn-s3-demo-bucket';
export const object = `${bucketArn}/AWSLogs/111111111111/CloudTrail/us-east-1/2026/01/01/x.json.gz`;

type Ask = readonly [
  who: RequestPrincipal,
  action: string,
  resource: string,
  context: Record<string, ContextValue>,
  decision: Decision,
];

/**
 * A policy as AWS's documentation publishes it (names of accounts and buckets as there), asked at least one question
 * that passes and one that does not.
 */
export interface Example {
  readonly name: string;
  /** Under https://docs.aws.amazon.com/. */
  readonly page: string;
  readonly statement: unknown;
  readonly version?: string;
  readonly asks: readonly Ask[];
}

/** One test per question. */
export function testExamples(examples: readonly Example[]): void {
  const cases = examples.flatMap(({ name, page, statement, version, asks }) =>
    asks.map((ask, index) => [name, index + 1, ask[4], page, statement, version, ask] as const),
  );
  it.each(cases)('%s, question %i: %s (%s)', (_, __, expected, ___, statement, version, ask) => {
    const policy = parsePolicyDocument({ Version: version ?? '2012-10-17', Statement: statement });
    if (!policy.valid) throw new Error(`${policy.problems[0]!.path}: ${policy.problems[0]!.message}`);
    const [principal, action, resource, context] = ask;
    expect(decide(policy, { principal, action, resource, context })).toBe(expected);
  });
}
