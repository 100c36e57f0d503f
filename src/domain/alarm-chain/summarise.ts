import { attempt } from '#src/core/three-valued.ts';
import { UnknownRead } from '#src/core/unknown.ts';
import { listNames } from '#src/core/message.ts';
import type { Intent, Sample } from '../intents/model.ts';
import { meant } from './filter-steps.ts';
import type { Matched, Outcome } from './judge.ts';
import { matcherOfFilter } from './pattern-match.ts';
import { type Break, chainLinks } from './step.ts';

/** A break, with the events that it keeps from being told of. */
export interface BrokenEvents extends Break {
  /** `StopLogging, DeleteTrail by a user and 3 more` */
  readonly events: string;
  readonly regions: readonly string[];
  /**
   * The same by sets of regions. More than one only where an event is lost in some of `regions` and not in others: then
   * to say all events of all regions would be false.
   */
  readonly apart: readonly EventsInRegions[];
}

export interface EventsInRegions {
  readonly events: string;
  readonly regions: readonly string[];
}

/** The breaks of a chain: equal ones told once, in the order of the chain. */
export function summarise(
  intent: Intent,
  outcomes: readonly Outcome[],
  matched: Matched,
): readonly [BrokenEvents, ...BrokenEvents[]] {
  const bus = busRoute(outcomes);
  const groups = new Map<string, { at: Break; lost: Map<Sample, Set<string>>; regions: Set<string> }>();
  const explained = new Map<Break, Break>();
  for (const { sample, regions, step } of outcomes) {
    if (step.kind !== 'broken') continue;
    const at = explained.get(step.at) ?? explain(step.at, intent, matched, bus);
    explained.set(step.at, at);
    const key = `${at.link}\n${at.thing}\n${at.why}`;
    const group = groups.get(key) ?? { at, lost: new Map<Sample, Set<string>>(), regions: new Set<string>() };
    const lost = group.lost.get(sample) ?? new Set();
    group.lost.set(sample, lost);
    for (const region of regions) {
      lost.add(region);
      group.regions.add(region);
    }
    groups.set(key, group);
  }
  const breaks = [...groups.values()].map(({ at, lost, regions }) => {
    const whole = { events: eventNames(new Set(lost.keys()), intent), regions: [...regions] };
    const isWhole = outcomes.every(({ sample, regions: here }) => {
      const own = lost.get(sample);
      if (own === undefined || own.size === regions.size) return true;
      return here.every((region) => !regions.has(region) || own.has(region));
    });
    return { ...at, ...whole, apart: isWhole ? [whole] : byRegions(lost, intent) };
  });
  breaks.sort((a, b) => chainLinks.indexOf(a.link) - chainLinks.indexOf(b.link));
  return breaks as readonly BrokenEvents[] as readonly [BrokenEvents, ...BrokenEvents[]];
}

/** Events that are lost in the same regions, together. */
function byRegions(lost: ReadonlyMap<Sample, ReadonlySet<string>>, intent: Intent): EventsInRegions[] {
  const sets = new Map<string, { samples: Set<Sample>; regions: readonly string[] }>();
  for (const [sample, regions] of lost) {
    const key = [...regions].toSorted().join();
    const set = sets.get(key) ?? { samples: new Set(), regions: [...regions] };
    set.samples.add(sample);
    sets.set(key, set);
  }
  return [...sets.values()].map(({ samples, regions }) => ({ events: eventNames(samples, intent), regions }));
}

/** A rule of EventBridge that does tell of events elsewhere: then what is missing is that rule here. */
function busRoute(outcomes: readonly Outcome[]): { rule: string; regions: string[] } | undefined {
  const regions = new Set<string>();
  let rule: string | undefined;
  for (const { step, regions: here } of outcomes) {
    const route = step.kind === 'told' ? step.via.find((via) => via.route.startsWith('EventBridge rule ')) : undefined;
    if (route === undefined) continue;
    rule ??= route.route.slice('EventBridge rule '.length);
    for (const region of here) regions.add(region);
  }
  return rule === undefined ? undefined : { rule, regions: [...regions] };
}

/** No filter matched: because there is none, because it can match nothing, or because it misses these events. */
function explain(at: Break, intent: Intent, matched: Matched, bus: ReturnType<typeof busRoute>): Break {
  const isEarly = at.link === 'noFilter' || at.link === 'notDelivered';
  if (isEarly && bus !== undefined) {
    return { link: 'eventRule', thing: bus.rule, why: `it tells of such events in ${listNames(bus.regions)} only` };
  }
  if (at.link !== 'noFilter') return at;
  for (const { group, filters: matching } of matched.values()) {
    if (group.name !== at.thing) continue;
    const filters = attempt(() => meant(group, intent, matching));
    if (filters instanceof UnknownRead || filters.length === 0) continue;
    const alive = filters.filter(({ definition }) => matcherOfFilter(definition.pattern).never === undefined);
    const names = (alive.length === 0 ? filters : alive).map(({ definition }) => definition.filterName);
    if (alive.length > 0) return { link: 'filterMisses', thing: listNames(names), why: '' };
    return { link: 'filterNever', thing: names[0]!, why: matcherOfFilter(filters[0]!.definition.pattern).never! };
  }
  return at;
}

/** Names of events; the caller is told only where the same call by another caller is not among them. */
function eventNames(samples: ReadonlySet<Sample>, intent: Intent): string {
  const names = new Set<string>();
  const callers = callersOf(intent);
  for (const sample of samples) {
    const call = callOf(sample);
    const isWhole = callers.get(call)?.every((one) => samples.has(one)) ?? true;
    names.add(isWhole ? call : sample.title);
  }
  return listNames([...names], 5);
}

/** The events of an intent by the call that they record. */
function callersOf(intent: Intent): ReadonlyMap<string, readonly Sample[]> {
  const known = callers.get(intent) ?? Map.groupBy(intent.required, callOf);
  callers.set(intent, known);
  return known;
}

const callers = new WeakMap<Intent, ReadonlyMap<string, readonly Sample[]>>();

const callOf = ({ title, call = title }: Sample): string => call;
