import { Unknown, UnknownRead } from '../../core/unknown.ts';
import { decide } from '../policy/decide.ts';
import type { ParsedPolicy } from '../policy/document.ts';
import { evaluatePolicy } from '../policy/evaluate.ts';
import type { Request } from '../policy/request.ts';
import type { ConditionTrace, ElementTrace, StatementTrace } from '../policy/trace.ts';
import { isUndocumented } from './requests.ts';

/** A part of an Allow statement that keeps it from allowing a request. */
export interface Gap {
  readonly statement: StatementTrace;
  readonly part:
    | { readonly kind: 'resource' | 'principal'; readonly trace: ElementTrace }
    | { readonly kind: 'condition'; readonly trace: ConditionTrace };
  /** True where only what AWS does not document keeps it from being told. */
  readonly unclear: boolean;
}

/** How one request of a service fares with one document. */
export interface Check {
  readonly request: Request;
  /** Deny statements that match. */
  readonly denies: readonly StatementTrace[];
  /** Deny statements of which only what AWS does not document keeps it from being told whether they match. */
  readonly unclearDenies: readonly StatementTrace[];
  /** An Allow matches; `unclear` where that depends on what AWS does not document. */
  readonly allowed: 'yes' | 'no' | 'unclear';
  /** Where nothing allows for certain: what is wrong with the statement that comes nearest. None where no statement speaks of it. */
  readonly gaps: readonly Gap[];
}

/**
 * Evaluates a request against one document and sorts what stands in the way. Throws `UnknownRead` when the answer
 * depends on something that could have been read and was not.
 * @param path where the document stands in the view, for the unknown
 */
export function checkPolicy(policy: ParsedPolicy, request: Request, path: string): Check {
  // By far the most requests are allowed: the cheap question first, the trace only for the others.
  if (decide(policy, request) === 'allow') return { request, denies: [], unclearDenies: [], allowed: 'yes', gaps: [] };
  const { statements } = evaluatePolicy(policy, request);
  const of = (effect: 'Allow' | 'Deny', result: StatementTrace['result']) =>
    statements.filter((trace) => trace.effect === effect && trace.result === result);
  const denies = of('Deny', 'match');
  const openDenies = of('Deny', 'unknown');
  const openAllows = of('Allow', 'unknown');
  const isAllowed = of('Allow', 'match').length > 0;
  // A certain Deny settles the request; an Allow that matches makes the open ones idle.
  const open = [...(denies.length > 0 ? [] : openDenies), ...(isAllowed ? [] : openAllows)];
  for (const trace of open) throwWhatWasNotRead(trace, path);
  const allowed = isAllowed ? 'yes' : openAllows.length > 0 ? 'unclear' : 'no';
  return {
    request,
    denies,
    unclearDenies: denies.length > 0 ? [] : openDenies,
    allowed,
    gaps: isAllowed ? [] : nearestGaps(statements, request),
  };
}

function throwWhatWasNotRead(trace: StatementTrace, path: string): void {
  for (const { actual, result } of trace.conditions) {
    if (result !== 'unknown') continue;
    const values = actual instanceof Unknown ? [actual] : (actual ?? []);
    for (const value of values)
      if (value instanceof Unknown && !isUndocumented(value)) throw new UnknownRead(path, value);
  }
}

/** What is wrong with the Allow statement that comes nearest to the request: the one with the fewest parts that do not fit. */
function nearestGaps(statements: readonly StatementTrace[], request: Request): Gap[] {
  let best: Gap[] = [];
  let bestScore = Number.POSITIVE_INFINITY;
  for (const statement of statements) {
    if (statement.effect !== 'Allow' || statement.action.result === 'no-match') continue;
    const gaps = gapsOf(statement);
    const score = gaps.reduce((sum, gap) => sum + weight(gap), isMeantFor(statement, request) ? 0 : 100);
    if (gaps.length > 0 && score < bestScore) [best, bestScore] = [gaps, score];
  }
  const [first] = best;
  if (first === undefined || isMeantFor(first.statement, request)) return best;
  // A statement for somebody else says nothing about this caller, unless the caller is all that does not fit.
  return best.length === 1 && first.part.kind === 'principal' ? best : [];
}

/** A statement made for another trail is further away than one for this trail with a fault in it. */
function weight({ part, unclear }: Gap): number {
  if (unclear) return 0.5;
  return part.kind === 'condition' && part.trace.key.toLowerCase() === 'aws:sourcearn' ? 1.5 : 1;
}

function gapsOf(statement: StatementTrace): Gap[] {
  const gaps: Gap[] = [];
  const add = (part: Gap['part']): void => {
    if (part.trace.result !== 'match') gaps.push({ statement, part, unclear: part.trace.result === 'unknown' });
  };
  if (statement.principal !== undefined) add({ kind: 'principal', trace: statement.principal });
  if (statement.resource !== undefined) add({ kind: 'resource', trace: statement.resource });
  for (const trace of statement.conditions) add({ kind: 'condition', trace });
  return gaps;
}

const SOURCE_KEYS = new Set([
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  's3:x-amz-acl',
  'aws:principalservicename',
]);

/** Whether a statement speaks of the caller: by name, or of everybody with a condition that only services can meet. */
function isMeantFor({ principal, conditions }: StatementTrace, { principal: caller }: Request): boolean {
  // Policies of an identity have no principal: they speak of the role that they belong to.
  if (principal === undefined) return true;
  if (principal.result === 'no-match') return false;
  if (
    !(caller instanceof Unknown) &&
    caller.type === 'service' &&
    principal.expected.some((name) => name.toLowerCase() === caller.id)
  )
    return true;
  return conditions.some(({ key }) => SOURCE_KEYS.has(key.toLowerCase())) || conditions.length === 0;
}
