import { account } from '#src/assets/account/model.ts';
import type { View } from '#src/core/asset.ts';
import { listNames } from '#src/core/message.ts';
import type { Verdicts } from '#src/core/rule.ts';
import type { AccountInput } from '#src/domain/alarm-chain/inputs.ts';
import { judgeIntent, type Verdict } from '#src/domain/alarm-chain/judge.ts';
import type { BrokenEvents } from '#src/domain/alarm-chain/summarise.ts';
import type { Intent } from '#src/domain/intents/model.ts';
import { regionNames } from '../cloudtrail/region-names.ts';

const topic = {
  attributes: true,
  subscriptions: true,
  key: { metadata: true, policy: true },
} as const;

/** The chain behind a log group: filters, alarms, topics. */
export const logGroupReads = {
  configuration: true,
  transformation: true,
  metricFilters: {
    definition: true,
    alarms: { definition: true, topics: topic, composites: true, compositeTopics: topic },
  },
} as const;

/** Everything that decides whether somebody is told of an event. */
export const chainReads = {
  regions: true,
  trails: { configuration: true, status: true, eventSelectors: true, logGroup: logGroupReads },
  eventRules: { definition: true, targets: true, topics: topic },
} as const;

/** One message a link: see `src/domain/alarm-chain/step.ts`. */
export const chainMessages = {
  noTrail: 'No active trail records {events} in {regions}.',
  notDelivered: '{events} in {regions} do not reach CloudWatch Logs: {why}.',
  noFilter: 'Log group {thing} has no metric filter for {events}{why}.',
  filterNever: 'Metric filter {thing} can never match an event: {why}.',
  filterMisses: 'Metric filter {thing} misses {events} in {regions}.',
  eventRule: 'EventBridge rule {thing} does not tell of {events} in {regions}: {why}.',
  noAlarm: 'No alarm watches {thing}.',
  alarmCannotFire: 'Alarm {thing} does not go off on {events}: {why}.',
  actionsOff: 'The actions of alarm {thing} are switched off.',
  nobodyTold: '{thing} tells nobody: {why}.',
} as const;

/** The setting of rules where repetition is the point. */
export const patience = {
  maximumEvents: {
    default: 5,
    min: 1,
    max: 1000,
    description: 'How many such events within one period an alarm may wait for before it goes off.',
  },
} as const;

type Speaker = Verdicts<Record<string, string>>;

/** Says a verdict on a chain: the first break is the message, further ones stand as causes. */
export function speak(verdict: Verdict, verdicts: unknown, regionCount: number): void {
  // The messages of all rules that speak here are those above: the type of each rule's own would only repeat them.
  const { pass, fail } = verdicts as Speaker;
  if (verdict.state === 'unknown') throw verdict.pending;
  if (verdict.state === 'covered') return pass(coveredNote(verdict));
  const [first, ...others] = verdict.breaks;
  const { link, thing, why } = first;
  const data: Record<string, string> = { ...whatWhere(first, regionCount), thing, why };
  const causes = others.map((one) => ({
    id: one.link,
    channel: 'alarm',
    message: `${one.thing} ${one.why} (${one.events})`.trim(),
  }));
  (fail as (id: string, data: Record<string, string>, detail: object) => void)(link, data, { causes });
}

/** Events and regions as the message joins them with `in`; what is lost in other regions than the rest is said apart. */
function whatWhere({ link, apart }: BrokenEvents, regionCount: number): { events: string; regions: string } {
  const isNegated = link === 'noTrail';
  // "No trail records it in all regions" would also be true of a trail that records it in one.
  const name = (regions: readonly string[]): string =>
    regionNames(regions, regionCount).replace(/^all /, isNegated ? 'any of the ' : 'all ');
  const last = apart.at(-1)!;
  const before = apart.slice(0, -1).map(({ events, regions }) => `${events} in ${name(regions)}`);
  return {
    events: [...before, last.events].join(isNegated ? ', nor ' : ', and '),
    regions: name(last.regions),
  };
}

/** `Told by alarm root-usage on filter root: email security@example.com (topic alarms).` and what is to be noted. */
export function coveredNote({ via }: Extract<Verdict, { state: 'covered' }>): string {
  const routes = new Set(via.map(({ route, told }) => `${told} by ${route}`));
  const notes = new Set(via.flatMap((one) => one.notes));
  const told = routes.size === 0 ? 'No such event can happen here.' : `Told: ${listNames([...routes], 4)}.`;
  return [told, ...notes].join(' ');
}

type Chain = View<typeof account, typeof chainReads>;

/** What the rules on one intent share: they differ in the events that they are about. */
export function alarmRule(intent: Intent) {
  return {
    pillars: ['security'],
    asset: account,
    reads: chainReads,
    messages: chainMessages,
    evaluate(
      view: Chain,
      verdicts: unknown,
      { now, settings }: { now: number; settings: { maximumEvents?: number } },
    ): void {
      const waits = settings.maximumEvents ?? 1;
      speak(judgeIntent(intent, view satisfies AccountInput, { now, patience: waits }), verdicts, view.regions.length);
    },
  } as const;
}
