import type { Regex } from './regex.ts';

/**
 * The CloudWatch Logs filter pattern language as data.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export type FilterPattern =
  | { readonly kind: 'everything' }
  | { readonly kind: 'json'; readonly expression: Expression<Selector> }
  | { readonly kind: 'terms'; readonly terms: readonly Term[] }
  | { readonly kind: 'fields'; readonly fields: readonly Field[] };

/** `and` and `or` have two operands or more. */
export type Expression<Subject> =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression<Subject>[] }
  | Condition<Subject>;

export type Condition<Subject> =
  | { readonly kind: 'compare'; readonly subject: Subject; readonly operator: Operator; readonly value: Literal }
  | { readonly kind: 'is'; readonly subject: Subject; readonly state: 'NULL' | 'TRUE' | 'FALSE' }
  | { readonly kind: 'exists'; readonly subject: Subject; readonly exists: boolean };

export const operators = ['=', '!=', '<', '>', '<=', '>='] as const;
export type Operator = (typeof operators)[number];

/** A path from the root of the event: a property name, an index, or `*` for any element. */
export type Selector = readonly Step[];
export type Step = { readonly name: string } | { readonly index: number | '*' };

/**
 * `text` may begin or end with an asterisk that stands for any text; one inside is an ordinary character ("Ev*ent
 * will only match the actual string Ev*ent"). `number` keeps its spelling: account ids begin with zeros.
 */
export type Literal =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'regex'; readonly regex: Regex };

export type Term = {
  readonly role: 'include' | 'exclude' | 'optional';
  readonly match:
    | { readonly kind: 'phrase'; readonly text: string }
    | { readonly kind: 'regex'; readonly regex: Regex };
};

/** One column of a space-delimited pattern. An ellipsis stands for any number of columns. */
export type Field =
  | { readonly kind: 'ellipsis' }
  | { readonly kind: 'field'; readonly name: string; readonly condition?: Expression<string> };

/** Longer patterns are refused by AWS (`FilterPattern` of PutMetricFilter). */
export const maximumLength = 1024;
