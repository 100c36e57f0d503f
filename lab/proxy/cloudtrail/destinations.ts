import type { Call } from '../call.ts';
import type { Context } from '../context.ts';
import { AwsError } from '../errors.ts';
import { askForm, askJson, askS3 } from '../forward.ts';
import { wire } from '../wire.ts';

/** `arn:partition:service:region:account:rest` */
function parts(arn: string): { region: string; account: string; rest: string } {
  const [, , , region = '', account = '', ...rest] = arn.split(':');
  return { region, account, rest: rest.join(':') };
}

export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** AWS refuses a trail whose bucket does not exist; any account's bucket will do. */
export async function checkBucket(call: Call, context: Context, bucket: string): Promise<void> {
  const answer = await askS3(
    context.moto,
    { account: call.account, region: call.region, service: 's3' },
    'HEAD',
    `/${bucket}`,
  );
  if (answer.status === 404) throw new AwsError('S3BucketDoesNotExistException', `S3 bucket ${bucket} does not exist!`);
}

/** The ARN of a topic given by name or ARN. */
export async function resolveTopic(call: Call, context: Context, topic: string): Promise<string> {
  const arn = topic.startsWith('arn:')
    ? topic
    : `arn:${partitionOf(call.region)}:sns:${call.region}:${call.account}:${topic}`;
  const { region, account } = parts(arn);
  const form = { Action: 'GetTopicAttributes', Version: '2010-03-31', TopicArn: arn };
  const answer = await askForm(context.moto, { account, region, service: 'sns' }, form);
  if (answer.status === 200) return arn;
  throw new AwsError(
    'InsufficientSnsTopicPolicyException',
    'SNS Topic does not exist or the topic policy is incorrect!',
  );
}

/** The key ARN behind an id, an alias or an ARN. */
export async function resolveKey(call: Call, context: Context, key: string): Promise<string> {
  const { region, account } = key.startsWith('arn:') ? parts(key) : call;
  const answer = await askJson(context.moto, { account, region, service: 'kms' }, 'TrentService.DescribeKey', {
    KeyId: key,
  });
  const metadata = wire<{ Arn: string } | undefined>(answer.value['KeyMetadata']);
  if (answer.ok && metadata !== undefined) return metadata.Arn;
  throw new AwsError('KmsKeyNotFoundException', `KMS key ${key} does not exist`);
}

export async function logGroupExists(
  context: Context,
  account: string,
  region: string,
  name: string,
): Promise<boolean> {
  const body = { logGroupNamePrefix: name };
  const answer = await askJson(
    context.moto,
    { account, region, service: 'logs' },
    'Logs_20140328.DescribeLogGroups',
    body,
  );
  const groups = wire<{ logGroupName: string }[]>(answer.value['logGroups'] ?? []);
  return groups.some((group) => group.logGroupName === name);
}

export async function checkLogGroup(context: Context, arn: string): Promise<void> {
  const { region, account, rest } = parts(arn);
  const name = /^log-group:([^:]+):\*$/.exec(rest)?.[1];
  if (name !== undefined && (await logGroupExists(context, account, region, name))) return;
  throw new AwsError(
    'InvalidCloudWatchLogsLogGroupArnException',
    'CloudTrail cannot validate the specified log group ARN.',
  );
}
