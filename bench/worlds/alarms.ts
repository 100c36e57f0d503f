import { account } from '#src/assets/account/model.ts';
import { alarm } from '#src/assets/alarm/model.ts';
import { logGroup } from '#src/assets/log-group/model.ts';
import { metricFilter } from '#src/assets/metric-filter/model.ts';
import { topic } from '#src/assets/topic/model.ts';
import { trail } from '#src/assets/trail/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import { createWorld, type World } from '#src/core/world.ts';
import { intents } from '#src/domain/intents/catalogue.ts';
import { accountIds, HOME, putter, RECENT, REGIONS } from './organisation.ts';

/**
 * Accounts with a trail, a log group and one filter and alarm for each intent. Every third account names a
 * region in a filter, so that each region is judged on its own; every fifth has an alarm that cannot go off; every
 * seventh a region that is stopped; every eleventh a topic that could not be read. Made data, for scale only.
 */
export function makeWorld(accounts: number): World {
  const ids = accountIds(accounts);
  const world = createWorld(ids);
  const put = putter(world);
  for (const [index, id] of ids.entries()) {
    const at = (service: string, resource: string): string => `arn:aws:${service}:${HOME}:${id}:${resource}`;
    const group = at('logs', 'log-group:audit');
    const alarms = at('sns', 'alarms');
    put(account, id, id, {
      partition: 'aws',
      regions: REGIONS,
      membership: { id: 'o-1', managementAccount: ids[0] },
      trailArns: [at('cloudtrail', 'trail/main')],
      eventRuleArns: [],
      flowLogArns: [],
    });
    put(trail, at('cloudtrail', 'trail/main'), id, {
      configuration: {
        bucketName: `logs-${id}`,
        includeGlobalServiceEvents: true,
        isMultiRegion: true,
        homeRegion: HOME,
        logFileValidation: true,
        isOrganization: false,
        logGroupArn: `${group}:*`,
      },
      status: { [id]: status(index) },
      eventSelectors: { advanced: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }] }] },
      bucketOwner: { standing: 'in-scan', account: id },
    });
    put(logGroup, group, id, {
      configuration: { name: 'audit', logGroupClass: 'STANDARD' },
      transformation: undefined,
      metricFilterIds: intents.map(({ name }) => `${group}/filter/${name}`),
    });
    for (const [number, { name, filter }] of intents.entries()) {
      const isOwn = index % 3 === 2 && number === 5;
      put(metricFilter, `${group}/filter/${name}`, id, {
        definition: {
          filterName: name,
          logGroupName: 'audit',
          pattern: isOwn ? `{ (${filter.slice(1, -1)}) && ($.awsRegion != us-gov-east-1) }` : filter,
          transformations: [{ namespace: 'Audit', metricName: name, metricValue: '1', dimensions: {} }],
          applyOnTransformedLogs: false,
        },
        alarmArns: [at('cloudwatch', `alarm:${name}`)],
      });
      put(alarm, at('cloudwatch', `alarm:${name}`), id, {
        definition: {
          actionsEnabled: true,
          alarmActions: [alarms],
          namespace: 'Audit',
          metricName: name,
          dimensions: [],
          statistic: 'Sum',
          period: 300,
          evaluationPeriods: 1,
          threshold: index % 5 === 4 && number === 9 ? 10 : 1,
          comparison: 'GreaterThanOrEqualToThreshold',
          treatMissingData: 'notBreaching',
          metrics: [],
        },
        composites: [],
      });
    }
    put(topic, alarms, id, {
      attributes: { fifo: false },
      subscriptions:
        index % 11 === 10
          ? new Unknown('access-denied', 'denied', 'sns:ListSubscriptionsByTopic')
          : [{ protocol: 'email', endpoint: 'security@example.com', confirmed: true }],
    });
  }
  return world;
}

function status(index: number): Record<string, unknown> {
  return Object.fromEntries(
    REGIONS.map((region, at) => [
      region,
      { isLogging: !(index % 7 === 6 && at === 5), latestCloudWatchLogsDeliveryTime: RECENT },
    ]),
  );
}
