import { account } from '#src/assets/account/model.ts';
import { flowLog } from '#src/assets/flow-log/model.ts';
import { logGroup } from '#src/assets/log-group/model.ts';
import type { AssetRecord, World } from '#src/core/world.ts';
import { defaultFormat, rejectFilter } from '#src/domain/intents/flow-logs.ts';
import { ACCOUNT, healthyFacts, HOME, ids } from '#src/testing/healthy.ts';
import { asset, missing, type SomeFacts, worldOf } from '#src/testing/world.ts';
import { alarmOn, at, filter, topicOf } from './alarm-world.ts';

const flowLogId = `arn:aws:ec2:${HOME}:${ACCOUNT}:vpc-flow-log/fl-0a1b2c3d4e5f60718`;

export interface FlowWorldChanges {
  readonly account?: SomeFacts<typeof account>;
  readonly flowLog?: object;
  readonly logGroup?: SomeFacts<typeof logGroup>;
  readonly filters?: readonly AssetRecord[];
  readonly alarms?: readonly AssetRecord[];
  readonly topics?: readonly AssetRecord[];
  readonly more?: readonly AssetRecord[];
  readonly noLogGroup?: boolean;
}

/** A VPC flow log with filter, alarm and topic for rejected traffic. */
export function flowWorld(changes: FlowWorldChanges = {}): World {
  const filters = changes.filters ?? [filter('Rejected', { pattern: rejectFilter(defaultFormat) })];
  return worldOf([
    asset(account, ids.account, { ...healthyFacts.account, flowLogArns: [flowLogId], ...changes.account }),
    asset(flowLog, at(flowLogId, 'fl-0a1b2c3d4e5f60718'), {
      configuration: {
        flowLogId: 'fl-0a1b2c3d4e5f60718',
        resourceId: 'vpc-0a1b2c3d4e5f60718',
        trafficType: 'ALL',
        status: 'ACTIVE',
        deliverStatus: 'SUCCESS',
        destinationType: 'cloud-watch-logs',
        logGroupName: ids.logGroup.name,
        format: defaultFormat,
        ...changes.flowLog,
      },
    }),
    changes.noLogGroup
      ? missing(logGroup, ids.logGroup)
      : asset(logGroup, ids.logGroup, {
          configuration: healthyFacts.logGroup.configuration,
          transformation: undefined,
          metricFilterIds: filters.map(({ id }) => id),
          ...changes.logGroup,
        }),
    ...filters,
    ...(changes.alarms ?? filters.map(({ name }) => alarmOn(name))),
    ...(changes.topics ?? [topicOf()]),
    ...(changes.more ?? []),
  ]);
}
