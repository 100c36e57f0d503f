/**
 * The regular expressions that CloudWatch Logs allows between percent signs: characters, classes, `.`, `^`, `$`, `|`,
 * the quantifiers `?`, `*`, `+`, `{n,m}`, and no groups. Without groups an expression is a list of alternatives, each
 * a row of steps, so it runs as a set of positions over the text: work is at most steps times characters, whatever
 * the expression. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html
 */
export type Regex = { readonly source: string; readonly alternatives: readonly (readonly RegexStep[])[] };

export type RegexStep =
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'one' | 'optional' | 'many'; readonly characters: CharacterSet };

/** `ranges` are pairs of code points, inclusive. */
export type CharacterSet = { readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] };

/** `position` counts from the first character after the opening percent sign. */
export class RegexSyntaxError extends Error {
  readonly position: number;
  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** A pattern has 1,024 characters at most; counted repeats may not grow it without bound. */
const maximumSteps = 1_000;

/** Throws `RegexSyntaxError`. */
export function parseRegex(source: string): Regex {
  const alternatives: RegexStep[][] = [[]];
  let position = 0;
  let total = 0;
  while (position < source.length) {
    const character = source[position]!;
    if (character === '|') {
      alternatives.push([]);
      position += 1;
      continue;
    }
    if (character === '^' || character === '$') {
      alternatives.at(-1)!.push({ kind: character === '^' ? 'start' : 'end' });
      position += 1;
      continue;
    }
    const atom = parseAtom(source, position);
    const repeat = parseRepeat(source, atom.next);
    position = repeat.next;
    const steps = repeated(atom.characters, repeat);
    total += steps.length;
    if (total > maximumSteps) throw new RegexSyntaxError('the counted repeats are too large', position);
    alternatives.at(-1)!.push(...steps);
  }
  return { source, alternatives };
}

type Repeat = { readonly min: number; readonly max: number | undefined; readonly next: number };

function repeated(characters: CharacterSet, { min, max }: Repeat): RegexStep[] {
  if (min > maximumSteps || (max ?? 0) > maximumSteps) {
    throw new RegexSyntaxError('the counted repeats are too large', 0);
  }
  const steps: RegexStep[] = Array.from({ length: min }, () => ({ kind: 'one', characters }));
  if (max === undefined) return [...steps, { kind: 'many', characters }];
  const optional = Array.from({ length: max - min }, (): RegexStep => ({ kind: 'optional', characters }));
  return [...steps, ...optional];
}

function parseRepeat(source: string, position: number): Repeat {
  const character = source[position];
  const next = position + 1;
  if (character === '?') return { min: 0, max: 1, next };
  if (character === '*') return { min: 0, max: undefined, next };
  if (character === '+') return { min: 1, max: undefined, next };
  if (character !== '{') return { min: 1, max: 1, next: position };
  const counts = /^\{(\d{1,6})(,(\d{0,6}))?\}/.exec(source.slice(position, position + 20));
  if (counts === null) throw new RegexSyntaxError('a repeat is written {2}, {2,} or {2,5}', position);
  const min = Number(counts[1]);
  const upper = counts[2] === undefined ? counts[1] : counts[3];
  const max = upper === '' || upper === undefined ? undefined : Number(upper);
  if (max !== undefined && max < min) throw new RegexSyntaxError('the repeat counts are in the wrong order', position);
  return { min, max, next: position + counts[0].length };
}

type Atom = { readonly characters: CharacterSet; readonly next: number };

/** Symbols that AWS lists, and the space, which its examples use. */
const plain = /[A-Za-z0-9:_#=@/;,\- ]/;
const any: CharacterSet = { negated: true, ranges: [[10, 10]] };

function parseAtom(source: string, position: number): Atom {
  const character = source[position]!;
  if (character === '.') return { characters: any, next: position + 1 };
  if (character === '[') return parseClass(source, position);
  if (character === '\\') return parseEscape(source, position);
  if (plain.test(character)) return { characters: literal(character), next: position + 1 };
  if ('?*+{'.includes(character)) throw new RegexSyntaxError(`nothing to repeat before "${character}"`, position);
  if ('()'.includes(character)) throw new RegexSyntaxError('groups are not supported by CloudWatch Logs', position);
  throw new RegexSyntaxError(`"${character}" is not supported in a regular expression here; escape it`, position);
}

function literal(character: string): CharacterSet {
  const code = character.codePointAt(0)!;
  return { negated: false, ranges: [[code, code]] };
}

const digits: [number, number][] = [[48, 57]];
const spaces: [number, number][] = [
  [9, 13],
  [32, 32],
];
const words: [number, number][] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const named: Readonly<Record<string, [number, number][]>> = { d: digits, s: spaces, w: words };

function parseEscape(source: string, position: number): Atom {
  const character = source[position + 1];
  if (character === undefined) throw new RegexSyntaxError('a backslash escapes the character after it', position);
  const ranges = named[character.toLowerCase()];
  if (ranges !== undefined) {
    return { characters: { negated: character !== character.toLowerCase(), ranges }, next: position + 2 };
  }
  const hex = /^x([0-9A-Fa-f]{2})/.exec(source.slice(position + 1, position + 4));
  if (hex !== null)
    return { characters: literal(String.fromCodePoint(Number.parseInt(hex[1]!, 16))), next: position + 4 };
  if (character === 't') return { characters: literal('\t'), next: position + 2 };
  return { characters: literal(character), next: position + 2 };
}

function parseClass(source: string, start: number): Atom {
  let position = start + 1;
  const negated = source[position] === '^';
  if (negated) position += 1;
  const ranges: (readonly [number, number])[] = [];
  while (source[position] !== ']') {
    if (position >= source.length) throw new RegexSyntaxError('the character class is not closed', start);
    const low = classMember(source, position);
    position = low.next;
    if (source[position] !== '-' || source[position + 1] === ']' || low.characters.ranges.length !== 1) {
      if (low.characters.negated) throw new RegexSyntaxError('a negated class inside a class is not supported', start);
      ranges.push(...low.characters.ranges);
      continue;
    }
    const high = classMember(source, position + 1);
    const from = low.characters.ranges[0]![0];
    const to = high.characters.ranges[0]![0];
    if (to < from) throw new RegexSyntaxError('the range of the character class is in the wrong order', position);
    ranges.push([from, to]);
    position = high.next;
  }
  if (ranges.length === 0) throw new RegexSyntaxError('the character class is empty', start);
  return { characters: { negated, ranges }, next: position + 1 };
}

function classMember(source: string, position: number): Atom {
  if (position >= source.length) throw new RegexSyntaxError('the character class is not closed', position);
  if (source[position] === '\\') return parseEscape(source, position);
  return { characters: literal(source[position]!), next: position + 1 };
}

/** Whether the expression is found anywhere in the text. */
export function regexFinds(regex: Regex, text: string): boolean {
  return regex.alternatives.some((steps) => finds(steps, text));
}

function finds(steps: readonly RegexStep[], text: string): boolean {
  let current = new Uint8Array(steps.length + 1);
  let next = new Uint8Array(steps.length + 1);
  for (let position = 0; position <= text.length; position += 1) {
    current[0] = 1;
    spread(steps, current, position === 0, position === text.length);
    if (current[steps.length] === 1) return true;
    if (position === text.length) return false;
    advance(steps, current, next, text.charCodeAt(position));
    [current, next] = [next, current];
    next.fill(0);
  }
  return false;
}

/** Steps that need no character are passed. One sweep suffices: steps only lead forward. */
function spread(steps: readonly RegexStep[], states: Uint8Array, atStart: boolean, atEnd: boolean): void {
  for (let index = 0; index < steps.length; index += 1) {
    if (states[index] !== 1) continue;
    const { kind } = steps[index]!;
    const free = kind === 'optional' || kind === 'many' || (kind === 'start' && atStart) || (kind === 'end' && atEnd);
    if (free) states[index + 1] = 1;
  }
}

function advance(steps: readonly RegexStep[], states: Uint8Array, next: Uint8Array, code: number): void {
  for (let index = 0; index < steps.length; index += 1) {
    if (states[index] !== 1) continue;
    const step = steps[index]!;
    if (step.kind === 'start' || step.kind === 'end' || !inSet(step.characters, code)) continue;
    next[step.kind === 'many' ? index : index + 1] = 1;
  }
}

function inSet(characters: CharacterSet, code: number): boolean {
  for (const [low, high] of characters.ranges) if (code >= low && code <= high) return !characters.negated;
  return characters.negated;
}
