import type { Condition, ParsedPolicy, Statement, UnknownCondition } from '../policy/document.ts';
import { type Match, and, every, matchIf, not, or, some } from '../policy/kleene.ts';
import { matchAction } from '../policy/match-target.ts';
import { keepsPublicOut } from '../public-access/narrowing.ts';
import { keepsServiceOut } from './service-call.ts';
import { fixes, sourceTests } from './source.ts';
import { refusesStrangers } from './strangers.ts';

/**
 * The confused deputy: a service that may use our bucket, topic, key or role uses it for somebody else, unless the
 * document fixes on whose behalf the service may come.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export interface UnguardedStatements {
  /** Statements that let the service in for anybody. */
  readonly open: readonly Statement[];
  /** Statements of which it cannot be told. */
  readonly undecided: readonly Statement[];
}

export interface Question {
  /** `cloudtrail.amazonaws.com` */
  readonly service: string;
  /** What the service does with the resource, in lower case: statements that grant nothing of it are left out. */
  readonly uses: readonly string[];
}

/**
 * The Allow statements that let a service in without a condition that fixes `aws:SourceArn`, `aws:SourceAccount`,
 * `aws:SourceOrgID` or `aws:SourceOrgPaths`, and of which no Deny takes back what strangers could use.
 */
export function unguardedStatements(policy: ParsedPolicy, { service, uses }: Question): UnguardedStatements {
  const denies = policy.statements.filter(({ effect }) => effect !== 'Allow');
  const open: Statement[] = [];
  const undecided: Statement[] = [];
  for (const statement of policy.statements) {
    if (statement.effect === 'Deny') continue;
    const granted = letsInForAnybody(statement, service);
    if (granted === 'no-match') continue;
    const left = some(uses, (use) =>
      and(
        matchAction(statement.action, { action: use }),
        not(some(denies, (deny) => refusesStrangers(deny, statement, { service, use }))),
      ),
    );
    const answer = and(granted, left);
    if (answer === 'match' && statement.effect === 'Allow') open.push(statement);
    else if (answer !== 'no-match') undecided.push(statement);
  }
  return { open, undecided };
}

function letsInForAnybody({ principal, conditions }: Statement, service: string): Match {
  if (principal === undefined) return 'no-match';
  const closed = or(
    some(conditions, fixesSource),
    some(conditions, (condition) => keepsServiceOut(condition, service)),
  );
  const closedToEveryone = or(closed, some(conditions, keepsEveryoneOut));
  const named = some(principal.entries, ({ type, source }) =>
    type === 'unknown' ? 'unknown' : matchIf(type === 'service' && source === service),
  );
  const anyone = some(principal.entries, ({ type }) => matchIf(type === 'anyone'));
  // Everyone but those named: the service is among them unless it is named.
  if (principal.negated) return and(and(not(named), not(anyone)), not(closedToEveryone));
  return or(and(named, not(closed)), and(anyone, not(closedToEveryone)));
}

/** `aws:PrincipalServiceName: cloudtrail.amazonaws.com` says which service, and nothing of the service's client. */
function keepsEveryoneOut(condition: Condition | UnknownCondition): Match {
  if (!('unknown' in condition) && condition.lowerKey === 'aws:principalservicename') return 'no-match';
  return keepsPublicOut(condition);
}

/**
 * Does a condition fix on whose behalf the service comes? `IfExists` does not: `aws:SourceOrgID` is absent for an
 * account outside any organisation, and calls for event data stores carry no `aws:SourceArn`. Values whose account
 * or organisation is a wildcard fix nothing, for anybody may name a trail as we name ours.
 */
function fixesSource(condition: Condition | UnknownCondition): Match {
  if ('unknown' in condition) return 'unknown';
  const { operator, lowerKey, values } = condition;
  if (operator.negated || operator.ifExists || operator.set === 'ForAllValues') return 'no-match';
  if (!['string', 'string-like', 'arn'].includes(operator.family)) return 'no-match';
  const test = sourceTests[lowerKey];
  return test === undefined ? 'no-match' : every(values, (value) => fixes(value, test));
}
