import { topic } from '#src/assets/topic/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import type { Intent } from '#src/domain/intents/model.ts';
import { configuration, healthyFacts, ids, REGIONS, status } from '#src/testing/healthy.ts';
import type { Row, RuleTable } from '#src/testing/test-rule.ts';
import { missing } from '#src/testing/world.ts';
import {
  alarmId,
  alarmOn,
  alarmWorld,
  type AlarmWorldChanges,
  filter,
  keyOf,
  publishing,
  ruleOf,
  servicePolicy,
  topicId,
  topicOf,
} from './alarm-world.ts';

const denied = (action: string): Unknown => new Unknown('access-denied', 'denied', action);

const unlistedIn = (region: string): Unknown => new Unknown('throttled', 'gave up', undefined, region);

/** The rows that every alarm rule has: one for each link of the chain, and the ways to keep it whole. */
export function alarmRows(intent: Intent, base: AlarmWorldChanges = {}): RuleTable {
  const { name } = intent;
  const world = (changes: AlarmWorldChanges = {}) =>
    alarmWorld(intent, { ...base, ...changes, account: { ...base.account, ...changes.account } });
  const withAlarm = (changes: object, composites: unknown = []) =>
    world({ alarms: [alarmOn(name, changes, composites)] });
  const withFilter = (changes: Record<string, unknown>) =>
    world({ filters: [filter(name, { pattern: intent.filter, ...changes })] });
  const rules = (regions: readonly string[], state?: string) =>
    regions.map((region) =>
      ruleOf({ region, pattern: intent.eventPattern, ...(state === undefined ? {} : { state }) }),
    );
  const busTopics = REGIONS.map((region) =>
    topicOf({ policy: servicePolicy('events', topicId('alarms', region)) }, 'alarms', region),
  );
  return {
    pass: {
      'filter, alarm, topic and a confirmed subscriber': world(),
      'the filter matches everything': withFilter({ pattern: '' }),
      'the alarm sees only the unit that the filter publishes': world({
        filters: [filter(name, { pattern: intent.filter, ...publishing(name, { unit: 'Count' }) })],
        alarms: [alarmOn(name, { unit: 'Count' })],
      }),
      'a composite alarm tells': world({
        alarms: [
          alarmOn(name, { actionsEnabled: true, alarmActions: [] }, [
            {
              arn: alarmId('all'),
              name: 'all',
              rule: `ALARM("${name}") OR ALARM("other")`,
              actionsEnabled: true,
              alarmActions: [topicId()],
            },
          ]),
        ],
      }),
      'an encrypted topic whose key lets alarms use it': world({
        topics: [topicOf({ kmsKeyId: ids.key.id })],
        more: [keyOf()],
      }),
      'the transformer leaves what the filter looks at where it was': world({
        filters: [filter(name, { pattern: intent.filter, applyOnTransformedLogs: true })],
        logGroup: { transformation: { processors: ['parseJSON'], level: 'log-group' } },
      }),
      'a rule of EventBridge in every region tells': world({ filters: [], rules: rules(REGIONS), topics: busTopics }),
    },
    fail: {
      'no trail': { world: world({ without: ['trail'] }), message: 'noTrail' },
      'the trail is stopped': {
        world: world({
          trail: { status: status(Object.fromEntries(REGIONS.map((region) => [region, { isLogging: false }]))) },
        }),
        message: 'noTrail',
      },
      'the trail sends nothing to CloudWatch Logs': {
        world: world({
          trail: { configuration: { ...configuration({}), logGroupArn: undefined } },
        }),
        message: 'notDelivered',
        says: ['sends nothing'],
      },
      'delivery reports an error': {
        world: world({
          trail: {
            status: status(
              Object.fromEntries(
                REGIONS.map((region) => [region, { latestCloudWatchLogsDeliveryError: 'AccessDenied' }]),
              ),
            ),
          },
        }),
        message: 'notDelivered',
        says: ['AccessDenied'],
      },
      'the log group does not exist': {
        world: world({ without: ['logGroup'] }),
        message: 'notDelivered',
        says: ['does not exist'],
      },
      'no filter': { world: world({ filters: [] }), message: 'noFilter' },
      'no filter, and a region where no such event happens did not list its trails and rules': {
        world: world({
          filters: [],
          account: {
            regions: [...REGIONS, 'af-south-1'],
            trailArns: [ids.trail.id, unlistedIn('af-south-1')],
            eventRuleArns: [unlistedIn('af-south-1')],
          },
        }),
        message: 'noFilter',
      },
      'log groups of its class have no filters': {
        world: world({
          filters: [],
          logGroup: { configuration: { ...healthyFacts.logGroup.configuration, logGroupClass: 'INFREQUENT_ACCESS' } },
        }),
        message: 'noFilter',
        says: ['INFREQUENT_ACCESS'],
      },
      'only filters for other things': {
        world: world({ filters: [filter('other', { pattern: '{ $.eventName = GetCallerIdentity }' })] }),
        message: 'noFilter',
      },
      'the filter can never match': {
        world: withFilter({ pattern: `{ ($.eventName = "${intent.words[0]}") && ($.eventName = "another") }` }),
        message: 'filterNever',
      },
      'the filter is narrowed to an address': {
        world: withFilter({ pattern: narrowed(intent.filter, '$.sourceIPAddress = "198.51.100.17"') }),
        message: 'filterMisses',
        says: [name],
      },
      'no alarm': {
        world: world({ filters: [filter(name, { pattern: intent.filter }, [])], alarms: [] }),
        message: 'noAlarm',
      },
      'the alarm asks for more than ever happens': {
        world: withAlarm({ threshold: 2000 }),
        message: 'alarmCannotFire',
        says: ['2000'],
      },
      'the alarm sees only a unit that the filter does not publish': {
        world: withAlarm({ unit: 'Seconds' }),
        message: 'alarmCannotFire',
        says: ['in Seconds', 'without a unit'],
      },
      'the filter publishes zero': {
        world: withFilter(publishing(name, { metricValue: '0' })),
        message: 'alarmCannotFire',
      },
      'the actions are switched off': { world: withAlarm({ actionsEnabled: false }), message: 'actionsOff' },
      'the alarm has no action': { world: withAlarm({ alarmActions: [] }), message: 'nobodyTold', says: ['no action'] },
      'the topic does not exist': {
        world: world({ topics: [missing(topic, topicOf())] }),
        message: 'nobodyTold',
        says: ['does not exist'],
      },
      'nobody has subscribed': {
        world: world({ topics: [topicOf({ subscriptions: [] })] }),
        message: 'nobodyTold',
        says: ['nobody has subscribed'],
      },
      'the subscription is not confirmed': {
        world: world({
          topics: [topicOf({ subscriptions: [{ protocol: 'email', endpoint: 'a@example.com', confirmed: false }] })],
        }),
        message: 'nobodyTold',
        says: ['no subscription is confirmed'],
      },
      'the topic lets only another service publish': {
        world: world({ topics: [topicOf({ policy: servicePolicy('s3', topicId()) })] }),
        message: 'nobodyTold',
        says: ['does not let cloudwatch.amazonaws.com publish'],
      },
      'the topic is encrypted with the key that AWS manages': {
        world: world({ topics: [topicOf({ kmsKeyId: ids.key.id })], more: [keyOf({ manager: 'AWS' })] }),
        message: 'nobodyTold',
        says: ['AWS manages'],
      },
      'the rule of EventBridge is disabled': {
        world: world({ filters: [], rules: rules(REGIONS, 'DISABLED'), topics: busTopics }),
        message: 'eventRule',
        says: ['disabled'],
      },
    } satisfies Record<string, Row>,
    unknown: {
      'the log group belongs to an account outside the scan': {
        world: world({
          trail: {
            configuration: configuration({ logGroupArn: 'arn:aws:logs:eu-west-1:999999999999:log-group:central:*' }),
          },
        }),
      },
      'filters may not be listed': {
        world: world({ logGroup: { metricFilterIds: denied('logs:DescribeMetricFilters') } }),
        action: 'logs:DescribeMetricFilters',
      },
      'the filter sees events that a transformer has rewritten': world({
        filters: [filter(name, { pattern: intent.filter, applyOnTransformedLogs: true })],
        logGroup: { transformation: { processors: ['parseToOCSF'], level: 'log-group' } },
      }),
      'subscriptions may not be listed': {
        world: world({ topics: [topicOf({ subscriptions: denied('sns:ListSubscriptionsByTopic') })] }),
        action: 'sns:ListSubscriptionsByTopic',
      },
      'rules of EventBridge may not be listed, and nothing else tells': {
        world: world({ filters: [], account: { eventRuleArns: [denied('events:ListRules')] } }),
        action: 'events:ListRules',
      },
    },
    notApplicable: {},
  };
}

/** The filter with one more condition. */
export function narrowed(pattern: string, condition: string): string {
  return `{ (${pattern.slice(1, -1).trim()}) && (${condition}) }`;
}
