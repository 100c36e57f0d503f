import type { Pattern } from '#src/domain/policy/wildcard.ts';
import type { Cidr } from './cidr.ts';

/**
 * The EventBridge event pattern language as data.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export type EventPattern = {
  /** Every field must match: a nested pattern, or at least one of the matchers. */
  readonly fields: ReadonlyMap<string, EventPattern | readonly Matcher[]>;
  /** At least one of these patterns must match as well. */
  readonly or?: readonly EventPattern[];
};

export type Scalar = string | number | boolean | null;

export type Matcher =
  | { readonly kind: 'exact'; readonly value: Scalar }
  | { readonly kind: 'prefix' | 'suffix'; readonly text: string; readonly ignoreCase: boolean }
  | { readonly kind: 'equals-ignore-case'; readonly text: string }
  | { readonly kind: 'wildcard'; readonly wildcard: Wildcard }
  | { readonly kind: 'numeric'; readonly bounds: readonly Bound[] }
  | { readonly kind: 'cidr'; readonly text: string; readonly range: Cidr }
  | { readonly kind: 'exists'; readonly exists: boolean }
  | { readonly kind: 'anything-but'; readonly of: 'value'; readonly values: readonly (string | number)[] }
  | {
      readonly kind: 'anything-but';
      readonly of: 'prefix' | 'suffix' | 'equals-ignore-case';
      readonly values: readonly string[];
    }
  | { readonly kind: 'anything-but'; readonly of: 'wildcard'; readonly wildcards: readonly Wildcard[] };

export type Wildcard = { readonly text: string; readonly compiled: Pattern };

export const numericOperators = ['=', '<', '<=', '>', '>='] as const;
export type Bound = { readonly operator: (typeof numericOperators)[number]; readonly value: number };

/** `EventPattern` of PutRule: longer ones are refused. */
export const maximumLength = 4096;

/** Ways to combine the alternatives of all `$or`: EventBridge refuses patterns with more. */
export const maximumCombinations = 1000;
