import { Unknown } from '../../core/unknown.ts';
import type { Policy, Statement } from './document.ts';
import { type Match, and, or } from './kleene.ts';
import { matchCondition } from './match-condition.ts';
import { matchPrincipal } from './match-principal.ts';
import { matchAction, matchResource } from './match-target.ts';
import { type PreparedRequest, type Request, prepareRequest } from './request.ts';

/**
 * `deny`: a Deny matches for certain. `allow`: an Allow matches for certain, and no Deny may. `none`: for certain,
 * nothing matches (an implicit deny). `unknown`: something that could not be observed would change the answer.
 */
export type Decision = 'allow' | 'deny' | 'none' | 'unknown';

/** The decision alone, without a trace: cheapest checks first, and an end as soon as the answer stands. */
export function decide(policy: Policy, request: Request): Decision {
  if (policy instanceof Unknown || !policy.valid) return 'unknown';
  const prepared = prepareRequest(request);
  let allow: Match = 'no-match';
  let deny: Match = 'no-match';
  for (const statement of policy.statements) {
    const certainAllow = statement.effect === 'Allow' && allow === 'match';
    if (certainAllow) continue;
    const match = matchStatement(statement, prepared);
    if (match === 'no-match') continue;
    if (statement.effect === 'Deny') {
      if (match === 'match') return 'deny';
      deny = 'unknown';
    } else if (statement.effect === 'Allow') {
      allow = or(allow, match);
    } else {
      allow = or(allow, 'unknown');
      deny = or(deny, 'unknown');
    }
  }
  return decisionOf(allow, deny);
}

export function decisionOf(allow: Match, deny: Match): Decision {
  if (deny === 'match') return 'deny';
  if (deny === 'unknown' || allow === 'unknown') return 'unknown';
  return allow === 'match' ? 'allow' : 'none';
}

/** Whether the request gets through, which is known more often than the decision: a Deny that may match changes nothing where no Allow can. */
export function allowedOf(allow: Match, deny: Match): Match {
  return and(allow, deny === 'match' ? 'no-match' : deny === 'no-match' ? 'match' : 'unknown');
}

/** The parts in order of cost; a part that does not match for certain ends it. */
function matchStatement(statement: Statement, request: PreparedRequest): Match {
  const action = matchAction(statement.action, request);
  if (action === 'no-match') return 'no-match';
  const principal = matchPrincipal(statement, request);
  if (principal === 'no-match') return 'no-match';
  return and(and(action, principal), matchWithoutActionAndPrincipal(statement, request));
}

export function matchWithoutActionAndPrincipal(statement: Statement, request: PreparedRequest): Match {
  let result = matchResource(statement, request);
  for (const condition of statement.conditions) {
    if (result === 'no-match') return 'no-match';
    result = and(result, matchCondition(condition, request));
  }
  return result;
}
