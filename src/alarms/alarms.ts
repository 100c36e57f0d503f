import { account } from '#src/assets/account/model.ts';
import type { View } from '#src/core/asset.ts';
import { describeUnknown } from '#src/core/evaluate.ts';
import { fillMessage } from '#src/core/message.ts';
import { byText } from '#src/core/order.ts';
import { type SettingDefinitions, settingValues } from '#src/core/settings.ts';
import { attempt } from '#src/core/three-valued.ts';
import { UnknownRead } from '#src/core/unknown.ts';
import { unknownDetail } from '#src/core/unknown-detail.ts';
import { guardedView } from '#src/core/view.ts';
import type { World } from '#src/core/world.ts';
import { judgeIntent, type Verdict } from '#src/domain/alarm-chain/judge.ts';
import { intents } from '#src/domain/intents/catalogue.ts';
import type { Intent } from '#src/domain/intents/model.ts';
import { regionNames } from '#src/rules/cloudtrail/region-names.ts';
import { chainMessages, chainReads, patience } from '#src/rules/cloudwatch-logs/alarm-rule.ts';
import { rule as flowAlarm } from '#src/rules/cloudwatch-logs/CWL-019-vpc-flow-logs-alarm/rule.ts';
import { flowReads } from '#src/rules/cloudwatch-logs/flow-rule.ts';
import { type FlowRow, flowRows } from './flow-rows.ts';

/** What the table reads: all that the rules on the intents and on flow logs read together. */
export const alarmsNeed = {
  asset: account,
  reads: {
    ...chainReads,
    membership: true,
    trails: { ...chainReads.trails, bucketOwner: true, bucket: { location: true } },
    flowLogs: flowReads,
  },
} as const;

/** One account and one intent: is somebody told? */
export interface AlarmRow {
  readonly account: string;
  /** The rule on the intent: `CWL-003`. */
  readonly rule: string;
  readonly what: string;
  readonly state: 'covered' | 'broken' | 'unknown' | 'not-applicable';
  /** `alarm trail-changes on filter trail-changes` */
  readonly by: readonly string[];
  readonly told: readonly string[];
  /** What breaks, one sentence each, the first link first; or what is not known; or why it does not apply. */
  readonly because: readonly string[];
  /** The link of the first break. */
  readonly link?: string;
  readonly notes: readonly string[];
  /** The missing permission behind an unknown. */
  readonly permission?: string;
}

export interface AccountAlarms {
  readonly account: string;
  readonly rows: readonly AlarmRow[];
}

type AccountView = View<typeof account, (typeof alarmsNeed)['reads']>;

export interface AlarmsOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The settings of a rule, by its id; default: what the rules themselves have. */
  readonly settings?: (rule: string) => Readonly<Record<string, unknown>> | undefined;
}

/** The table of intents of every account of a world, one account at a time: no more than one is held. */
export function* alarms(world: World, options: AlarmsOptions): Generator<AccountAlarms> {
  for (const record of world.ofKind(account.name)) {
    const view = guardedView(world, account, record, alarmsNeed.reads);
    const rows = [
      ...intents.map((intent) => rowOf(intent, record.id, view, options)),
      ...flowRows.map((row) => flowRowOf(row, record.id, view, options)),
    ];
    yield { account: record.id, rows: rows.toSorted((a, b) => byText(a.rule, b.rule)) };
  }
}

/** A number that a rule is set to: the table judges as the rule does. */
function setting({ settings }: AlarmsOptions, rule: string, definitions: SettingDefinitions): number {
  const [name] = Object.keys(definitions) as [string];
  return Number(settingValues(definitions, settings?.(rule))[name]);
}

function flowRowOf({ rule, what, judge }: FlowRow, id: string, view: AccountView, options: AlarmsOptions): AlarmRow {
  const row = { account: id, rule, what, by: [], told: [], because: [], notes: [] };
  const verdict = attempt(() => judge(view.flowLogs, setting(options, flowAlarm.id, flowAlarm.settings!)));
  return { ...row, ...(verdict instanceof UnknownRead ? unknownRow(verdict) : verdict) };
}

function rowOf(intent: Intent, id: string, view: AccountView, options: AlarmsOptions): AlarmRow {
  const row = { account: id, rule: intent.id, what: intent.what, by: [], told: [], because: [], notes: [] };
  const elsewhere = intent.id === 'CWL-016' ? attempt(() => managementAccount(view)) : id;
  if (elsewhere instanceof UnknownRead) return { ...row, ...unknownRow(elsewhere) };
  if (elsewhere !== id) {
    const because =
      elsewhere === undefined
        ? 'The account belongs to no organisation.'
        : `Recorded in its management account ${elsewhere}.`;
    return { ...row, state: 'not-applicable', because: [because] };
  }
  const waits = setting(options, intent.id, patience);
  const verdict = attempt(() => judgeIntent(intent, view, { now: options.now, patience: waits }));
  if (verdict instanceof UnknownRead) return { ...row, ...unknownRow(verdict) };
  return { ...row, ...verdictRow(verdict, view) };
}

/** Changes to an organisation are recorded in its management account. */
function managementAccount({ membership }: AccountView): string | undefined {
  return membership?.managementAccount;
}

function unknownRow(read: UnknownRead): Pick<AlarmRow, 'state' | 'because' | 'permission'> {
  const { action } = read.unknown;
  return {
    state: 'unknown',
    because: [describeUnknown(unknownDetail(read))],
    ...(action === undefined ? {} : { permission: action }),
  };
}

function verdictRow(verdict: Verdict, { regions }: AccountView): Partial<AlarmRow> & Pick<AlarmRow, 'state'> {
  if (verdict.state === 'unknown') return unknownRow(verdict.pending);
  const via = {
    by: [...new Set(verdict.via.map(({ route }) => route))],
    told: [...new Set(verdict.via.map(({ told }) => told))],
    notes: [...new Set(verdict.via.flatMap(({ notes }) => notes))],
  };
  if (verdict.state === 'covered') return { state: 'covered', ...via };
  const because = verdict.breaks.map(({ link, events, regions: where, thing, why }) =>
    fillMessage(chainMessages[link], { events, regions: regionNames(where, regions.length), thing, why }),
  );
  return { state: 'broken', ...via, because, link: verdict.breaks[0].link };
}
