import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { select } from '#src/core/three-valued.ts';
import { parseFilterPattern } from '../filter-pattern/parse.ts';
import type { Intent, Sample } from '../intents/model.ts';
import { type Place, placed } from '../intents/place.ts';
import type { AlarmState } from './composite.ts';
import type { Published } from './alarm-value.ts';
import { goesOff, watches } from './goes-off.ts';
import type {
  AlarmDefinition,
  AlarmInput,
  Dimension,
  LogGroupInput,
  MetricFilterInput,
  Transformation,
} from './inputs.ts';
import { listeners } from './listeners.ts';
import { matcherOfFilter, notesOn } from './pattern-match.ts';
import { criteriaSelect } from './selection-criteria.ts';
import { anyOf, broken, inTurn, type Step, steps } from './step.ts';

/** What alarms need to know of the event that a filter matched. */
export interface Happening {
  readonly place: Place;
  /** How often the event may have to happen before an alarm goes off. */
  readonly patience: number;
  /** The value that a selector of a filter finds in the event. */
  readonly field: (selector: string, filter: MetricFilterInput) => unknown;
  /** What is to be said of a filter that does what it should. */
  readonly notes: (filter: MetricFilterInput) => readonly string[];
}

export interface Asked extends Happening {
  readonly intent: Intent;
  readonly sample: Sample;
}

export function ask(intent: Intent, sample: Sample, place: Place, patience: number): Asked {
  return {
    intent,
    sample,
    place,
    patience,
    field: (selector) => fieldOf(selector, sample, place),
    notes: ({ definition }) =>
      notesOn(`Metric filter ${definition.filterName}`, matcherOfFilter(definition.pattern), intent, place),
  };
}

/** Processors that leave what filters look at where it was. */
const harmless = new Set(['parseJSON', 'addKeys', 'copyValue']);

/** A filter as it is asked about event after event: what is the same for all events is read once. */
export interface FilterReader {
  readonly filter: MetricFilterInput;
  /** Whether it matches the event as the log group hands it over. Throws `UnknownRead` where that cannot be told. */
  readonly matches: (event: Pick<Asked, 'sample' | 'place'>) => boolean;
  /** Whether what it publishes depends on the event. */
  readonly varies: () => boolean;
}

/** Throws `UnknownRead` where it cannot be told of any event whether the filter matches it. */
export function readFilter(filter: MetricFilterInput, group: LogGroupInput): FilterReader {
  const { definition } = filter;
  const matcher = matcherOfFilter(definition.pattern);
  if (matcher.problem !== undefined) {
    const detail = `the pattern of metric filter ${definition.filterName} could not be read: ${matcher.problem}`;
    throw new UnknownRead('definition.pattern', new Unknown('invalid-document', detail));
  }
  let varying: boolean | undefined;
  const varies = (): boolean => (varying ??= dependsOnEvent(definition.transformations, definition.systemDimensions));
  // What the filter cannot match as it is written it does not match after rewriting either way we know of.
  const isMute = matcher.never !== undefined || !isHandedOver(filter, group, harmless);
  return { filter, varies, matches: ({ sample, place }) => !isMute && matcher.matches(sample, place) };
}

function dependsOnEvent(transformations: readonly Transformation[], systemDimensions: readonly string[] = []): boolean {
  return (
    systemDimensions.length > 0 ||
    transformations.some(
      ({ metricValue, dimensions }) => metricValue.startsWith('$') || Object.keys(dimensions).length > 0,
    )
  );
}

/**
 * Whether a log group hands its events to a filter as they were written: `harmless` are processors of a transformer that
 * leave what the filter looks at. Throws `UnknownRead` where others rewrite it.
 */
export function isHandedOver(
  { definition }: Pick<MetricFilterInput, 'definition'>,
  group: Pick<LogGroupInput, 'account' | 'region' | 'transformation'>,
  harmless: ReadonlySet<string>,
): boolean {
  const { filterName, fieldSelectionCriteria, applyOnTransformedLogs } = definition;
  if (fieldSelectionCriteria !== undefined && !criteriaSelect(fieldSelectionCriteria, group)) return false;
  const rewriting = applyOnTransformedLogs
    ? group.transformation?.processors.find((name) => !harmless.has(name))
    : undefined;
  if (rewriting === undefined) return true;
  const detail = `metric filter ${filterName} sees events after the transformer's ${rewriting}: what it matches then cannot be told`;
  throw new UnknownRead('logGroup.transformation', new Unknown('invalid-document', detail));
}

