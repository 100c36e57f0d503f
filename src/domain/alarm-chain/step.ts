import { mayBearOn } from '#src/core/holes.ts';
import { attempt } from '#src/core/three-valued.ts';
import { UnknownRead } from '#src/core/unknown.ts';

/** The links of the chain, in its order. `eventRule` is the way through EventBridge. */
export const chainLinks = [
  'noTrail',
  'notDelivered',
  'noFilter',
  'filterNever',
  'filterMisses',
  'eventRule',
  'noAlarm',
  'alarmCannotFire',
  'actionsOff',
  'nobodyTold',
] as const;
export type ChainLink = (typeof chainLinks)[number];

/** Where the chain breaks. `thing` is what breaks it and `why` is how, as parts of a sentence. */
export interface Break {
  readonly link: ChainLink;
  readonly thing: string;
  readonly why: string;
}

/** How somebody comes to be told. */
export interface Via {
  /** `alarm root-usage on filter root-usage`, `EventBridge rule root` */
  readonly route: string;
  readonly told: string;
  readonly notes: readonly string[];
}

/** What became of one event on its way. */
export type Step =
  | { readonly kind: 'told'; readonly via: readonly Via[] }
  | { readonly kind: 'broken'; readonly at: Break }
  | { readonly kind: 'unknown'; readonly pending: UnknownRead };

export const broken = (link: ChainLink, thing: string, why = ''): Step => ({
  kind: 'broken',
  at: { link, thing, why },
});

const onward: Step = { kind: 'told', via: [] };
const skipped: Step = { kind: 'told', via: [] };

/** What reading gives; the unknown that it met is a step of its own. */
export function attemptStep(read: () => Step | undefined): Step {
  try {
    return read() ?? onward;
  } catch (error) {
    if (error instanceof UnknownRead) return { kind: 'unknown', pending: error };
    throw error;
  }
}

/** Links one after the other: the first certain break breaks the chain, whatever is unknown before it, and later links are not asked. */
export function inTurn(...links: readonly (() => Step | undefined)[]): Step {
  let unknown: Step | undefined;
  let last: Step = onward;
  for (const link of links) {
    const step = attemptStep(link);
    if (step.kind === 'broken') return step;
    if (step.kind === 'unknown') unknown ??= step;
    else if (step.via.length > 0) last = step;
  }
  return unknown ?? last;
}

/** Ways beside one another: one that tells somebody is enough; else one that may; else the one that came furthest. */
export function anyOf(steps: readonly Step[]): Step | undefined {
  if (steps.length <= 1) return steps[0];
  const told = steps.filter((step) => step.kind === 'told');
  if (told.length > 0) return { kind: 'told', via: told.flatMap(({ via }) => via) };
  const unknown = steps.find((step) => step.kind === 'unknown');
  if (unknown) return unknown;
  let furthest: Step | undefined;
  for (const step of steps) {
    if (furthest === undefined || depth(step) > depth(furthest)) furthest = step;
  }
  return furthest;
}

function depth(step: Step): number {
  return step.kind === 'broken' ? chainLinks.indexOf(step.at.link) : 0;
}

/**
 * The elements of a list one by one: an unknown element is an unknown step of its own.
 *
 * @param region where the question is about one region: holes of the list that are about another one are left out
 */
export function steps<T>(
  items: readonly T[],
  toStep: (item: T, index: number) => Step | undefined,
  region?: string,
): Step[] {
  const found: Step[] = [];
  for (let index = 0; index < items.length; index++) {
    const item = attempt(() => items[index]!);
    if (item instanceof UnknownRead) {
      if (region === undefined || mayBearOn(item, region)) found.push({ kind: 'unknown', pending: item });
      continue;
    }
    const step = attemptStep(() => toStep(item, index) ?? skipped);
    if (step !== skipped) found.push(step);
  }
  return found;
}
