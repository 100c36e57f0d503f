import { z } from 'zod';
import { defineOperation } from '#src/core/operation.ts';

export const listRules = defineOperation({
  service: 'eventbridge',
  name: 'ListRules',
  permission: 'events:ListRules',
  output: z.object({ Rules: z.array(z.unknown()).default([]), NextToken: z.string().optional() }),
  pages: { items: 'Rules', nextToken: 'NextToken', token: 'NextToken' },
});

export const listTargetsByRule = defineOperation({
  service: 'eventbridge',
  name: 'ListTargetsByRule',
  permission: 'events:ListTargetsByRule',
  output: z.object({ Targets: z.array(z.unknown()).default([]), NextToken: z.string().optional() }),
  pages: { items: 'Targets', nextToken: 'NextToken', token: 'NextToken' },
});

export const rawRule = z.object({
  Name: z.string(),
  Arn: z.string(),
  EventPattern: z.string().optional(),
  State: z.string().default('ENABLED'),
  EventBusName: z.string().default('default'),
});

export const rawTarget = z.object({ Id: z.string(), Arn: z.string(), RoleArn: z.string().optional() });
