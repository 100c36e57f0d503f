import { type Answer, type Call, type HttpRequest, text } from '../call.ts';
import type { Context, Handler } from '../context.ts';
import { AwsError, jsonAnswer } from '../errors.ts';
import { askJson } from '../forward.ts';
import { denied } from '../refusals.ts';
import { parseWire } from '../wire.ts';

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
}

/** Whether the key policy names the caller's account for the action, conditions left aside. */
function allowsAccount(policy: string, account: string, action: string): boolean {
  try {
    const { Statement: statements } = parseWire<{ Statement?: Statement | Statement[] }>(policy);
    return [statements ?? []].flat().some(({ Effect, Principal, Action }) => {
      const who = JSON.stringify(Principal ?? '');
      const what = [Action].flat().map((one) => String(one).toLowerCase());
      const names = who === '"*"' || who === '{"AWS":"*"}' || who.includes(account);
      return (
        Effect === 'Allow' && names && what.some((one) => one === action || one === 'kms:*' || one === 'kms:describe*')
      );
    });
  } catch {
    return false;
  }
}

/** Key metadata as AWS has it: moto leaves defaults out, and calls AWS managed keys customer keys. */
function completeMetadata(answer: Answer): Answer {
  if (answer.status !== 200) return answer;
  const { KeyMetadata } = parseWire<{ KeyMetadata: Record<string, unknown> }>(answer.body);
  const isAwsManaged = KeyMetadata['Description'] === 'Default key';
  const defaults = { KeyUsage: 'ENCRYPT_DECRYPT', MultiRegion: false };
  const manager = isAwsManaged ? { KeyManager: 'AWS' } : {};
  const known = Object.fromEntries(Object.entries(KeyMetadata).filter(([, value]) => value !== null));
  return jsonAnswer({ KeyMetadata: { ...defaults, ...known, ...manager } });
}

async function foreignDescribeKey(
  call: Call,
  context: Context,
  arn: string,
  owner: string,
): ReturnType<Context['forward']> {
  const question = { account: owner, region: call.region, service: 'kms' };
  const policy = await askJson(context.moto, question, 'TrentService.GetKeyPolicy', {
    KeyId: arn,
    PolicyName: 'default',
  });
  const allowed = policy.ok && allowsAccount(String(policy.value['Policy']), call.account, 'kms:describekey');
  if (!allowed)
    throw denied(
      call,
      'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    );
  return completeMetadata(await context.forward(call, { account: owner }));
}

/** The call with the bare key id: moto takes ARNs in a few operations only. */
function withKeyId(call: Call, arn: string): HttpRequest {
  const KeyId = arn.includes(':key/') ? arn.slice(arn.lastIndexOf('/') + 1) : arn;
  return { ...call.http, body: Buffer.from(JSON.stringify({ ...call.params, KeyId })) };
}

/**
 * Keys of other accounts: DescribeKey works by ARN where the key policy lets the account in, GetKeyPolicy never does
 * (https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html). A key is asked in its own region.
 */
export const kms: Handler = async (call, context) => {
  const key = text(call, 'KeyId') ?? '';
  const isDescribe = call.operation === 'DescribeKey';
  if (!key.startsWith('arn:')) return isDescribe ? completeMetadata(await context.forward(call)) : undefined;
  const [, , , region = '', owner = ''] = key.split(':');
  if (region !== call.region) throw new AwsError('NotFoundException', `Invalid arn ${region}`);
  if (owner === call.account) {
    const answer = await context.forward(call, { request: withKeyId(call, key) });
    return isDescribe ? completeMetadata(answer) : answer;
  }
  if (isDescribe) return foreignDescribeKey(call, context, key, owner);
  throw denied(call, 'because the operation cannot be performed on a KMS key of another account');
};
