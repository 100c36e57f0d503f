import { expect, test } from 'vitest';
import type { CollectContext, Observer } from '#src/core/collector.ts';
import { collectFlowLog } from './collect.ts';

const group = 'arn:aws:logs:eu-west-1:222222222222:log-group:central';

test.each([
  ['the ARN of a log group', `${group}:*`, group],
  ['a bucket', 'arn:aws:s3:::flows', undefined],
  ['nothing', undefined, undefined],
])('the log group’s ARN where the destination is %s', async (_, LogDestination, logGroupArn) => {
  const observeAll: Observer['observeAll'] = async (operation, _input, read) => [
    read(operation.item.parse({ FlowLogId: 'fl-1', LogDestination })),
  ];
  const context = { self: { name: 'fl-1' }, observeAll } as unknown as CollectContext;
  const found = await collectFlowLog.facts.configuration.collect(context);
  expect((found as { logGroupArn?: string }).logGroupArn).toBe(logGroupArn);
});
