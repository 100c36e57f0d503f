import { z } from 'zod';
import { defineOperation } from '#src/core/operation.ts';

export const describeFlowLogs = defineOperation({
  service: 'ec2',
  name: 'DescribeFlowLogs',
  output: z.object({ FlowLogs: z.array(z.unknown()).default([]), NextToken: z.string().optional() }),
  pages: { items: 'FlowLogs', nextToken: 'NextToken', token: 'NextToken' },
});

export const rawFlowLog = z.object({
  FlowLogId: z.string(),
  ResourceId: z.string().default(''),
  TrafficType: z.string().default('ALL'),
  FlowLogStatus: z.string().default('ACTIVE'),
  DeliverLogsStatus: z.string().optional(),
  DeliverLogsErrorMessage: z.string().optional(),
  LogDestinationType: z.string().default('cloud-watch-logs'),
  LogGroupName: z.string().optional(),
  LogFormat: z.string().optional(),
});
