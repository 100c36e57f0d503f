import { Unknown } from '../../core/unknown.ts';
import type { Condition, ConditionValue, ParsedPolicy, Statement, UnknownCondition } from '../policy/document.ts';
import { type Match, and, every, matchIf, not, or, some } from '../policy/kleene.ts';
import { keepsPublicOut, namesAccount } from '../public-access/narrowing.ts';

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
  /** Actions, in lower case, whose use for somebody else does no harm: statements with these alone are left out. */
  readonly harmless?: readonly string[];
}

/**
 * The Allow statements that let a service in without a condition that fixes `aws:SourceArn`, `aws:SourceAccount`,
 * `aws:SourceOrgID` or `aws:SourceOrgPaths`. Each statement is judged on its own: a Deny elsewhere is not weighed.
 */
export function unguardedStatements(policy: ParsedPolicy, { service, harmless = [] }: Question): UnguardedStatements {
  const open: Statement[] = [];
  const undecided: Statement[] = [];
  for (const statement of policy.statements) {
    if (statement.effect === 'Deny' || isHarmless(statement, harmless)) continue;
    const answer = letsInForAnybody(statement, service);
    if (answer === 'match' && statement.effect === 'Allow') open.push(statement);
    else if (answer !== 'no-match') undecided.push(statement);
  }
  return { open, undecided };
}

function letsInForAnybody({ principal, conditions }: Statement, service: string): Match {
  if (principal === undefined) return 'no-match';
  const guarded = some(conditions, fixesSource);
  const named = some(principal.entries, ({ type, source }) =>
    type === 'unknown' ? 'unknown' : matchIf(type === 'service' && source === service),
  );
  const anyone = some(principal.entries, ({ type }) => matchIf(type === 'anyone'));
  if (principal.negated) {
    // Everyone but those named: the service is among them unless it is named.
    return and(and(not(named), not(anyone)), not(or(guarded, some(conditions, keepsServiceOut))));
  }
  const asAnyone = and(anyone, not(or(guarded, some(conditions, keepsServiceOut))));
  return or(and(named, not(guarded)), asAnyone);
}

/** Conditions that a call of the service cannot meet, or only from a fixed place: they narrow a grant to everyone. */
function keepsServiceOut(condition: Condition | UnknownCondition): Match {
  if ('unknown' in condition) return 'unknown';
  const { operator, lowerKey, values } = condition;
  if (lowerKey === 'aws:principalisawsservice' && operator.family === 'bool' && !operator.ifExists) {
    return every(values, (value) =>
      value instanceof Unknown ? 'unknown' : matchIf(value.test.kind === 'boolean' && !value.test.value),
    );
  }
  // `aws:PrincipalServiceName: cloudtrail.amazonaws.com` says which service, and nothing of the service's client.
  return lowerKey === 'aws:principalservicename' ? 'no-match' : keepsPublicOut(condition);
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
  const test = tests[lowerKey];
  return test === undefined ? 'no-match' : every(values, (value) => fixes(value, test));
}

const tests: Readonly<Record<string, (pattern: string) => boolean>> = {
  'aws:sourcearn': namesAccount,
  'aws:sourceaccount': (pattern) => !/[*?]/.test(pattern),
  'aws:sourceorgid': (pattern) => !/[*?]/.test(pattern),
  'aws:sourceorgpaths': (pattern) => /^o-[a-z0-9]{10,32}\//.test(pattern),
};

/** The owner of the resource is as fixed as a number. */
const ownerVariables = new Set(['${aws:ResourceAccount}', '${aws:ResourceOrgID}']);

function fixes(value: ConditionValue | Unknown, test: (pattern: string) => boolean): Match {
  if (value instanceof Unknown) return 'unknown';
  if (value.test.kind !== 'text' && value.test.kind !== 'arn') return 'no-match';
  const { fixed } = value.test.template;
  if (fixed === undefined) return matchIf(ownerVariables.has(value.source));
  // Without wildcards in effect the value is one source, or nobody's.
  return matchIf(fixed.every((token) => typeof token === 'object') || test(value.source));
}

function isHarmless({ action }: Statement, harmless: readonly string[]): boolean {
  if (action.negated) return false;
  return action.entries.every((entry) => !(entry instanceof Unknown) && harmless.includes(entry.source.toLowerCase()));
}
