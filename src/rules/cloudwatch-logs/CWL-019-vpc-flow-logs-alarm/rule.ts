import { account } from '#src/assets/account/model.ts';
import { listNames } from '#src/core/message.ts';
import { defineRule } from '#src/core/rule.ts';
import { flowAlarmStep, flowFilterStep } from '#src/domain/alarm-chain/flow.ts';
import { chainMessages } from '../alarm-rule.ts';
import { allFlows, failWith, flowReads, hasWatched, NO_FLOW_LOGS, NOT_COUNTED } from '../flow-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CWL-019',
  slug: 'vpc-flow-logs-alarm',
  title: 'Somebody is told of rejected traffic that VPC flow logs record',
  severity: 'high',
  pillars: ['security'],
  aliases: { Conformity: ['CWL-019'] },
  controls,
  asset: account,
  reads: { flowLogs: flowReads },
  settings: {
    maximumRecords: {
      default: 100,
      min: 1,
      max: 100_000,
      description: 'How many rejected records within one period the alarm may wait for before it goes off.',
    },
  },
  messages: {
    noAlarm: chainMessages.noAlarm,
    alarmCannotFire: 'Alarm {thing} does not go off on rejected traffic: {why}.',
    actionsOff: chainMessages.actionsOff,
    nobodyTold: chainMessages.nobodyTold,
  },
  evaluate({ flowLogs }, verdicts, { settings }) {
    if (!hasWatched(flowLogs)) return verdicts.notApplicable(NO_FLOW_LOGS);
    const counted = allFlows(flowLogs, flowFilterStep);
    if (counted.kind === 'broken') {
      return verdicts.notApplicable(NOT_COUNTED);
    }
    const step = allFlows(flowLogs, (flowLog) => flowAlarmStep(flowLog, settings.maximumRecords));
    if (step.kind === 'unknown') throw step.pending;
    if (step.kind === 'broken') return failWith(step.at, verdicts);
    const told = new Set(step.via.map((via) => `${via.told} by ${via.route}`));
    const notes = new Set(step.via.flatMap((via) => via.notes));
    return verdicts.pass([`Told: ${listNames([...told], 4)}.`, ...notes].join(' '));
  },
});
