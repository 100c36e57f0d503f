import { remembered } from '#src/core/remember.ts';
import { parseEventPattern } from '../event-pattern/parse.ts';
import { compileEventPattern } from '../event-pattern/evaluate.ts';
import { couldEverMatch } from '../filter-pattern/could-match.ts';
import { matchesFilterPattern } from '../filter-pattern/evaluate.ts';
import { parseFilterPattern } from '../filter-pattern/parse.ts';
import { exclusionsOf } from './exclusions.ts';
import { ordinaryEvents } from '../intents/ordinary.ts';
import type { CloudTrailRecord, Intent, Sample } from '../intents/model.ts';
import { asBusEvent, type Place, placed } from '../intents/place.ts';

/** A pattern of either language, ready for CloudTrail records. */
export interface Matcher {
  /** Set when the text is no pattern: AWS would have refused it, so it is not judged. */
  readonly problem: string | undefined;
  /** Why no event at all can match. */
  readonly never: string | undefined;
  matches(sample: Sample, place: Place): boolean;
  /** Share of a usual day's events that match: 0 to 1. */
  readonly ordinary: () => number;
  /** Conditions by which it keeps silent about some callers or addresses. */
  readonly leavesOut: readonly string[];
}

const placeSelectors = /\$[\w.[\]'"*]*(?:region|account|arn|host|url|principal)/i;
const regionWords = /\$[\w.[\]'"*]*(?:region|arn|host|url)|arn:|\b[a-z]{2}(?:-gov)?-(?:east|west|north|south|central)/i;
const placeKeys = /"(?:region|account|\w*(?:region|accountid|arn|host|principalid))"/i;
const placeValues = /arn:|\d{12}|\b[a-z]{2}(?:-gov)?-(?:east|west|north|south|central)/i;

/** Patterns that look at account, region or an ARN get records of the very place; for others one record does for all. */
export function isPlaceBound(text: string): boolean {
  return placeSelectors.test(text) || placeValues.test(text) || (text.startsWith('{"') && placeKeys.test(text));
}

/** Words of selectors and values that may hold an account or a name in it. */
const ownWords = /account|arn|host|url|principal|\d{12}/i;

const lastRecords = new WeakMap<Sample, { readonly place: Place; readonly record: CloudTrailRecord }>();

/** One filter after another is asked about the same event at the same place: it is written once. */
function lastPlaced(sample: Sample, place: Place): CloudTrailRecord {
  const last = lastRecords.get(sample);
  if (last?.place === place) return last.record;
  const record = placed(sample, place);
  lastRecords.set(sample, { place, record });
  return record;
}

/** Patterns whose answer may differ from region to region of one account. */
export function isRegionBound(text: string): boolean {
  return regionWords.test(text);
}

function matcher(
  text: string,
  problem: string | undefined,
  never: string | undefined,
  test: (record: unknown) => boolean,
  leavesOut: readonly string[] = [],
): Matcher {
  const answers = new WeakMap<Sample, boolean>();
  const byRegion = new WeakMap<Sample, Map<string, boolean>>();
  const isBound = isPlaceBound(text);
  const isOfFields = text.trim().startsWith('{');
  // Of what differs from place to place, fields without these words hold the region alone.
  const isOfRegion = isOfFields && !ownWords.test(text);
  const isSubjectBound = !isOfFields || /requestParameters|resources/.test(text);
  let share: number | undefined;
  const onExample = (sample: Sample): boolean => {
    const known = answers.get(sample) ?? test(sample.record);
    answers.set(sample, known);
    return known;
  };
  /** In accounts by the hundred the same pattern is asked about the same few regions. */
  const inRegion = (sample: Sample, place: Place): boolean => {
    const ofSample = byRegion.get(sample) ?? new Map<string, boolean>();
    byRegion.set(sample, ofSample);
    const known = ofSample.get(place.region) ?? test(placed(sample, place));
    ofSample.set(place.region, known);
    return known;
  };
  return {
    problem,
    never,
    matches(sample, place) {
      if (isSubjectBound && sample.subject !== undefined) return test(lastPlaced(sample, place));
      if (!isBound) return onExample(sample);
      return isOfRegion ? inRegion(sample, place) : test(lastPlaced(sample, place));
    },
    leavesOut,
    ordinary: () => (share ??= ordinaryEvents.filter(onExample).length / ordinaryEvents.length),
  };
}

function filterMatcher(text: string): Matcher {
  const parsed = parseFilterPattern(text);
  if (!parsed.ok) return matcher(text, parsed.problem.message, undefined, () => false);
  const { pattern } = parsed;
  const satisfiable = couldEverMatch(pattern);
  const never = satisfiable.answer === 'never' ? satisfiable.because : undefined;
  const test = (record: unknown): boolean => matchesFilterPattern(pattern, record);
  return matcher(text, undefined, never, test, exclusionsOf(pattern));
}

function busMatcher(text: string): Matcher {
  const parsed = parseEventPattern(text);
  if (!parsed.ok) return matcher(text, parsed.problem.message, undefined, () => false);
  const test = compileEventPattern(parsed.pattern);
  return matcher(text, undefined, undefined, (record) => test(asBusEvent(record as Sample['record'])));
}

export const matcherOfFilter = remembered(filterMatcher, 2_000);
export const matcherOfRule = remembered(busMatcher, 2_000);

/** Matches more than this share of a usual day: nobody will look at the alarm for long. */
const WOLF = 0.5;

/** What is to be said of a pattern that matches what it should. */
export function notesOn(thing: string, matcher: Matcher, intent: Intent, place: Place): string[] {
  const silent = matcher.leavesOut.map((condition) => `${thing} keeps silent where ${condition} does not hold.`);
  const share = matcher.ordinary();
  if (share >= WOLF) {
    return [
      ...silent,
      `${thing} matches nearly every event (${Math.round(share * 100)} % of a usual day): it cries wolf.`,
    ];
  }
  const broader = intent.lookAlikes.filter((sample) => matcher.matches(sample, place)).map(({ title }) => title);
  return broader.length === 0
    ? silent
    : [...silent, `${thing} is broader than asked: it matches ${broader.join(', ')} as well.`];
}
