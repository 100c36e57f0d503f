import type { AnyKind, AnyReads, Reads, View } from './asset.ts';
import type { Cause, Severity } from './finding.ts';
import type { SettingDefinitions, SettingValues } from './settings.ts';

type Exact<A, B> = A extends object
  ? { [P in keyof A]: P extends keyof B ? Exact<A[P], NonNullable<B[P]>> : never }
  : A;
type Holes<M extends string> = M extends `${string}{${infer P}}${infer Rest}` ? P | Holes<Rest> : never;

/** What may accompany a failure: causes from a diagnosis. */
export interface FailureDetail {
  readonly causes?: readonly Cause[];
}

type FailureArguments<M extends string> = [Holes<M>] extends [never]
  ? [detail?: FailureDetail]
  : [data: Record<Holes<M>, string | number>, detail?: FailureDetail];

/** The ways in which a rule speaks. `M` maps message ids to texts with `{holes}`. */
export interface Verdicts<M extends Record<string, string>> {
  pass(this: void, note?: string): void;
  fail<Id extends keyof M & string>(this: void, id: Id, ...args: FailureArguments<M[Id]>): void;
  notApplicable(this: void, why: string): void;
  /** Judges one part (a channel, a document) as a finding of its own; an unknown met inside stays inside. */
  part(this: void, key: string, judge: (verdicts: Verdicts<M>) => void): void;
}

export interface RuleContext<S extends SettingDefinitions> {
  /** The scan's clock: milliseconds since the epoch. */
  readonly now: number;
  readonly settings: SettingValues<S>;
}

export const pillars = [
  'security',
  'operational-excellence',
  'reliability',
  'performance-efficiency',
  'cost-optimization',
  'sustainability',
] as const;
export type Pillar = (typeof pillars)[number];

export interface RuleDefinition<K extends AnyKind, R, M extends Record<string, string>, S extends SettingDefinitions> {
  /** `CT-011`: never reused. */
  readonly id: string;
  readonly slug: string;
  /** Slugs that this rule had before. */
  readonly formerSlugs?: readonly string[];
  /** A sentence that is true when the rule passes. */
  readonly title: string;
  readonly severity: Severity;
  readonly pillars: readonly Pillar[];
  /** The same check elsewhere: tool name to ids. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  /** The controls of standards that this rule speaks to: framework id (a folder in `src/frameworks`) to control ids. */
  readonly controls?: Readonly<Record<string, readonly string[]>>;
  readonly asset: K;
  /** Drives the calls that are made, the read-only policy and the automatic tests. */
  readonly reads: R;
  readonly settings?: S;
  readonly messages: M;
  /** Pure: the same view, clock and settings give the same verdicts. */
  evaluate(asset: View<K, R>, verdicts: Verdicts<M>, context: RuleContext<S>): void;
}

/** A rule as the engine handles it: types of its asset and messages erased. */
export interface Rule extends Omit<
  RuleDefinition<AnyKind, AnyReads, Record<string, string>, SettingDefinitions>,
  'evaluate'
> {
  // oxlint-disable-next-line typescript/no-explicit-any -- the engine builds the view from `reads`, which the type was made from
  evaluate(asset: any, verdicts: any, context: any): void;
}

/** Declares a rule. Refuses undeclared facts, unknown messages and unfilled holes at compile time. */
export function defineRule<
  K extends AnyKind,
  const R extends Reads<K>,
  const M extends Record<string, string>,
  // oxlint-disable-next-line typescript/ban-types -- no settings
  const S extends SettingDefinitions = {},
>(
  rule: RuleDefinition<K, R & Exact<R, Reads<K>>, M, S> & { reads: R & Exact<R, Reads<K>> },
): Rule & {
  readonly messages: M;
} {
  return rule;
}
