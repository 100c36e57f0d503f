import { bearingOn } from '#src/core/holes.ts';
import { attempt, attemptEach, some } from '#src/core/three-valued.ts';
import { UnknownRead } from '#src/core/unknown.ts';
import { globalRegion, partitionOf } from '../aws/partition.ts';
import type { Intent, Sample } from '../intents/model.ts';
import type { Place } from '../intents/place.ts';
import { isTrailRecording } from '../coverage/recorder.ts';
import { busSteps } from './bus-steps.ts';
import { ask, type Asked, type FilterReader, filterStep, readFilter } from './filter-steps.ts';
import type { AccountInput, LogGroupInput, TrailInput } from './inputs.ts';
import { placesOf } from './places.ts';
import { type RegionClasses, regionClasses } from './region-classes.ts';
import { anyOf, attemptStep, broken, inTurn, type Step, steps, type Via } from './step.ts';
import { deliveryStep, isRecorded, isSelected } from './trail-steps.ts';
import { type BrokenEvents, summarise } from './summarise.ts';

export interface JudgeOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How many events an alarm may wait for where repetition is the point. Default 1. */
  readonly patience?: number;
}

export type Verdict =
  | { readonly state: 'covered'; readonly via: readonly Via[] }
  /** The breaks in the order of the chain, the first one first. */
  | {
      readonly state: 'broken';
      readonly breaks: readonly [BrokenEvents, ...BrokenEvents[]];
      readonly via: readonly Via[];
    }
  | { readonly state: 'unknown'; readonly pending: UnknownRead };

/** One event, and what became of it in some regions. */
export interface Outcome {
  readonly sample: Sample;
  readonly regions: readonly string[];
  readonly step: Step;
}

/** By id of a log group: which of its filters matched an event that they should. */
export type Matched = Map<string, MatchedGroup>;

interface MatchedGroup {
  readonly group: LogGroupInput;
  readonly filters: Set<string>;
  /** By position: the filter, or the unknown that keeps it from being read. */
  readonly readers: readonly (FilterReader | UnknownRead)[];
  /** Positions of its filters, those that match most of the intent first. */
  readonly order: readonly number[];
}

/** Judges the whole chain, from the trail to somebody who is told, for every event of an intent in every enabled region. */
export function judgeIntent(intent: Intent, account: AccountInput, options: JudgeOptions): Verdict {
  const patience = intent.repetition ? (options.patience ?? 1) : 1;
  const { regions, pending } = knownRegions(account);
  const known = knownOf(account, regions, options.now);
  const alike = new Map(known.classes.map((members) => [members[0], members]));
  const matched: Matched = new Map();
  const found = { ...known, matched, seen: new Map<string, Step>() };
  const outcomes: Outcome[] = [];
  const everywhere = [...alike.keys()].map((region) => ({ account: account.id, region }));
  const globally = [{ account: account.id, region: regionOfGlobalEvents(regions) }];
  for (const sample of intent.required) {
    for (const place of placesOf(sample, account, { regions, everywhere, globally })) {
      if (place instanceof UnknownRead) {
        outcomes.push({ sample, regions: [], step: { kind: 'unknown', pending: place } });
        continue;
      }
      const asked = ask(intent, sample, place, patience);
      const standsFor = sample.where === 'every-region' ? alike.get(place.region)! : [place.region];
      outcomes.push({ sample, regions: standsFor, step: eventStep(account, asked, found) });
    }
  }
  const via = outcomes.flatMap(({ step }) => (step.kind === 'told' ? step.via : []));
  if (outcomes.some(({ step }) => step.kind === 'broken')) {
    return { state: 'broken', breaks: summarise(intent, outcomes, matched), via };
  }
  const unknown = outcomes.find(({ step }) => step.kind === 'unknown')?.step;
  if (unknown?.kind === 'unknown') return { state: 'unknown', pending: unknown.pending };
  return pending === undefined ? { state: 'covered', via } : { state: 'unknown', pending };
}

function knownRegions({ regions }: AccountInput): { regions: string[]; pending: UnknownRead | undefined } {
  const known: string[] = [];
  let pending: UnknownRead | undefined;
  for (const region of attemptEach(regions)) {
    if (region instanceof UnknownRead) pending ??= region;
    else known.push(region);
  }
  return { regions: known, pending };
}

/** A scan of some regions only still asks about global events: they are found in one region, scanned or not. */
function regionOfGlobalEvents(regions: readonly string[]): string {
  return globalRegion(partitionOf(regions[0] ?? 'us-east-1'));
}

/** What is the same for every event of every intent. */
interface KnownOfAccount {
  readonly now: number;
  readonly classes: RegionClasses;
  /** What a trail does in a region. */
  readonly trailSteps: Map<string, Step>;
  /** By the position of a trail: whether it selects an event, in whatever region. */
  readonly selections: Map<Sample, Map<number, Step>>;
}

