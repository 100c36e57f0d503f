import { Unknown } from '../../core/unknown.ts';
import type { Condition, PrincipalElement, Statement, UnknownCondition } from '../policy/document.ts';
import { type Match, and, every, matchIf, not, some } from '../policy/kleene.ts';
import { matchAction } from '../policy/match-target.ts';
import { coversResources } from '../public-access/policy.ts';
import { allTruth } from './service-call.ts';
import { fixes, sourceTests } from './source.ts';

/**
 * Does a Deny statement refuse one use of the resource, wherever `allow` grants it, to the service when it comes for a
 * stranger? Only what is plain to see counts.
 */
export function refusesStrangers(
  deny: Statement,
  allow: Statement,
  { service, use }: { readonly service: string; readonly use: string },
): Match {
  if (!coversResources(deny.resource, allow.resource)) return 'no-match';
  const refused = and(
    and(matchAction(deny.action, { action: use }), reachesService(deny.principal, service)),
    every(deny.conditions, (condition) => holdsForStrangers(condition, service)),
  );
  return deny.effect === 'Deny' ? refused : and('unknown', refused);
}

function reachesService(principal: PrincipalElement | undefined, service: string): Match {
  if (principal === undefined) return 'no-match';
  const named = some(principal.entries, ({ type, source }) =>
    type === 'unknown' ? 'unknown' : matchIf(type === 'anyone' || (type === 'service' && source === service)),
  );
  return principal.negated ? not(named) : named;
}

/**
 * Is a condition true whenever the service comes for somebody whom the condition does not name? Negated operators are,
 * also when the call carries no such key; with `ForAnyValue` they are false then. What CloudTrail does for a trail
 * carries the trail and its account always.
 */
function holdsForStrangers(condition: Condition | UnknownCondition, service: string): Match {
  if ('unknown' in condition) return 'unknown';
  const { operator, lowerKey, values } = condition;
  if (operator.set === 'ForAnyValue') return 'no-match';
  if (operator.family === 'bool' && lowerKey === 'aws:principalisawsservice') return allTruth(values, true);
  if (operator.family === 'null' && (lowerKey === 'aws:sourcearn' || lowerKey === 'aws:sourceaccount')) {
    return allTruth(values, false);
  }
  if (lowerKey === 'aws:principalservicename' && !operator.negated) {
    return some(values, (value) => (value instanceof Unknown ? 'unknown' : matchIf(value.source === service)));
  }
  const test = sourceTests[lowerKey];
  return operator.negated && test !== undefined ? every(values, (value) => fixes(value, test)) : 'no-match';
}
