import { matchesPattern } from '#src/domain/policy/wildcard.ts';
import { inCidr } from './cidr.ts';
import type { Bound, Matcher, Scalar } from './model.ts';

/** Whether one matcher accepts one value. An absent field is for the caller: `exists: false` accepts no value. */
export function matcherAccepts(matcher: Matcher, value: Scalar): boolean {
  switch (matcher.kind) {
    case 'exact':
      return matcher.value === value;
    case 'numeric':
      return typeof value === 'number' && matcher.bounds.every((bound) => inBound(bound, value));
    case 'exists':
      return matcher.exists;
    case 'anything-but':
      return !isExcluded(matcher, value);
    default:
      return typeof value === 'string' && textAccepts(matcher, value);
  }
}

type TextMatcher = Extract<Matcher, { kind: 'prefix' | 'suffix' | 'equals-ignore-case' | 'wildcard' | 'cidr' }>;

function textAccepts(matcher: TextMatcher, value: string): boolean {
  if (matcher.kind === 'wildcard') return matchesPattern(matcher.wildcard.compiled, value);
  if (matcher.kind === 'cidr') return inCidr(matcher.range, value);
  if (matcher.kind === 'equals-ignore-case') return fold(value) === fold(matcher.text);
  const [text, wanted] = matcher.ignoreCase ? [fold(value), fold(matcher.text)] : [value, matcher.text];
  return matcher.kind === 'prefix' ? text.startsWith(wanted) : text.endsWith(wanted);
}

/** A value that is no text (null, a number) begins and ends with nothing, so that it is "anything but" the prefix. */
function isExcluded(matcher: Extract<Matcher, { kind: 'anything-but' }>, value: Scalar): boolean {
  if (matcher.of === 'value') return matcher.values.some((one) => one === value);
  if (typeof value !== 'string') return false;
  if (matcher.of === 'wildcard') return matcher.wildcards.some((one) => matchesPattern(one.compiled, value));
  if (matcher.of === 'prefix') return matcher.values.some((one) => value.startsWith(one));
  if (matcher.of === 'suffix') return matcher.values.some((one) => value.endsWith(one));
  return matcher.values.some((one) => fold(one) === fold(value));
}

function inBound({ operator, value: limit }: Bound, value: number): boolean {
  if (operator === '=') return value === limit;
  if (operator === '<') return value < limit;
  if (operator === '<=') return value <= limit;
  return operator === '>' ? value > limit : value >= limit;
}

function fold(text: string): string {
  return text.toLowerCase();
}