/** Rule after rule asks about the same account: while it is the same view, it is looked through once. */
const knownAccounts = new WeakMap<AccountInput, KnownOfAccount>();

function knownOf(account: AccountInput, regions: readonly string[], now: number): KnownOfAccount {
  const before = knownAccounts.get(account);
  if (before?.now === now) return before;
  const classes = regionClasses(account, regions, now);
  const known: KnownOfAccount = { now, classes, trailSteps: new Map(), selections: new Map() };
  knownAccounts.set(account, known);
  return known;
}

/** What was found out so far. */
interface Known extends KnownOfAccount {
  readonly matched: Matched;
  /** What became of a filter's metric, for the events of this intent. */
  readonly seen: Map<string, Step>;
}

function eventStep(account: AccountInput, asked: Asked, known: Known): Step {
  const { now, matched, seen, trailSteps } = known;
  const { sample, place } = asked;
  const { region } = place;
  const recordedBy = (index: number): boolean => isRecorded(account.trails[index]!, account.id, region, sample.record);
  // What a trail does in a region is the same for every event.
  const perRegion = (what: string, index: number, find: () => Step | undefined): Step =>
    once(`${what}/${index}/${region}`, trailSteps, () => attemptStep(find));
  const ways = steps(
    account.trails,
    (trail, index) => {
      const recording = perRegion('recording', index, () =>
        isTrailRecording(trail, account.id, region) ? undefined : notRecorded,
      );
      // Most trails do not record in most regions: nothing else is asked of them.
      if (recording.kind === 'broken') return recording;
      return inTurn(
        () => recording,
        () => selectionStep(trail, index, sample, known),
        () => perRegion('delivery', index, () => deliveryStep(trail, account.id, region, now)),
        () => (trail.logGroup === undefined ? undefined : groupStep(trail.logGroup, asked, `${index}`, matched, seen)),
      );
    },
    region,
  );
  const bus = busSteps(account, region, asked);
  if (bus.length > 0) {
    // EventBridge gets calls from CloudTrail only where a trail records them.
    ways.push(
      inTurn(
        () => (some(bearingOn(account.trails, region), recordedBy) ? undefined : notRecorded),
        () => anyOf(bus),
      ),
    );
  }
  return anyOf(ways) ?? notRecorded;
}

function selectionStep(trail: TrailInput, index: number, sample: Sample, { selections }: Known): Step {
  const ofSample = selections.get(sample) ?? new Map<number, Step>();
  selections.set(sample, ofSample);
  return once(index, ofSample, () => attemptStep(() => (isSelected(trail, sample.record) ? undefined : notRecorded)));
}

const notRecorded = broken('noTrail', '');

/** What a log group makes of an event: which filters match it, and what comes of each. */
function groupStep(group: LogGroupInput, asked: Asked, key: string, matched: Matched, seen: Map<string, Step>): Step {
  const { name, configuration } = group;
  const known = matched.get(group.id) ?? readGroup(group, asked);
  matched.set(group.id, known);
  const ways = steps(known.order, (index) => {
    const reader = known.readers[index]!;
    if (reader instanceof UnknownRead) throw reader;
    if (!reader.matches(asked)) return undefined;
    const { filter } = reader;
    known.filters.add(filter.id);
    const event = reader.varies() ? `/${asked.sample.title}/${placeKey(asked.place)}` : '';
    return once(`${key}/${index}${event}`, seen, () => filterStep(filter, asked));
  });
  const found = anyOf(ways);
  if (found !== undefined) return found;
  const { logGroupClass } = configuration;
  const why = logGroupClass === 'STANDARD' ? '' : `: log groups of class ${logGroupClass} have none`;
  return broken('noFilter', name, why);
}

/** Several filters may match an event: the one that is meant for the intent speaks for it where none does better. */
function readGroup(group: LogGroupInput, { intent, place }: Asked): MatchedGroup {
  const readers = Array.from({ length: group.metricFilters.length }, (_, index) =>
    attempt(() => readFilter(group.metricFilters[index]!, group)),
  );
  const weights = readers.map((reader, index) => {
    if (reader instanceof UnknownRead) return { index, count: 0 };
    const count = attempt(() => intent.required.filter((sample) => reader.matches({ sample, place })).length);
    return { index, count: typeof count === 'number' ? count : 0 };
  });
  const order = weights.toSorted((a, b) => b.count - a.count).map(({ index }) => index);
  return { group, filters: new Set(), readers, order };
}

const placeKey = ({ account, region }: Place): string => `${account}/${region}`;

function once<K>(key: K, seen: Map<K, Step>, find: () => Step): Step {
  const known = seen.get(key) ?? find();
  seen.set(key, known);
  return known;
}
