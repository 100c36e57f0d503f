import { type Call, text } from '../call.ts';
import type { Context, Handler } from '../context.ts';
import { AwsError, jsonAnswer } from '../errors.ts';
import { denied } from '../refusals.ts';
import { findOwnTrail, findTrail } from './find.ts';
import type { Trail } from './state.ts';
import { wire } from '../wire.ts';

/** What a trail records when nobody has put selectors. */
const DEFAULT_SELECTORS = [
  { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] },
] as const;

function selectorsView(trail: Trail): Record<string, unknown> {
  if (trail.advancedEventSelectors !== undefined) {
    return { TrailARN: trail.arn, AdvancedEventSelectors: trail.advancedEventSelectors };
  }
  return { TrailARN: trail.arn, EventSelectors: trail.eventSelectors ?? DEFAULT_SELECTORS };
}

/** Members see that their organisation has a trail, not what it records. */
function refuseMembers(call: Call, context: Context, trail: Trail): void {
  if (trail.account !== call.account && !context.state.cloudtrail.membersReadSelectors) throw denied(call);
}

/** AWS writes out the defaults of a basic selector. */
function complete(selector: Record<string, unknown>): Record<string, unknown> {
  return { ...DEFAULT_SELECTORS[0], ...selector };
}

export const getEventSelectors: Handler = async (call, context) => {
  const trail = await findTrail(call, context, 'TrailName');
  refuseMembers(call, context, trail);
  return jsonAnswer(selectorsView(trail));
};

export const putEventSelectors: Handler = async (call, context) => {
  const trail = await findOwnTrail(call, context, 'TrailName');
  const basic = wire<Record<string, unknown>[] | undefined>(call.params['EventSelectors']);
  const advanced = wire<unknown[] | undefined>(call.params['AdvancedEventSelectors']);
  if ((basic?.length ?? 0) > 0 === (advanced?.length ?? 0) > 0) {
    throw new AwsError('InvalidEventSelectorsException', 'Specify either event selectors or advanced event selectors.');
  }
  if ((basic?.length ?? 0) > 5)
    throw new AwsError('InvalidEventSelectorsException', 'A trail has at most 5 event selectors.');
  const isBasic = basic !== undefined && basic.length > 0;
  trail.eventSelectors = isBasic ? basic.map(complete) : undefined;
  trail.advancedEventSelectors = isBasic ? undefined : advanced;
  return jsonAnswer(selectorsView(trail));
};

const insightsView = (trail: Trail): Record<string, unknown> => ({
  TrailARN: trail.arn,
  InsightSelectors: trail.insightSelectors,
});

export const getInsightSelectors: Handler = async (call, context) => {
  if (text(call, 'EventDataStore') !== undefined) throw notEnabled(text(call, 'EventDataStore')!);
  const trail = await findTrail(call, context, 'TrailName');
  refuseMembers(call, context, trail);
  if (trail.insightSelectors.length === 0) throw notEnabled(trail.arn);
  return jsonAnswer(insightsView(trail));
};

function notEnabled(arn: string): AwsError {
  return new AwsError(
    'InsightNotEnabledException',
    `${arn} does not have Insights enabled. Edit the trail settings to enable Insights, and then try the operation again.`,
  );
}

export const putInsightSelectors: Handler = async (call, context) => {
  const trail = await findOwnTrail(call, context, 'TrailName');
  trail.insightSelectors = wire<unknown[]>(call.params['InsightSelectors'] ?? []);
  return jsonAnswer(insightsView(trail));
};

export const getEventConfiguration: Handler = async (call, context) => {
  const trail = await findTrail(call, context, 'TrailName');
  refuseMembers(call, context, trail);
  return jsonAnswer({
    TrailARN: trail.arn,
    MaxEventSize: 'Standard',
    ContextKeySelectors: [],
    AggregationConfigurations: [],
    ...trail.eventConfiguration,
  });
};

export const putEventConfiguration: Handler = async (call, context) => {
  const trail = await findOwnTrail(call, context, 'TrailName');
  const { TrailName: _name, EventDataStore: _store, ...configuration } = call.params;
  trail.eventConfiguration = { ...trail.eventConfiguration, ...configuration };
  return jsonAnswer({ TrailARN: trail.arn, ...trail.eventConfiguration });
};
