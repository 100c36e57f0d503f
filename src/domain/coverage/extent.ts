import {
  type Coverage as SelectorCoverage,
  dataCoverage,
  managementCoverage,
  networkActivityCoverage,
  type SourceCoverage,
} from '../event-selectors/coverage.ts';
import { toAdvanced } from '../event-selectors/advanced.ts';
import type { EventSelectors, FieldSelector } from '../event-selectors/model.ts';
import type { EventClass } from './event-class.ts';
import { resourcesText, sourcesText } from './extent-text.ts';

/** How much of a class of events is recorded. `detail` says what is left out, or what alone is recorded. */
export type Extent =
  | { readonly state: 'all'; readonly detail?: string }
  | { readonly state: 'some'; readonly detail: string }
  | { readonly state: 'none' }
  /** Selectors beyond what AWS lets a trail have, whose comparison would take unbounded time. */
  | { readonly state: 'undetermined' };

/** The services whose events CloudTrail calls global: their events are found in the partition's global region only. */
const GLOBAL_SOURCES = ['iam.amazonaws.com', 'sts.amazonaws.com', 'cloudfront.amazonaws.com'];

/** How much of a class these selectors record together. Insights are not selected by them: see `insightExtent`. */
export function selectedExtent(
  selectors: readonly EventSelectors[],
  eventClass: Exclude<EventClass, { kind: 'insights' }>,
  partition: () => string,
): Extent {
  switch (eventClass.kind) {
    case 'management':
      return toExtent(managementCoverage(selectors)[eventClass.half], sourcesText);
    case 'network-activity':
      return toExtent(networkActivityCoverage(selectors), sourcesText);
    case 'global':
      return globalExtent(selectors);
    default: {
      const { resourceType, half } = eventClass;
      return toExtent(dataCoverage(selectors, resourceType, { partition: partition() })[half], resourcesText);
    }
  }
}

/**
 * Global service events are management events of a few sources. Taking all other sources as recorded leaves the
 * question about these; what the selectors take of these alone tells whether it is anything.
 */
function globalExtent(selectors: readonly EventSelectors[]): Extent {
  const others = management({ field: 'eventSource', notEquals: GLOBAL_SOURCES });
  const { read, write } = managementCoverage([...selectors, others]);
  if (read === 'undetermined' || write === 'undetermined') return { state: 'undetermined' };
  if (read === 'all' && write === 'all') return { state: 'all' };
  const globals = management({ field: 'eventSource', equals: GLOBAL_SOURCES });
  const some = managementCoverage(selectors.map((one) => intersection(one, globals)));
  if (some.read === 'none' && some.write === 'none') return { state: 'none' };
  const details = [
    ...(some.read === 'none' ? ['without read events'] : missingText(read)),
    ...(some.write === 'none' ? ['without write events'] : missingText(write)),
  ];
  return { state: 'some', detail: [...new Set(details)].join('; ') };
}

function missingText(coverage: SourceCoverage): string[] {
  return typeof coverage === 'string' ? [] : [sourcesText(coverage)];
}

function management(field: FieldSelector): EventSelectors {
  return { advanced: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }, field] }] };
}

/** Selectors that record what both record. */
export function intersection(left: EventSelectors, right: EventSelectors): EventSelectors {
  const advanced = toAdvanced(left).flatMap((one) =>
    toAdvanced(right).map((other) => ({ fieldSelectors: [...one.fieldSelectors, ...other.fieldSelectors] })),
  );
  return { advanced };
}

/** Selectors that record all data events on the objects of some buckets. */
export function objectsOf(buckets: readonly string[], partition: string): EventSelectors {
  const startsWith = buckets.map((name) => `arn:${partition}:s3:::${name}/`);
  return {
    advanced: [
      {
        fieldSelectors: [
          { field: 'eventCategory', equals: ['Data'] },
          { field: 'resources.type', equals: ['AWS::S3::Object'] },
          { field: 'resources.ARN', startsWith },
        ],
      },
    ],
  };
}

/** Whether the selectors record a class but for some resources, and not only some resources. */
export function leavesOutSome(
  selectors: readonly EventSelectors[],
  { resourceType, half }: EventClass & { kind: 'data' },
  partition: () => string,
): boolean {
  const coverage = dataCoverage(selectors, resourceType, { partition: partition() })[half];
  return typeof coverage === 'object' && coverage.resources.kind === 'except';
}

const INSIGHT_TYPES = ['ApiCallRateInsight', 'ApiErrorRateInsight'];

/** What Insights on these types amount to. */
export function insightExtent(types: readonly string[]): Extent {
  const missing = INSIGHT_TYPES.filter((type) => !types.includes(type));
  if (missing.length === 0) return { state: 'all' };
  if (missing.length === INSIGHT_TYPES.length) return { state: 'none' };
  return { state: 'some', detail: `without ${missing[0]}` };
}

/**
 * The Insights that really come of a trail: those on the rate of calls need its write management events, those on the
 * rate of errors any. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html
 */
export function effectiveInsights(types: readonly string[], selectors: () => EventSelectors): string[] {
  if (types.length === 0) return [];
  const { read, write } = managementCoverage([selectors()]);
  return types.filter((type) => write !== 'none' || (type === 'ApiErrorRateInsight' && read !== 'none'));
}

function toExtent<Part extends object>(coverage: SelectorCoverage<Part>, text: (part: Part) => string): Extent {
  if (coverage === 'all' || coverage === 'none' || coverage === 'undetermined') return { state: coverage };
  return { state: 'some', detail: text(coverage) };
}
