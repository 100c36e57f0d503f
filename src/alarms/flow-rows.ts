import type { View } from '#src/core/asset.ts';
import type { account } from '#src/assets/account/model.ts';
import { fillMessage } from '#src/core/message.ts';
import { flowAlarmStep, flowFilterStep } from '#src/domain/alarm-chain/flow.ts';
import type { Break, Step } from '#src/domain/alarm-chain/step.ts';
import { rule as alarmRule } from '#src/rules/cloudwatch-logs/CWL-019-vpc-flow-logs-alarm/rule.ts';
import { rule as filterRule } from '#src/rules/cloudwatch-logs/CWL-018-vpc-flow-logs-metric-filter/rule.ts';
import {
  allFlows,
  type flowReads,
  hasWatched,
  NO_FLOW_LOGS,
  NOT_COUNTED,
} from '#src/rules/cloudwatch-logs/flow-rule.ts';
import type { AlarmRow } from './alarms.ts';

type FlowLogs = View<typeof account, { flowLogs: typeof flowReads }>['flowLogs'];
type Verdict = Partial<AlarmRow> & Pick<AlarmRow, 'state'>;

/** Rejected traffic of VPC flow logs: whether a filter counts it (CWL-018), and whether somebody is told (CWL-019). */
export interface FlowRow {
  readonly rule: string;
  readonly what: string;
  /** Throws `UnknownRead` where it cannot be told. */
  readonly judge: (flowLogs: FlowLogs, maximumRecords: number) => Verdict;
}

export const flowRows: readonly FlowRow[] = [
  {
    rule: filterRule.id,
    what: 'Rejected traffic of VPC flow logs, counted',
    judge: (flowLogs) => {
      if (!hasWatched(flowLogs)) return doesNotApply(NO_FLOW_LOGS);
      return verdictOf(allFlows(flowLogs, flowFilterStep), filterRule.messages);
    },
  },
  {
    rule: alarmRule.id,
    what: 'Rejected traffic of VPC flow logs',
    judge: (flowLogs, maximumRecords) => {
      if (!hasWatched(flowLogs)) return doesNotApply(NO_FLOW_LOGS);
      if (allFlows(flowLogs, flowFilterStep).kind === 'broken') return doesNotApply(NOT_COUNTED);
      return verdictOf(
        allFlows(flowLogs, (flowLog) => flowAlarmStep(flowLog, maximumRecords)),
        alarmRule.messages,
      );
    },
  },
];

const doesNotApply = (because: string): Verdict => ({ state: 'not-applicable', because: [because] });

function verdictOf(step: Step, messages: Readonly<Partial<Record<Break['link'], string>>>): Verdict {
  if (step.kind === 'unknown') throw step.pending;
  if (step.kind === 'broken') {
    const { link, thing, why } = step.at;
    return { state: 'broken', because: [fillMessage(messages[link]!, { thing, why })], link };
  }
  const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
  return {
    state: 'covered',
    by: distinct(step.via.map(({ route }) => route)),
    told: distinct(step.via.map(({ told }) => told)),
    notes: distinct(step.via.flatMap(({ notes }) => notes)),
  };
}
