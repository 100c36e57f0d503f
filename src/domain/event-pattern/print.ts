import type { EventPattern, Matcher } from './model.ts';

/** The pattern as JSON text that reads back to the same pattern. */
export function printEventPattern(pattern: EventPattern): string {
  return JSON.stringify(patternJson(pattern));
}

function patternJson(pattern: EventPattern): unknown {
  const entries = [...pattern.fields].map(([name, inner]): [string, unknown] => [
    name,
    'fields' in inner ? patternJson(inner) : inner.map(matcherJson),
  ]);
  if (pattern.or !== undefined) entries.push(['$or', pattern.or.map(patternJson)]);
  return Object.fromEntries(entries);
}

function matcherJson(matcher: Matcher): unknown {
  switch (matcher.kind) {
    case 'exact':
      return matcher.value;
    case 'prefix':
    case 'suffix':
      return { [matcher.kind]: matcher.ignoreCase ? { 'equals-ignore-case': matcher.text } : matcher.text };
    case 'equals-ignore-case':
      return { 'equals-ignore-case': matcher.text };
    case 'wildcard':
      return { wildcard: matcher.wildcard.text };
    case 'numeric':
      return { numeric: matcher.bounds.flatMap((bound) => [bound.operator, bound.value]) };
    case 'cidr':
      return { cidr: matcher.text };
    case 'exists':
      return { exists: matcher.exists };
    default:
      return { 'anything-but': anythingButJson(matcher) };
  }
}

function anythingButJson(matcher: Extract<Matcher, { kind: 'anything-but' }>): unknown {
  if (matcher.of === 'value') return scalarOrList(matcher.values);
  const values = matcher.of === 'wildcard' ? matcher.wildcards.map((one) => one.text) : matcher.values;
  return { [matcher.of]: scalarOrList(values) };
}

function scalarOrList(values: readonly unknown[]): unknown {
  return values.length === 1 ? values[0] : values;
}
