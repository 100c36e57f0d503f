import { text } from '../call.ts';
import type { Handler } from '../context.ts';
import { AwsError } from '../errors.ts';
import { denied } from '../refusals.ts';

/** A topic is asked in its own region, and by its own account: moto would let everybody read. */
export const sns: Handler = (call) => {
  const [, , , region, owner] = (text(call, 'TopicArn') ?? '').split(':');
  if (region === undefined || owner === undefined) return undefined;
  if (region !== call.region) throw new AwsError('InvalidParameter', 'Invalid parameter: TopicArn', 400);
  if (owner !== call.account && call.operation !== 'Publish') {
    throw denied(call, `because no resource-based policy allows the SNS:${call.operation} action`);
  }
  return undefined;
};
