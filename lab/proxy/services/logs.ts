import { type Answer, type Call, text } from '../call.ts';
import { logGroupExists, partitionOf } from '../cloudtrail/destinations.ts';
import type { Context, Handler } from '../context.ts';
import { AwsError, jsonAnswer } from '../errors.ts';
import { askJson } from '../forward.ts';
import { parseWire } from '../wire.ts';

const groupArn = (call: Call, name: string): string =>
  `arn:${partitionOf(call.region)}:logs:${call.region}:${call.account}:log-group:${name}`;

async function requireGroup(call: Call, context: Context, name: string): Promise<void> {
  if (await logGroupExists(context, call.account, call.region, name)) return;
  throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
}

async function createLogGroup(call: Call, context: Context): Promise<Answer> {
  const answer = await context.forward(call);
  if (answer.status === 200) {
    const arn = groupArn(call, text(call, 'logGroupName') ?? '');
    context.state.services.logGroups.set(arn, {
      kmsKeyId: text(call, 'kmsKeyId'),
      logGroupClass: text(call, 'logGroupClass'),
    });
  }
  return answer;
}

/** Associates a key, or takes it away when none is given. */
async function setKey(call: Call, context: Context): Promise<Answer> {
  const identifier = text(call, 'resourceIdentifier');
  const name = text(call, 'logGroupName') ?? identifier?.split(':').at(-1) ?? '';
  await requireGroup(call, context, name);
  const arn = groupArn(call, name);
  const known = context.state.services.logGroups.get(arn);
  context.state.services.logGroups.set(arn, { ...known, kmsKeyId: text(call, 'kmsKeyId') });
  return jsonAnswer({});
}

type Group = Readonly<Record<string, unknown>> & { readonly logGroupName: string };

async function describeLogGroups(call: Call, context: Context): Promise<Answer> {
  const answer = await context.forward(call);
  if (answer.status !== 200) return answer;
  const body = parseWire<{ logGroups: Group[]; nextToken?: string | null }>(answer.body);
  const logGroups = body.logGroups.map((group) => {
    const known = context.state.services.logGroups.get(groupArn(call, group.logGroupName));
    const { kmsKeyId: _ours, ...rest } = group;
    const kmsKeyId = known?.kmsKeyId;
    return {
      ...rest,
      logGroupClass: known?.logGroupClass ?? 'STANDARD',
      ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    };
  });
  return jsonAnswer({ logGroups, ...(body.nextToken ? { nextToken: body.nextToken } : {}) });
}

const filterKey = (call: Call, group: string, filter: string): string => `${groupArn(call, group)}|${filter}`;

async function putMetricFilter(call: Call, context: Context): Promise<Answer> {
  const group = text(call, 'logGroupName') ?? '';
  await requireGroup(call, context, group);
  const answer = await context.forward(call);
  if (answer.status !== 200) return answer;
  const filterName = text(call, 'filterName') ?? '';
  const key = filterKey(call, group, filterName);
  if (context.state.services.metricFilters.has(key)) {
    // AWS replaces the filter of that name; moto has both now, and one call deletes one or both, by their places.
    const question = { account: call.account, region: call.region, service: 'logs' };
    const gone = { logGroupName: group, filterName };
    await askJson(context.moto, question, 'Logs_20140328.DeleteMetricFilter', gone);
    await askJson(context.moto, question, 'Logs_20140328.DeleteMetricFilter', gone);
    await context.forward(call);
  }
  const { applyOnTransformedLogs, fieldSelectionCriteria } = call.params;
  context.state.services.metricFilters.set(key, {
    ...(typeof applyOnTransformedLogs === 'boolean' ? { applyOnTransformedLogs } : {}),
    ...(typeof fieldSelectionCriteria === 'string' ? { fieldSelectionCriteria } : {}),
  });
  return answer;
}

async function deleteMetricFilter(call: Call, context: Context): Promise<Answer> {
  const answer = await context.forward(call);
  if (answer.status === 200) {
    const key = filterKey(call, text(call, 'logGroupName') ?? '', text(call, 'filterName') ?? '');
    context.state.services.metricFilters.delete(key);
  }
  return answer;
}

async function describeMetricFilters(call: Call, context: Context): Promise<Answer> {
  const group = text(call, 'logGroupName');
  if (group !== undefined) await requireGroup(call, context, group);
  const answer = await context.forward(call);
  if (answer.status !== 200) return answer;
  const body = parseWire<{ metricFilters: { logGroupName: string; filterName: string }[] }>(answer.body);
  const metricFilters = body.metricFilters.map((filter) => {
    const extra = context.state.services.metricFilters.get(filterKey(call, filter.logGroupName, filter.filterName));
    return { ...filter, ...extra };
  });
  return jsonAnswer({ metricFilters });
}

/** Moto does not know transformers: nobody has one. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetTransformer.html */
const getTransformer: Handler = () => {
  throw new AwsError('ResourceNotFoundException', 'The specified resource does not exist.');
};

const OPERATIONS: Readonly<Record<string, Handler>> = {
  AssociateKmsKey: setKey,
  CreateLogGroup: createLogGroup,
  DeleteMetricFilter: deleteMetricFilter,
  DescribeAccountPolicies: () => jsonAnswer({ accountPolicies: [] }),
  DescribeLogGroups: describeLogGroups,
  DescribeMetricFilters: describeMetricFilters,
  DisassociateKmsKey: setKey,
  GetTransformer: getTransformer,
  PutMetricFilter: putMetricFilter,
};

export const logs: Handler = (call, context) => OPERATIONS[call.operation]?.(call, context);
