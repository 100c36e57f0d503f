import { z } from 'zod';
import { definePagedOperation } from '#src/core/operation.ts';

const rawRule = z.object({
  Name: z.string(),
  Arn: z.string(),
  EventPattern: z.string().optional(),
  State: z.string().default('ENABLED'),
  EventBusName: z.string().default('default'),
  ManagedBy: z.string().optional(),
});

export const listRules = definePagedOperation({
  service: 'eventbridge',
  name: 'ListRules',
  permission: 'events:ListRules',
  item: rawRule,
  pages: { items: 'Rules', nextToken: 'NextToken', token: 'NextToken' },
});

const rawTarget = z.object({ Id: z.string(), Arn: z.string(), RoleArn: z.string().optional() });

export const listTargetsByRule = definePagedOperation({
  service: 'eventbridge',
  name: 'ListTargetsByRule',
  permission: 'events:ListTargetsByRule',
  item: rawTarget,
  pages: { items: 'Targets', nextToken: 'NextToken', token: 'NextToken' },
});
