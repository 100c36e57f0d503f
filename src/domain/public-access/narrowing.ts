import { Unknown } from '../../core/unknown.ts';
import type { Condition, ConditionValue, UnknownCondition } from '../policy/document.ts';
import { type Match, every, matchIf } from '../policy/kleene.ts';

/**
 * Condition keys of which a fixed value ties a statement to somebody whom the owner chose. "Fixed" is AWS's word: no
 * wildcard and no policy variable. We take two variables for fixed that AWS does not (see `namesOwner`), and the keys of who
 * owns a VPC endpoint, which are younger than its list.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const fixedKeys = new Set([
  'aws:sourceip',
  'aws:vpcsourceip',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourcevpcarn',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalservicename',
  'aws:userid',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  'kms:calleraccount',
]);

/** "Values broader than /8 for IPv4 and /32 for IPv6" are public. */
const broadest = { 4: 8, 16: 32 } as const;

/**
 * Does a condition of an Allow statement keep the public out? `IfExists` and `ForAllValues` do not: a request that does
 * not carry the key passes them, and a request through somebody's VPC endpoint carries no `aws:SourceIp`.
 */
export function keepsPublicOut(condition: Condition | UnknownCondition): Match {
  if ('unknown' in condition) return 'unknown';
  const { operator, lowerKey, values } = condition;
  if (operator.negated || operator.ifExists || operator.set === 'ForAllValues' || operator.family === 'null') {
    return 'no-match';
  }
  if (!fixedKeys.has(lowerKey)) return 'no-match';
  return every(values, (value) => (namesOwner(value) ? 'match' : isFixed(value, lowerKey, operator)));
}

/** Policy variables that are as fixed as a number: the account that owns the resource, and its organisation. */
const ownerVariables = new Set(['${aws:ResourceAccount}', '${aws:ResourceOrgID}']);

export function namesOwner(value: ConditionValue | Unknown): boolean {
  return !(value instanceof Unknown) && ownerVariables.has(value.source);
}

/**
 * Is a condition of a Deny statement true for the public? Negated operators are, when the request lacks the key; with
 * `ForAnyValue` they are false then.
 */
export function holdsForPublic(condition: Condition | UnknownCondition): Match {
  if ('unknown' in condition) return 'unknown';
  const { operator, lowerKey, values } = condition;
  if (operator.set === 'ForAnyValue') return 'no-match';
  if (lowerKey === 'aws:principalisawsservice' && operator.family === 'bool') {
    return every(values, (value) =>
      value instanceof Unknown ? 'unknown' : matchIf(value.test.kind === 'boolean' && !value.test.value),
    );
  }
  if (!operator.negated || !fixedKeys.has(lowerKey)) return 'no-match';
  return every(values, (value) => isFixed(value, lowerKey, operator));
}

function isFixed(value: ConditionValue | Unknown, lowerKey: string, { family }: Condition['operator']): Match {
  if (value instanceof Unknown) return 'unknown';
  const { test, source } = value;
  if (test.kind === 'ip') {
    const { bytes, bits } = test.range;
    return matchIf(bits >= broadest[bytes.length as 4 | 16]);
  }
  if (test.kind !== 'text' && test.kind !== 'arn') return 'no-match';
  const { fixed } = test.template;
  if (fixed === undefined) return 'no-match';
  // Whoever shows no credentials at all has this id.
  if (lowerKey === 'aws:userid' && source === 'anonymous') return 'no-match';
  if (fixed.every((token) => typeof token === 'object')) return 'match';
  // Wildcards that cannot reach beyond one role, one organisation or one account.
  if (lowerKey === 'aws:userid') return matchIf(/^A[A-Z]{2}A[A-Z0-9]{8,}:\*$/.test(source));
  if (lowerKey.endsWith('orgpaths')) return matchIf(/^o-[a-z0-9]{10,32}\//.test(source));
  if (!ofAnAccount.has(lowerKey)) return 'no-match';
  // In strings a wildcard reaches over colons, and the path of a stranger's role, of these names alone, may hold the rest.
  const reaches =
    lowerKey === 'aws:principalarn' && family !== 'arn' && /[*?]/.test(source.split(':').slice(0, 5).join(':'));
  return matchIf(!reaches && namesAccount(source));
}

/** Keys whose ARNs name an account. */
const ofAnAccount = new Set(['s3:dataaccesspointarn', 'aws:principalarn', 'aws:sourcevpcarn']);

/** Does an ARN pattern name one account in full? */
export function namesAccount(arnPattern: string): boolean {
  return /^\d{12}$/.test(arnPattern.split(':')[4] ?? '');
}
