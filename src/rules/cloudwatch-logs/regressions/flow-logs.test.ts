import { expect, test } from 'vitest';
import { rule } from '../CWL-019-vpc-flow-logs-alarm/rule.ts';
import { filter } from '../testing/alarm-world.ts';
import { flowWorld } from '../testing/flow-world.ts';
import { findingOf } from '../testing/verdict.ts';

test.each([
  ['ALL', true],
  ['REJECT', false],
])('a filter that matches everything, on a flow log of %s traffic, cries wolf: %s', (trafficType, wolf) => {
  const filters = [filter('Rejected', { pattern: '' })];
  const { outcome, message } = findingOf(rule, flowWorld({ flowLog: { trafficType }, filters }));
  expect([outcome, message.includes('cries wolf')]).toEqual(['pass', wolf]);
});
