import { Unknown } from '../../core/unknown.ts';
import type { Condition, UnknownCondition } from '../policy/document.ts';
import { type Match, every, matchIf, not, some } from '../policy/kleene.ts';
import { matchesPattern } from '../policy/wildcard.ts';

/**
 * Keys that tell of an IAM principal and of the network that it calls from: no call of a service principal carries them.
 * `aws:PrincipalType` and `aws:userid` are in every request, so what a service sends there is not known.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const neverSent = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:username',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpcsourceip',
]);

/** Is a condition of an Allow statement one that no call of the service can meet, whoever it comes for? */
export function keepsServiceOut(condition: Condition | UnknownCondition, service: string): Match {
  if ('unknown' in condition) return 'unknown';
  const { operator, lowerKey, values } = condition;
  // Every call of a service tells that it is one, and which: `IfExists` changes nothing.
  if (lowerKey === 'aws:principalisawsservice' && operator.family === 'bool') return allTruth(values, false);
  if (lowerKey === 'aws:principalservicename' && operator.family !== 'null') {
    const named = some(values, (value) => namesService(value, service));
    return operator.negated ? named : not(named);
  }
  if (!neverSent.has(lowerKey)) return 'no-match';
  if (operator.family === 'null') return allTruth(values, false);
  return matchIf(!operator.negated && !operator.ifExists && operator.set !== 'ForAllValues');
}

function namesService(value: Condition['values'][number], service: string): Match {
  if (value instanceof Unknown || value.test.kind !== 'text' || value.test.pattern === undefined) return 'unknown';
  return matchIf(matchesPattern(value.test.pattern, service));
}

/** Are all values of a `Bool` or `Null` condition this one? */
export function allTruth(values: Condition['values'], wanted: boolean): Match {
  return every(values, (value) => {
    if (value instanceof Unknown) return 'unknown';
    return matchIf(value.test.kind === 'boolean' && value.test.value === wanted);
  });
}