/** What becomes of an event that a filter matches: from its metrics to somebody who is told. */
export function filterStep(filter: MetricFilterInput, asked: Happening): Step {
  const { filterName, transformations, systemDimensions = [] } = filter.definition;
  const ways = transformations.map((transformation) => metricStep(filter, transformation, systemDimensions, asked));
  return anyOf(ways) ?? broken('noAlarm', `filter ${filterName}, which publishes no metric`);
}

function metricStep(
  filter: MetricFilterInput,
  transformation: Transformation,
  systemDimensions: readonly string[],
  asked: Happening,
): Step {
  const { namespace, metricName } = transformation;
  const { filterName } = filter.definition;
  const ways = steps(filter.alarms, (alarm) =>
    watches(alarm.definition, namespace, metricName)
      ? alarmStep(alarm, filter, published(filter, transformation, systemDimensions, asked), asked)
      : undefined,
  );
  return anyOf(ways) ?? broken('noAlarm', `metric ${namespace}/${metricName} of filter ${filterName}`);
}

type Publication = Published | { readonly nothing: string };

function published(
  filter: MetricFilterInput,
  transformation: Transformation,
  systemDimensions: readonly string[],
  { place, field }: Happening,
): Publication {
  const { namespace, metricName, metricValue, defaultValue, unit } = transformation;
  const value = numberIn(metricValue.startsWith('$') ? field(metricValue, filter) : metricValue);
  if (Number.isNaN(value)) return { nothing: `its value ${metricValue} is no number in the event` };
  const dimensions: Dimension[] = [];
  for (const [name, source] of Object.entries(transformation.dimensions)) {
    const found = field(source, filter);
    if (typeof found !== 'string' && typeof found !== 'number')
      return { nothing: `the event has no ${source} for dimension ${name}` };
    dimensions.push({ name, value: String(found) });
  }
  for (const name of systemDimensions) {
    dimensions.push({ name, value: name === '@aws.account' ? place.account : place.region });
  }
  return { namespace, metricName, value, defaultValue, unit, dimensions };
}

/** Of a field that is no number, null and true included, nothing is published. */
function numberIn(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

function fieldOf(selector: string, sample: Sample, place: Place): unknown {
  const parsed = parseFilterPattern(`{ ${selector} EXISTS }`);
  if (!parsed.ok || parsed.pattern.kind !== 'json' || !('subject' in parsed.pattern.expression)) return undefined;
  let value: unknown = placed(sample, place);
  for (const step of parsed.pattern.expression.subject) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)['name' in step ? step.name : String(step.index)];
  }
  return value;
}

function alarmStep(alarm: AlarmInput, filter: MetricFilterInput, metric: Publication, asked: Happening): Step {
  let events = 1;
  return inTurn(
    () => {
      if ('nothing' in metric) return broken('alarmCannotFire', alarm.name, metric.nothing);
      const result = goesOff(alarm.definition, metric, asked.patience);
      if (!result.ok) return broken('alarmCannotFire', alarm.name, result.why);
      events = result.events;
      return undefined;
    },
    () =>
      listeners(alarm, {
        filterName: filter.definition.filterName,
        rest: restOf(alarm.definition, metric),
        notes: () => [...asked.notes(filter), ...alarmNotes(alarm, events)],
      }),
  );
}

function alarmNotes({ name, definition }: AlarmInput, events: number): string[] {
  const late = events > 1 ? [`Alarm ${name} goes off after ${events} events.`] : [];
  if (definition.treatMissingData !== 'ignore') return late;
  return [
    ...late,
    `Alarm ${name} ignores missing data: it may stay in alarm after the first event and not tell of the next.`,
  ];
}

/** With missing data left as missing and nothing published between events, an alarm rests without data. */
function restOf({ treatMissingData = 'missing' }: AlarmDefinition, metric: Publication): AlarmState {
  const isQuiet = 'nothing' in metric || metric.defaultValue === undefined;
  return isQuiet && treatMissingData === 'missing' ? 'INSUFFICIENT_DATA' : 'OK';
}

/** Filters that are meant for the intent: they hold one of its words, or match one of its events. */
export function meant(
  group: LogGroupInput,
  intent: Intent,
  matching: ReadonlySet<string>,
): readonly MetricFilterInput[] {
  const isMeant = ({ id, definition }: MetricFilterInput): boolean => {
    if (matching.has(id)) return true;
    const { pattern } = definition;
    return intent.words.some((word) => pattern.includes(word));
  };
  return select(group.metricFilters, isMeant).matching;
}
