import { defineCollector } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { defaultFormat } from '#src/domain/intents/flow-logs.ts';
import { locateByArn } from '../locate.ts';
import { flowLog } from './model.ts';
import { describeFlowLogs } from './operations.ts';

const isLogGroup = (destination = ''): destination is string => /^arn:[^:]+:logs:.*:log-group:/.test(destination);

export const collectFlowLog = defineCollector({
  kind: flowLog,
  locate: {
    operations: [],
    // Ids come from the list of flow logs, so what is named exists.
    find: async (id, context) => locateByArn(id, context, (resource) => resource.replace(/^vpc-flow-log\//, '')),
  },
  facts: {
    configuration: {
      operations: [describeFlowLogs],
      async collect({ self, observeAll }) {
        const found = await observeAll(describeFlowLogs, {}, (item) => item);
        let unread: Unknown | undefined;
        for (const raw of found) {
          if (raw instanceof Unknown) unread = raw;
          else if (raw.FlowLogId === self.name) {
            return {
              flowLogId: raw.FlowLogId,
              resourceId: raw.ResourceId,
              trafficType: raw.TrafficType,
              status: raw.FlowLogStatus,
              deliverStatus: raw.DeliverLogsStatus,
              deliverError: raw.DeliverLogsErrorMessage || undefined,
              destinationType: raw.LogDestinationType,
              logGroupName: raw.LogGroupName,
              ...(isLogGroup(raw.LogDestination) ? { logGroupArn: raw.LogDestination.replace(/:\*$/, '') } : {}),
              format: raw.LogFormat ?? defaultFormat,
            };
          }
        }
        return unread;
      },
    },
  },
});
