import { Unknown } from '../../core/unknown.ts';
import type { Condition, Effect, Statement, UnknownCondition } from './document.ts';
import { type Match, and } from './kleene.ts';
import { matchCondition } from './match-condition.ts';
import { matchPrincipal } from './match-principal.ts';
import { matchAction, matchResource } from './match-target.ts';
import { type PreparedRequest, type RequestPrincipal, lookup } from './request.ts';
import { variablesOf } from './template.ts';
import { whyCondition, whyElement } from './why.ts';

/** How one element of a statement compared with the request. */
export interface ElementTrace {
  readonly element: 'Principal' | 'NotPrincipal' | 'Action' | 'NotAction' | 'Resource' | 'NotResource';
  readonly result: Match;
  readonly expected: readonly string[];
  readonly actual: string;
  /** One sentence. */
  readonly why: string;
}

export interface ConditionTrace {
  /** `ForAnyValue:StringLikeIfExists` */
  readonly operator: string;
  readonly key: string;
  /** As written in the document, variables not filled in. */
  readonly expected: readonly string[];
  /** What the request carries: undefined when the key is absent. */
  readonly actual: readonly (string | Unknown)[] | undefined | Unknown;
  /** The variables used in `expected` with their values; undefined for one without a value. */
  readonly variables: Readonly<Record<string, string | undefined | Unknown>>;
  readonly result: Match;
  readonly why: string;
}

export interface StatementTrace {
  readonly index: number;
  readonly sid?: string;
  readonly effect: Effect | 'unknown';
  readonly result: Match;
  /** Absent when the document's statement has no such element. */
  readonly principal?: ElementTrace;
  readonly action: ElementTrace;
  readonly resource?: ElementTrace;
  readonly conditions: readonly ConditionTrace[];
  /** Set when the statement has no principal and the caller is not an IAM principal. */
  readonly note?: string;
}

export function traceStatement(statement: Statement, request: PreparedRequest): StatementTrace {
  const principalMatch = matchPrincipal(statement, request);
  const action = traceAction(statement, request);
  const principal = tracePrincipal(statement, principalMatch, request);
  const resource = traceResource(statement, request);
  const conditions = statement.conditions.map((condition) => traceCondition(condition, request));
  let result = and(and(principalMatch, action.result), resource?.result ?? 'match');
  for (const condition of conditions) result = and(result, condition.result);
  return {
    index: statement.index,
    ...(statement.sid === undefined ? {} : { sid: statement.sid }),
    effect: statement.effect instanceof Unknown ? 'unknown' : statement.effect,
    result,
    ...(principal === undefined ? {} : { principal }),
    action,
    ...(resource === undefined ? {} : { resource }),
    conditions,
    ...(principal === undefined && principalMatch !== 'match'
      ? { note: 'the statement names no principal, and only a user or role has identity policies' }
      : {}),
  };
}

function principalText(principal: RequestPrincipal | Unknown): string {
  if (principal instanceof Unknown) return '(unknown)';
  if (principal.type === 'aws') return principal.arn;
  return principal.type === 'anonymous' ? 'an anonymous caller' : principal.id;
}

function tracePrincipal(statement: Statement, result: Match, request: PreparedRequest): ElementTrace | undefined {
  if (statement.principal === undefined) return undefined;
  const element = statement.principal.negated ? 'NotPrincipal' : 'Principal';
  const expected = statement.principal.entries.map((entry) => entry.source);
  return withWhy({ element, result, expected, actual: principalText(request.principal) });
}

function traceAction({ action }: Statement, request: PreparedRequest): ElementTrace {
  const element = action.negated ? 'NotAction' : 'Action';
  const expected = action.entries.map((entry) => (entry instanceof Unknown ? '(unknown)' : entry.source));
  return withWhy({ element, result: matchAction(action, request), expected, actual: request.source.action });
}

function traceResource(statement: Statement, request: PreparedRequest): ElementTrace | undefined {
  if (statement.resource === undefined) return undefined;
  const element = statement.resource.negated ? 'NotResource' : 'Resource';
  const expected = statement.resource.entries.map((entry) =>
    entry instanceof Unknown ? '(unknown)' : entry.template.source,
  );
  const actual = request.resource instanceof Unknown ? '(unknown)' : request.resource;
  return withWhy({ element, result: matchResource(statement, request), expected, actual });
}

function withWhy(trace: Omit<ElementTrace, 'why'>): ElementTrace {
  return { ...trace, why: whyElement(trace) };
}

function traceCondition(condition: Condition | UnknownCondition, request: PreparedRequest): ConditionTrace {
  if ('unknown' in condition) {
    const why = `the condition could not be read (${condition.unknown.reason})`;
    return {
      operator: '(unknown)',
      key: '(unknown)',
      expected: [],
      actual: condition.unknown,
      variables: {},
      result: 'unknown',
      why,
    };
  }
  const actual = lookup(request, condition.lowerKey);
  const result = matchCondition(condition, request);
  const variables: Record<string, string | undefined | Unknown> = {};
  for (const value of condition.values) {
    if (value instanceof Unknown || (value.test.kind !== 'text' && value.test.kind !== 'arn')) continue;
    for (const name of variablesOf(value.test.template)) variables[name] = singleValue(request, name);
  }
  const expected = condition.values.map((value) => (value instanceof Unknown ? '(unknown)' : value.source));
  const trace = { operator: condition.operator.name, key: condition.key, expected, actual, variables, result };
  return { ...trace, why: whyCondition(condition, trace) };
}

function singleValue(request: PreparedRequest, name: string): string | undefined | Unknown {
  const values = lookup(request, name.toLowerCase());
  if (values === undefined || values instanceof Unknown) return values;
  return values.length === 1 ? values[0] : undefined;
}
