import { account } from '#src/assets/account/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { flowFilterStep } from '#src/domain/alarm-chain/flow.ts';
import { allFlows, failWith, flowMessages, hasWatched, NO_FLOW_LOGS } from '../flow-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CWL-018',
  slug: 'vpc-flow-logs-metric-filter',
  title: 'A metric filter counts the rejected traffic of VPC flow logs',
  severity: 'high',
  pillars: ['security'],
  aliases: { Conformity: ['CWL-018'] },
  controls,
  asset: account,
  reads: { flowLogs: { configuration: true, logGroup: { transformation: true, metricFilters: { definition: true } } } },
  messages: flowMessages,
  evaluate({ flowLogs }, verdicts) {
    if (!hasWatched(flowLogs)) return verdicts.notApplicable(NO_FLOW_LOGS);
    const step = allFlows(flowLogs, flowFilterStep);
    if (step.kind === 'unknown') throw step.pending;
    return step.kind === 'broken' ? failWith(step.at, verdicts) : verdicts.pass();
  },
});
