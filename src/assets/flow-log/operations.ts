import { z } from 'zod';
import { definePagedOperation } from '#src/core/operation.ts';

const rawFlowLog = z.object({
  FlowLogId: z.string(),
  ResourceId: z.string().default(''),
  TrafficType: z.string().default('ALL'),
  FlowLogStatus: z.string().default('ACTIVE'),
  DeliverLogsStatus: z.string().optional(),
  DeliverLogsErrorMessage: z.string().optional(),
  LogDestinationType: z.string().default('cloud-watch-logs'),
  LogGroupName: z.string().optional(),
  LogDestination: z.string().optional(),
  LogFormat: z.string().optional(),
});

export const describeFlowLogs = definePagedOperation({
  service: 'ec2',
  name: 'DescribeFlowLogs',
  item: rawFlowLog,
  pages: { items: 'FlowLogs', nextToken: 'NextToken', token: 'NextToken' },
});
