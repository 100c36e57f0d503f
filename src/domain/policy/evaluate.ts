import { Unknown } from '../../core/unknown.ts';
import { type Decision, allowedOf, decisionOf } from './decide.ts';
import type { Policy, PolicyProblem, Statement, StatementReference } from './document.ts';
import { type Match, or } from './kleene.ts';
import { type Request, prepareRequest } from './request.ts';
import { type StatementTrace, traceStatement } from './trace.ts';

export interface Evaluation {
  readonly decision: Decision;
  /** Does the policy let the request through? `no-match` is a no, also where it is not known which kind of no. */
  readonly allowed: Match;
  /** The first statement that denies, or else allows. Undefined for `none` and `unknown`. */
  readonly deciding?: StatementReference;
  /** For `unknown`: the statements of which it is not known whether they match. */
  readonly open: readonly StatementReference[];
  readonly statements: readonly StatementTrace[];
  /** Why the document could not be used. */
  readonly problems: readonly PolicyProblem[];
  /** Set when the document as a whole could not be read. */
  readonly unreadable?: Unknown;
}

/** Evaluates one document on its own and says for every statement and condition what matched and why. Never throws. */
export function evaluatePolicy(policy: Policy, request: Request): Evaluation {
  const nothing = { decision: 'unknown', allowed: 'unknown', open: [], statements: [], problems: [] } as const;
  if (policy instanceof Unknown) return { ...nothing, unreadable: policy };
  if (!policy.valid) return { ...nothing, problems: policy.problems };
  const prepared = prepareRequest(request);
  const statements = policy.statements.map((statement) => traceStatement(statement, prepared));
  const { allow, deny } = tally(statements);
  const decision = decisionOf(allow, deny);
  const decidingEffect = decision === 'deny' ? 'Deny' : decision === 'allow' ? 'Allow' : undefined;
  const deciding = statements.find((trace) => trace.effect === decidingEffect && trace.result === 'match');
  return {
    decision,
    allowed: allowedOf(allow, deny),
    ...(deciding === undefined ? {} : { deciding: referenceOf(deciding) }),
    open: decision === 'unknown' ? statements.filter(isOpen).map((trace) => referenceOf(trace)) : [],
    statements,
    problems: [],
  };
}

export function tally(statements: readonly StatementTrace[]): { allow: Match; deny: Match } {
  let allow: Match = 'no-match';
  let deny: Match = 'no-match';
  for (const { effect, result } of statements) {
    const uncertain = result === 'no-match' ? 'no-match' : 'unknown';
    if (effect !== 'Deny') allow = or(allow, effect === 'Allow' ? result : uncertain);
    if (effect !== 'Allow') deny = or(deny, effect === 'Deny' ? result : uncertain);
  }
  return { allow, deny };
}

function isOpen(trace: StatementTrace): boolean {
  return trace.result === 'unknown' || (trace.result === 'match' && trace.effect === 'unknown');
}

function referenceOf(statement: Pick<Statement, 'index' | 'sid' | 'effect'> | StatementTrace): StatementReference {
  const effect = statement.effect instanceof Unknown ? 'unknown' : statement.effect;
  return { index: statement.index, ...(statement.sid === undefined ? {} : { sid: statement.sid }), effect };
}
