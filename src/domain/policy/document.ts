import type { Unknown } from '../../core/unknown.ts';
import type { ArnPattern } from './arn.ts';
import type { Cidr } from './ip.ts';
import type { Operator } from './operators.ts';
import type { Template } from './template.ts';
import type { Pattern } from './wildcard.ts';

/** What is wrong in a document, and where. */
export interface PolicyProblem {
  /** `Statement[2].Condition.StringEqualz`; empty for the document as a whole. */
  readonly path: string;
  /** From 1; only when the document came as text. */
  readonly line?: number;
  readonly column?: number;
  /** One sentence. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
}

export interface InvalidPolicy {
  readonly valid: false;
  /** In order of the document, at least one; reading stops after twenty. */
  readonly problems: readonly PolicyProblem[];
}

export interface ParsedPolicy {
  readonly valid: true;
  /** A document without `Version` is 2008-10-17, which has no policy variables. */
  readonly version: '2012-10-17' | '2008-10-17';
  readonly id?: string;
  readonly statements: readonly Statement[];
  /** Accepted by AWS, but probably not what was meant: a Sid that stands twice, an operator in odd case. */
  readonly warnings: readonly PolicyProblem[];
}

/** What may stand where a policy is expected: `Unknown` for one that could not be read. */
export type Policy = ParsedPolicy | InvalidPolicy | Unknown;

export type Effect = 'Allow' | 'Deny';

export interface Statement {
  /** Place in the document, from 0: `Statement[0]`. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: Effect | Unknown;
  /** Undefined in identity policies and service control policies. */
  readonly principal?: PrincipalElement;
  readonly action: ActionElement;
  /** Undefined in role trust policies, which speak about the role itself. */
  readonly resource?: ResourceElement;
  readonly conditions: readonly (Condition | UnknownCondition)[];
}

/** `negated` tells `NotPrincipal` from `Principal`, and so on. */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly entries: readonly PrincipalEntry[];
}

export type PrincipalEntry =
  | { readonly type: 'anyone'; readonly source: string }
  | { readonly type: 'account'; readonly source: string; readonly account: string }
  | { readonly type: 'arn'; readonly source: string }
  /** `AROA...`, `AIDA...`: what remains of a principal that was deleted. */
  | { readonly type: 'deleted'; readonly source: string }
  | { readonly type: 'service' | 'federated' | 'canonical'; readonly source: string }
  | { readonly type: 'unknown'; readonly source: string; readonly unknown: Unknown };

export interface ActionElement {
  readonly negated: boolean;
  readonly entries: readonly ({ readonly source: string; readonly pattern: Pattern } | Unknown)[];
}

export interface ResourceElement {
  readonly negated: boolean;
  readonly entries: readonly (ResourceEntry | Unknown)[];
}

export interface ResourceEntry {
  readonly template: Template;
  /** Ready when the value holds no variable. */
  readonly pattern?: ArnPattern;
}

export interface Condition {
  readonly operator: Operator;
  /** As written. Names of condition keys are not case-sensitive. */
  readonly key: string;
  readonly lowerKey: string;
  readonly values: readonly (ConditionValue | Unknown)[];
}

/** A condition block, or one of its operators, that the source could not tell. */
export interface UnknownCondition {
  readonly unknown: Unknown;
}

export interface ConditionValue {
  readonly source: string;
  readonly test: ValueTest;
}

export type ValueTest =
  | { readonly kind: 'text'; readonly template: Template; readonly pattern?: Pattern }
  | { readonly kind: 'arn'; readonly template: Template; readonly pattern?: ArnPattern }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'binary'; readonly value: string }
  | { readonly kind: 'ip'; readonly range: Cidr };

/** Names one statement in messages. */
export interface StatementReference {
  readonly index: number;
  readonly sid?: string;
  readonly effect: Effect | 'unknown';
}

/** `Statement[1] (DenyUnencrypted)`. */
export function statementLabel(statement: { readonly index: number; readonly sid?: string }): string {
  return `Statement[${statement.index}]${statement.sid === undefined ? '' : ` (${statement.sid})`}`;
}
