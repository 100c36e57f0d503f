import { account } from '#src/assets/account/model.ts';
import { alarm } from '#src/assets/alarm/model.ts';
import { bucket } from '#src/assets/bucket/model.ts';
import { eventRule } from '#src/assets/event-rule/model.ts';
import { key } from '#src/assets/key/model.ts';
import { logGroup } from '#src/assets/log-group/model.ts';
import { metricFilter } from '#src/assets/metric-filter/model.ts';
import { topic } from '#src/assets/topic/model.ts';
import { trail } from '#src/assets/trail/model.ts';
import type { Identity } from '#src/core/asset.ts';
import type { AssetRecord, World } from '#src/core/world.ts';
import type { Intent } from '#src/domain/intents/model.ts';
import { ACCOUNT, healthyFacts, HOME, ids } from '#src/testing/healthy.ts';
import { asset, missing, type SomeFacts, worldOf } from '#src/testing/world.ts';

export const at = (id: string, name: string, region = HOME): Identity => ({ id, name, account: ACCOUNT, region });

export const filterId = (name: string): string => `${ids.logGroup.id}/filter/${name}`;
export const alarmId = (name: string): string => `arn:aws:cloudwatch:${HOME}:${ACCOUNT}:alarm:${name}`;
export const topicId = (name = 'alarms', region = HOME): string => `arn:aws:sns:${region}:${ACCOUNT}:${name}`;
export const ruleId = (name: string, region = HOME): string => `arn:aws:events:${region}:${ACCOUNT}:rule/${name}`;

type Definition = { pattern?: string } & Partial<Record<string, unknown>>;

const NAMESPACE = 'CISBenchmark';

/** A filter, with the alarms that watch it (by default one of its own name). */
export function filter(
  name: string,
  { pattern = '{ $.eventName = * }', ...more }: Definition = {},
  alarms = [name],
): AssetRecord {
  return asset(metricFilter, at(filterId(name), name), {
    definition: {
      filterName: name,
      logGroupName: ids.logGroup.name,
      pattern,
      transformations: [{ namespace: NAMESPACE, metricName: name, metricValue: '1', dimensions: {} }],
      applyOnTransformedLogs: false,
      ...more,
    },
    alarmArns: alarms.map(alarmId),
  });
}

/** One transformation of a filter, different from the usual one. */
export const publishing = (name: string, changes: object) => ({
  transformations: [{ namespace: NAMESPACE, metricName: name, metricValue: '1', dimensions: {}, ...changes }],
});

/** An alarm on the metric of its own name: one event in five minutes. */
export function alarmOn(name: string, changes: object = {}, composites: unknown = []): AssetRecord {
  return asset(alarm, at(alarmId(name), name), {
    definition: {
      actionsEnabled: true,
      alarmActions: [topicId()],
      namespace: NAMESPACE,
      metricName: name,
      dimensions: [],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 1,
      threshold: 1,
      comparison: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      metrics: [],
      ...changes,
    },
    composites,
  } as SomeFacts<typeof alarm>);
}

/** The policy that SNS gives a new topic. */
export function defaultTopicPolicy(arn: string): string {
  const actions = [
    'GetTopicAttributes',
    'SetTopicAttributes',
    'AddPermission',
    'RemovePermission',
    'DeleteTopic',
    'Subscribe',
    'ListSubscriptionsByTopic',
    'Publish',
  ];
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: actions.map((action) => `SNS:${action}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': ACCOUNT } },
      },
    ],
  });
}

/** A policy that lets a service publish. */
export function servicePolicy(service: string, arn: string, condition?: object): string {
  const Principal = { Service: `${service}.amazonaws.com` };
  const statement = {
    Effect: 'Allow',
    Principal,
    Action: 'sns:Publish',
    Resource: arn,
    ...(condition && { Condition: condition }),
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

export function topicOf(
  changes: { policy?: string | undefined; kmsKeyId?: string; subscriptions?: unknown } = {},
  name = 'alarms',
  region = HOME,
): AssetRecord {
  const id = topicId(name, region);
  const { subscriptions = [{ protocol: 'email', endpoint: 'security@example.com', confirmed: true }], ...attributes } =
    changes;
  return asset(topic, at(id, name, region), {
    attributes: { policy: defaultTopicPolicy(id), fifo: false, ...attributes },
    subscriptions,
  } as SomeFacts<typeof topic>);
}

export function keyOf(changes: object = {}): AssetRecord {
  const identity = ids.key;
  const metadata = { ...healthyFacts.key.metadata, ...changes };
  return asset(key, identity, { metadata, policy: keyPolicy('cloudwatch') });
}

export function keyPolicy(service: string): string {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: `${service}.amazonaws.com` },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

export interface RuleChanges {
  readonly name?: string;
  readonly region?: string;
  readonly pattern?: object;
  readonly state?: string;
  readonly managedBy?: string;
  readonly targets?: unknown;
}

/** An EventBridge rule whose target is the topic `alarms` of its region. */
export function ruleOf({
  name = 'told',
  region = HOME,
  pattern = {},
  state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
  managedBy,
  targets,
}: RuleChanges): AssetRecord {
  return asset(eventRule, at(ruleId(name, region), name, region), {
    definition: { busName: 'default', state, pattern: JSON.stringify(pattern), managedBy },
    targets: targets ?? [{ id: 'topic', arn: topicId('alarms', region) }],
  } as SomeFacts<typeof eventRule>);
}

export interface AlarmWorldChanges {
  readonly account?: SomeFacts<typeof account>;
  readonly trail?: SomeFacts<typeof trail>;
  readonly bucket?: SomeFacts<typeof bucket>;
  readonly logGroup?: SomeFacts<typeof logGroup>;
  readonly filters?: readonly AssetRecord[];
  readonly alarms?: readonly AssetRecord[];
  readonly topics?: readonly AssetRecord[];
  readonly rules?: readonly AssetRecord[];
  readonly more?: readonly AssetRecord[];
  readonly without?: readonly ('trail' | 'logGroup')[];
}

/** The account of `healthy.ts` with the whole chain for one intent: filter, alarm and topic. */
export function alarmWorld(intent: Intent, changes: AlarmWorldChanges = {}): World {
  const filters = changes.filters ?? [filter(intent.name, { pattern: intent.filter })];
  const alarms = changes.alarms ?? filters.map(({ name }) => alarmOn(name));
  const rules = changes.rules ?? [];
  const without = changes.without ?? [];
  return worldOf([
    asset(account, ids.account, {
      ...healthyFacts.account,
      trailArns: without.includes('trail') ? [] : [ids.trail.id],
      eventRuleArns: rules.map(({ id }) => id),
      ...changes.account,
    }),
    ...(without.includes('trail') ? [] : [asset(trail, ids.trail, { ...healthyFacts.trail, ...changes.trail })]),
    asset(bucket, ids.bucket, { location: healthyFacts.bucket.location, ...changes.bucket }),
    without.includes('logGroup')
      ? missing(logGroup, ids.logGroup)
      : asset(logGroup, ids.logGroup, {
          configuration: healthyFacts.logGroup.configuration,
          transformation: undefined,
          metricFilterIds: filters.map(({ id }) => id),
          ...changes.logGroup,
        }),
    ...filters,
    ...alarms,
    ...(changes.topics ?? [topicOf()]),
    ...rules,
    ...(changes.more ?? []),
  ]);
}
