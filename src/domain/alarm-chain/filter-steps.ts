import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { select } from '#src/core/three-valued.ts';
import { parseFilterPattern } from '../filter-pattern/parse.ts';
import type { Intent, Sample } from '../intents/model.ts';
import { type Place, placed } from '../intents/place.ts';
import { audience, type Publisher } from './audience.ts';
import { raisedBy } from './composite.ts';
import { goesOff, type Published, watches } from './goes-off.ts';
import type { AlarmInput, Dimension, LogGroupInput, MetricFilterInput, Transformation } from './inputs.ts';
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

/** Whether a filter matches the event as the log group hands it over. Throws `UnknownRead` where that cannot be told. */
export function filterMatches(
  filter: MetricFilterInput,
  group: LogGroupInput,
  { sample, place }: Pick<Asked, 'sample' | 'place'>,
): boolean {
  const { definition } = filter;
  const matcher = matcherOfFilter(definition.pattern);
  if (matcher.problem !== undefined) {
    const detail = `the pattern of metric filter ${definition.filterName} could not be read: ${matcher.problem}`;
    throw new UnknownRead('definition.pattern', new Unknown('invalid-document', detail));
  }
  // What the filter cannot match as it is written it does not match after rewriting either way we know of.
  if (matcher.never !== undefined) return false;
  if (definition.fieldSelectionCriteria !== undefined && !criteriaSelect(definition.fieldSelectionCriteria, group))
    return false;
  if (definition.applyOnTransformedLogs) {
    const rewriting = group.transformation?.processors.find((name) => !harmless.has(name));
    if (rewriting !== undefined) {
      const detail = `metric filter ${definition.filterName} sees events after the transformer's ${rewriting}: what it matches then cannot be told`;
      throw new UnknownRead('logGroup.transformation', new Unknown('invalid-document', detail));
    }
  }
  return matcher.matches(sample, place);
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
  const value = metricValue.startsWith('$') ? Number(field(metricValue, filter)) : Number(metricValue);
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
    () => listeners(alarm, filter, asked, () => events),
  );
}

/** Who hears an alarm: its own actions, or those of a composite alarm that it raises. */
function listeners(alarm: AlarmInput, filter: MetricFilterInput, asked: Happening, events: () => number): Step {
  const { filterName } = filter.definition;
  const notes = (): string[] => [
    ...asked.notes(filter),
    ...(events() > 1 ? [`Alarm ${alarm.name} goes off after ${events()} events.`] : []),
    ...(alarm.definition.treatMissingData === 'ignore'
      ? [
          `Alarm ${alarm.name} ignores missing data: it may stay in alarm after the first event and not tell of the next.`,
        ]
      : []),
  ];
  const publisher = (name: string, arn: string, route: string): Publisher => ({
    arn,
    account: alarm.account,
    region: alarm.region,
    service: 'cloudwatch',
    title: `Alarm ${name}`,
    route,
    notes: notes(),
  });
  const own = inTurn(
    () => (alarm.definition.actionsEnabled ? undefined : broken('actionsOff', alarm.name)),
    () =>
      audience(
        alarm.definition.alarmActions,
        alarm.topics,
        publisher(alarm.name, alarm.id, `alarm ${alarm.name} on filter ${filterName}`),
      ),
  );
  if (own.kind === 'told') return own;
  const composites = steps(alarm.composites, (composite) => {
    if (!raisedBy(composite.rule, alarm)) return undefined;
    return inTurn(
      () => (composite.actionsEnabled ? undefined : broken('actionsOff', composite.name)),
      () =>
        audience(
          composite.alarmActions,
          alarm.compositeTopics,
          publisher(
            composite.name,
            composite.arn,
            `composite alarm ${composite.name} over ${alarm.name} on filter ${filterName}`,
          ),
        ),
    );
  });
  return anyOf([own, ...composites]) ?? own;
}

/** Filters that are meant for the intent: they hold one of its words, or match one of its events. */
export function meant(
  group: LogGroupInput,
  intent: Intent,
  matching: ReadonlySet<string>,
): readonly MetricFilterInput[] {
  const isMeant = (filter: MetricFilterInput): boolean =>
    matching.has(filter.id) || intent.words.some((word) => filter.definition.pattern.includes(word));
  return select(group.metricFilters, isMeant).matching;
}
