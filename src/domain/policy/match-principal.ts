import { Unknown } from '../../core/unknown.ts';
import { parseSessionArn } from './arn.ts';
import type { PrincipalElement, PrincipalEntry, Statement } from './document.ts';
import { type Match, matchIf, not, or, some } from './kleene.ts';
import type { PreparedRequest, RequestPrincipal } from './request.ts';

/**
 * How a statement reaches a principal. It matters when policies are combined: `account` delegates to the identity policies of that
 * account, and a permission boundary limits `role` but not `user`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 */
export type Reach = 'itself' | 'role' | 'account' | 'anyone';

type AwsPrincipal = Extract<RequestPrincipal, { type: 'aws' }>;

/**
 * A statement without Principal is an identity statement: it speaks about the IAM principal it is attached to and
 * never about a service or an anonymous caller.
 */
export function matchPrincipal(statement: Statement, request: PreparedRequest): Match {
  const { principal } = request;
  const element = statement.principal;
  if (element === undefined) return principal instanceof Unknown ? 'unknown' : matchIf(principal.type === 'aws');
  if (!element.negated) return some(element.entries, (entry) => matchEntry(entry, principal));
  return matchNotPrincipal(element, statement.effect === 'Allow', principal);
}

/** The same for one way of reaching only: `or` over all ways gives `matchPrincipal`. */
export function matchPrincipalBy(statement: Statement, request: PreparedRequest, reach: Reach): Match {
  const { principal } = request;
  const element = statement.principal;
  if (element === undefined || element.negated)
    return reach === 'anyone' ? matchPrincipal(statement, request) : 'no-match';
  return some(element.entries, (entry) =>
    reachOf(entry, principal) === reach ? matchEntry(entry, principal) : 'no-match',
  );
}

function reachOf(entry: PrincipalEntry, principal: RequestPrincipal | Unknown): Reach {
  if (entry.type === 'anyone') return 'anyone';
  if (entry.type === 'account' || entry.type === 'canonical') return 'account';
  if (principal instanceof Unknown || principal.type !== 'aws' || entry.source === principal.arn) {
    return !(principal instanceof Unknown) && principal.type === 'aws' && /:role\//.test(principal.arn)
      ? 'role'
      : 'itself';
  }
  return 'role';
}

function matchEntry(entry: PrincipalEntry, principal: RequestPrincipal | Unknown): Match {
  // {"AWS": "*"} is read like "*": the documentation calls the two equivalent.
  if (entry.type === 'anyone') return 'match';
  if (entry.type === 'deleted') return 'no-match';
  if (entry.type === 'unknown' || principal instanceof Unknown) return 'unknown';
  switch (principal.type) {
    case 'anonymous':
      return 'no-match';
    case 'service':
    case 'federated':
      return matchIf(entry.type === principal.type && entry.source.toLowerCase() === principal.id.toLowerCase());
    case 'canonical':
      if (entry.type === 'canonical') return matchIf(entry.source === principal.id);
      // A canonical id names an account, and which one cannot be computed.
      return entry.type === 'account' || entry.type === 'arn' ? 'unknown' : 'no-match';
    default:
      return matchAwsEntry(entry, principal);
  }
}

function matchAwsEntry(entry: PrincipalEntry, principal: AwsPrincipal): Match {
  if (entry.type === 'account') return matchIf(entry.account === principal.account);
  if (entry.type === 'canonical') {
    return principal.canonicalId === undefined ? 'unknown' : matchIf(entry.source === principal.canonicalId);
  }
  if (entry.type !== 'arn') return 'no-match';
  if (entry.source === principal.arn) return 'match';
  return matchRole(entry.source, principal);
}

/** Is `arn` the role behind the session? */
function matchRole(arn: string, principal: AwsPrincipal): Match {
  if (principal.role !== undefined) return matchIf(arn === principal.role);
  const session = parseSessionArn(principal.arn);
  if (session === undefined) return 'no-match';
  const prefix = `arn:${session.partition}:iam::${session.account}:role/`;
  if (!arn.startsWith(prefix)) return 'no-match';
  const path = arn.slice(prefix.length);
  if (path === session.role) return 'match';
  // The session's ARN leaves the role's path out.
  return path.endsWith(`/${session.role}`) ? 'unknown' : 'no-match';
}

/**
 * With Deny, AWS may check the account, then the role, then the session, and denies at the first that is not listed:
 * "you must also specify the account ARN of the not-denied principal". Listing the account alone does not exempt the users in it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function matchNotPrincipal(element: PrincipalElement, allows: boolean, principal: RequestPrincipal | Unknown): Match {
  if (principal instanceof Unknown || principal.type !== 'aws') {
    return not(some(element.entries, (entry) => matchEntry(entry, principal)));
  }
  let itself: Match = 'no-match';
  let role: Match = 'no-match';
  let account: Match = 'no-match';
  for (const entry of element.entries) {
    if (entry.type === 'anyone') return 'no-match';
    const one = matchEntry(entry, principal);
    if (entry.type === 'unknown') itself = role = or(itself, 'unknown');
    if (entry.type === 'unknown' || entry.type === 'account' || entry.type === 'canonical') account = or(account, one);
    else if (entry.source === principal.arn) itself = 'match';
    else role = or(role, one);
  }
  const isSession = parseSessionArn(principal.arn) !== undefined;
  const isRoot = principal.arn.endsWith(':root');
  if (isRoot) return not(account);
  const links = isSession ? [itself, role, account] : [itself, account];
  if (links.every((link) => link === 'match')) return 'no-match';
  const named = isSession ? or(itself, role) : itself;
  if (named === 'no-match' && (!allows || account === 'no-match')) return 'match';
  // An Allow for everyone but the listed: the listed itself is left out for certain.
  if (allows && itself === 'match') return 'no-match';
  return 'unknown';
}
