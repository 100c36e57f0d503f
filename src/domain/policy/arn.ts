import type { Match } from './kleene.ts';
import { type Pattern, type Token, compileTokens, matchesPattern } from './wildcard.ts';

/** An ARN has six parts; everything after the fifth colon belongs to the last. */
const parts = 6;

export interface ArnPattern {
  readonly whole: Pattern;
  /** One per part, or fewer when the pattern has fewer. */
  readonly components: readonly Pattern[];
  /** Every `*` of the first five parts stands last in its part. */
  readonly starsLast: boolean;
}

/** Splits into at most six parts. */
export function splitArn(arn: string): string[] {
  const result: string[] = [];
  let from = 0;
  while (result.length < parts - 1) {
    const colon = arn.indexOf(':', from);
    if (colon < 0) break;
    result.push(arn.slice(from, colon));
    from = colon + 1;
  }
  result.push(arn.slice(from));
  return result;
}

/**
 * @param complete add `*` for parts that are missing, as AWS does for a Resource element: `arn:aws:sqs` stands for
 * `arn:aws:sqs:*:*:*`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function compileArn(tokens: readonly Token[], complete: boolean): ArnPattern {
  const split: Token[][] = [[]];
  for (const token of tokens) {
    if (typeof token === 'string') {
      split[split.length - 1]!.push(token);
      continue;
    }
    let rest = token.literal;
    for (let colon = rest.indexOf(':'); colon >= 0 && split.length < parts; colon = rest.indexOf(':')) {
      if (colon > 0) split[split.length - 1]!.push({ literal: rest.slice(0, colon) });
      split.push([]);
      rest = rest.slice(colon + 1);
    }
    if (rest !== '') split[split.length - 1]!.push({ literal: rest });
  }
  if (complete && split.length > 1) while (split.length < parts) split.push(['any']);
  const starsLast = split.slice(0, parts - 1).every((part) => part.slice(0, -1).every((token) => token !== 'any'));
  const joined = split.flatMap((part, index): Token[] => (index === 0 ? part : [{ literal: ':' }, ...part]));
  return { whole: compileTokens(joined), components: split.map((part) => compileTokens(part)), starsLast };
}

/**
 * Matches part by part. AWS lets a `*` that ends a part reach beyond the colon and says nothing of the others: where
 * only such a `*` would make it match, the answer is `unknown`.
 */
export function matchResourceArn(pattern: ArnPattern, arn: string, split: readonly string[]): Match {
  if (!matchesPattern(pattern.whole, arn)) return 'no-match';
  if (pattern.whole.kind !== 'glob' || pattern.starsLast || componentsMatch(pattern, split)) return 'match';
  return 'unknown';
}

/**
 * `ArnLike` and `ArnEquals`: "each of the six colon-delimited components of the ARN is checked separately". What
 * a pattern with fewer parts does is not documented.
 */
export function matchConditionArn(pattern: ArnPattern, arn: string): Match {
  if (!matchesPattern(pattern.whole, arn)) return 'no-match';
  if (pattern.whole.kind === 'exact') return 'match';
  if (pattern.components.length < parts) return 'unknown';
  return componentsMatch(pattern, splitArn(arn)) ? 'match' : 'no-match';
}

function componentsMatch(pattern: ArnPattern, split: readonly string[]): boolean {
  if (pattern.components.length !== split.length) return false;
  return pattern.components.every((component, index) => matchesPattern(component, split[index]!));
}

/** The account of an ARN, or undefined when the ARN has none (an S3 bucket). */
export function accountOf(arn: string): string | undefined {
  const account = splitArn(arn)[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

/** `arn:aws:sts::111122223333:assumed-role/Name/session`, taken apart. */
export function parseSessionArn(arn: string): { partition: string; account: string; role: string } | undefined {
  const found = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/.exec(arn);
  return found === null ? undefined : { partition: found[1]!, account: found[2]!, role: found[3]! };
}
