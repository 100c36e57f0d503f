import type { EventPattern, Matcher } from '../model.ts';
import { isRecord } from '../problem.ts';

/**
 * Event patterns evaluated the plain way: an event with arrays stands for all the events that have one element in the
 * place of each array, and the pattern is asked of each of them. Wildcards go to the language's own expressions.
 */
export function referenceMatches(pattern: EventPattern, event: unknown): boolean {
  const paths = new Set<string>();
  leaves('', event, paths);
  return withoutArrays(event).some((world) => asked(pattern, world, '', paths));
}

function leaves(path: string, value: unknown, into: Set<string>): void {
  if (Array.isArray(value)) for (const element of value) leaves(path, element, into);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) leaves(`${path}/${name}`, inner, into);
  } else into.add(path);
}

const missing = Symbol('missing');

function withoutArrays(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.length === 0 ? [missing] : value.flatMap(withoutArrays);
  if (typeof value !== 'object' || value === null) return [value];
  let worlds: Record<string, unknown>[] = [{}];
  for (const [name, inner] of Object.entries(value)) {
    worlds = worlds.flatMap((world) => withoutArrays(inner).map((one) => ({ ...world, [name]: one })));
  }
  return worlds;
}

function asked(pattern: EventPattern, world: unknown, path: string, paths: ReadonlySet<string>): boolean {
  for (const [name, inner] of pattern.fields) {
    const place = `${path}/${name}`;
    const value = isRecord(world) && Object.hasOwn(world, name) ? world[name] : missing;
    if ('fields' in inner) {
      if (!asked(inner, value, place, paths)) return false;
      continue;
    }
    if (!inner.some((matcher) => accepts(matcher, value, paths.has(place)))) return false;
  }
  return pattern.or === undefined || pattern.or.some((one) => asked(one, world, path, paths));
}

function accepts(matcher: Matcher, value: unknown, present: boolean): boolean {
  if (matcher.kind === 'exists' && !matcher.exists) return !present;
  if (value === missing || (typeof value === 'object' && value !== null)) return false;
  if (matcher.kind === 'exists') return true;
  if (matcher.kind === 'exact') return value === matcher.value;
  const text = typeof value === 'string' ? value : undefined;
  const like = (source: string, flags = ''): boolean =>
    text !== undefined && new RegExp(`^${source}$`, `s${flags}`).test(text);
  const quote = (raw: string): string =>
    raw.replaceAll(/[^\w]/g, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
  const glob = (raw: string): string =>
    raw.replaceAll(/\\\\|\\\*|\*|[^*\\]/g, (token) =>
      token === '*' ? '.*' : quote(token.length > 1 ? token[1]! : token),
    );
  switch (matcher.kind) {
    case 'prefix':
      return like(`${quote(matcher.text)}.*`, matcher.ignoreCase ? 'iu' : 'u');
    case 'suffix':
      return like(`.*${quote(matcher.text)}`, matcher.ignoreCase ? 'iu' : 'u');
    case 'equals-ignore-case':
      return like(quote(matcher.text), 'iu');
    case 'wildcard':
      return like(glob(matcher.wildcard.text), 'u');
    case 'cidr':
      return text !== undefined && text.startsWith('10.') && /^10(\.\d{1,3}){3}$/.test(text);
    case 'numeric': {
      if (typeof value !== 'number') return false;
      return matcher.bounds.every(({ operator, value: limit }) => {
        const sign = Math.sign(value - limit);
        return { '=': [0], '<': [-1], '<=': [-1, 0], '>': [1], '>=': [0, 1] }[operator].includes(sign);
      });
    }
    default:
      break;
  }
  if (matcher.of === 'value') return !matcher.values.some((one) => one === value);
  if (matcher.of === 'wildcard') return !matcher.wildcards.some((one) => like(glob(one.text), 'u'));
  const shape = { prefix: ['', '.*'], suffix: ['.*', ''], 'equals-ignore-case': ['', ''] }[matcher.of];
  const flags = matcher.of === 'equals-ignore-case' ? 'iu' : 'u';
  return !matcher.values.some((one) => like(`${shape[0]}${quote(one)}${shape[1]}`, flags));
}
