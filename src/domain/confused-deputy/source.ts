import { Unknown } from '../../core/unknown.ts';
import type { ConditionValue } from '../policy/document.ts';
import { type Match, matchIf } from '../policy/kleene.ts';
import { namesAccount, namesOwner } from '../public-access/narrowing.ts';

/** Condition keys that tell on whose behalf a service comes, and which patterns with wildcards still name somebody. */
export const sourceTests: Readonly<Record<string, (pattern: string) => boolean>> = {
  'aws:sourcearn': namesAccount,
  'aws:sourceaccount': (pattern) => !/[*?]/.test(pattern),
  // What some services send to SNS instead. https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
  'aws:sourceowner': (pattern) => !/[*?]/.test(pattern),
  'aws:sourceorgid': (pattern) => !/[*?]/.test(pattern),
  'aws:sourceorgpaths': (pattern) => /^o-[a-z0-9]{10,32}\//.test(pattern),
};

/** Does one value of such a key name a source, and not anybody? */
export function fixes(value: ConditionValue | Unknown, test: (pattern: string) => boolean): Match {
  if (value instanceof Unknown) return 'unknown';
  if (value.test.kind !== 'text' && value.test.kind !== 'arn') return 'no-match';
  const { fixed } = value.test.template;
  if (fixed === undefined) return matchIf(namesOwner(value));
  // Without wildcards in effect the value is one source, or nobody's.
  return matchIf(fixed.every((token) => typeof token === 'object') || test(value.source));
}
