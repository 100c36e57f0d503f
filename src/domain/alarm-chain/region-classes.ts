import { mayBearOn } from '#src/core/holes.ts';
import { attempt, attemptEach, some } from '#src/core/three-valued.ts';
import { UnknownRead } from '#src/core/unknown.ts';
import { isTrailRecording } from '../coverage/recorder.ts';
import type { AccountInput, TrailInput } from './inputs.ts';
import { isRegionBound } from './pattern-match.ts';
import { attemptStep } from './step.ts';
import { deliveryStep } from './trail-steps.ts';

/** Regions in which every event has the same fate, so that one of them stands for all. */
export type RegionClasses = readonly (readonly [string, ...string[]])[];

/**
 * Sorts regions by what could make a difference between them: which trails record and deliver there, and whether
 * EventBridge has rules there. Where a filter looks at the region, each is on its own.
 */
export function regionClasses(account: AccountInput, regions: readonly string[], now: number): RegionClasses {
  const ruled = attempt(() => regionsWithRules(account));
  const isAlone = ruled instanceof UnknownRead || looksAtPlaces(account);
  const classes = new Map<string, [string, ...string[]]>();
  for (const region of regions) {
    const key =
      isAlone || ruled.has(region) ? region : `=${account.trails.length === 0 ? '' : fate(account, region, now)}`;
    const members = classes.get(key);
    if (members) members.push(region);
    else classes.set(key, [region]);
  }
  return [...classes.values()];
}

function regionsWithRules({ eventRules }: AccountInput): ReadonlySet<string> {
  const regions = new Set<string>();
  for (const rule of attemptEach(eventRules)) {
    // A region whose rules could not be listed is on its own, as one that has some.
    if (rule instanceof UnknownRead && rule.unknown.region === undefined) throw rule;
    regions.add(rule instanceof UnknownRead ? rule.unknown.region! : rule.region);
  }
  return regions;
}

function fate({ id, trails }: AccountInput, region: string, now: number): string {
  return Array.from(attemptEach(trails), (trail) => trailFate(trail, id, region, now)).join('\n');
}

function trailFate(trail: TrailInput | UnknownRead, account: string, region: string, now: number): string {
  if (trail instanceof UnknownRead) return mayBearOn(trail, region) ? trail.path : 'not recording';
  const recording = attempt(() => isTrailRecording(trail, account, region));
  if (recording === false) return 'not recording';
  const delivery = attemptStep(() => deliveryStep(trail, account, region, now));
  const delivered =
    delivery.kind === 'broken' ? delivery.at.why : delivery.kind === 'unknown' ? delivery.pending.path : '';
  return `${recording instanceof UnknownRead ? recording.path : 'recording'} ${delivered}`;
}

/** Whether any filter's answer, or what it publishes, may depend on the region. What is unknown of filters is unknown in every region. */
function looksAtPlaces({ trails }: AccountInput): boolean {
  const answer = attempt(() =>
    some(trails, ({ logGroup }) =>
      logGroup === undefined
        ? false
        : some(
            logGroup.metricFilters,
            ({ definition }) =>
              isRegionBound(definition.pattern) ||
              (definition.systemDimensions ?? []).length > 0 ||
              definition.transformations.some(({ metricValue, dimensions }) =>
                [metricValue, ...Object.values(dimensions)].some(isRegionBound),
              ),
          ),
    ),
  );
  return answer === true;
}
