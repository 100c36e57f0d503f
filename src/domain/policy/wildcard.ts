/**
 * Wildcard matching without backtracking. A pattern is cut at its `*`; the first piece must stand at the start, the
 * last at the end, and the pieces between are found from left to right: the leftmost place is always the best one, so
 * nothing is tried twice. A piece without `?` is searched with Knuth-Morris-Pratt: work is linear in pattern + text.
 * A piece with `?` is searched with Shift-And, 32 characters of the piece per step.
 */

/** A literal run, `any` for `*`, `one` for `?`. */
export type Token = { readonly literal: string } | 'any' | 'one';

interface Piece {
  readonly text: string;
  /** Indexes in `text` that stand for any one character. Undefined when there are none. */
  readonly holes: ReadonlySet<number> | undefined;
  /** Failure table of Knuth-Morris-Pratt; only pieces between two `*` without holes have one. */
  readonly failure: Uint32Array | undefined;
}

export type Pattern =
  | { readonly kind: 'exact'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'glob'; readonly pieces: readonly Piece[]; readonly minimum: number };

/** Counts character comparisons, so that a test can bound the work without a clock. */
export interface StepCounter {
  steps: number;
}

/** Reads `*` and `?` as wildcards and everything else as itself. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character !== '*' && character !== '?') continue;
    if (index > start) tokens.push({ literal: text.slice(start, index) });
    tokens.push(character === '*' ? 'any' : 'one');
    start = index + 1;
  }
  if (start < text.length) tokens.push({ literal: text.slice(start) });
  return tokens;
}

export function compileWildcard(text: string): Pattern {
  return compileTokens(tokenize(text));
}

/** `?` stands for one UTF-16 unit: ARNs and action names are ASCII, and AWS does not say what it counts elsewhere. */
export function compileTokens(tokens: readonly Token[]): Pattern {
  const raw: { text: string[]; length: number; holes: Set<number> }[] = [{ text: [], length: 0, holes: new Set() }];
  for (const token of tokens) {
    const last = raw[raw.length - 1]!;
    if (token === 'any') {
      raw.push({ text: [], length: 0, holes: new Set() });
    } else if (token === 'one') {
      last.holes.add(last.length);
      last.text.push('?');
      last.length += 1;
    } else {
      last.text.push(token.literal);
      last.length += token.literal.length;
    }
  }
  const first = raw[0]!;
  if (raw.length === 1 && first.holes.size === 0) return { kind: 'exact', text: first.text.join('') };
  if (raw.length > 1 && raw.every((piece) => piece.length === 0)) return { kind: 'any' };
  const pieces: Piece[] = [];
  for (const [index, piece] of raw.entries()) {
    const inside = index > 0 && index < raw.length - 1;
    if (inside && piece.length === 0) continue;
    const text = piece.text.join('');
    const holes = piece.holes.size > 0 ? piece.holes : undefined;
    pieces.push({ text, holes, failure: inside && holes === undefined ? failureTable(text) : undefined });
  }
  return { kind: 'glob', pieces, minimum: pieces.reduce((sum, piece) => sum + piece.text.length, 0) };
}

/** Does the whole of `text` match? `counter`, when given, is raised by the number of comparisons made. */
export function matchesPattern(pattern: Pattern, text: string, counter?: StepCounter): boolean {
  if (pattern.kind === 'any') return true;
  if (pattern.kind === 'exact') {
    if (counter !== undefined) counter.steps += Math.min(pattern.text.length, text.length);
    return pattern.text === text;
  }
  if (text.length < pattern.minimum) return false;
  const { pieces } = pattern;
  const head = pieces[0]!;
  if (!matchesAt(head, text, 0, counter)) return false;
  if (pieces.length === 1) return text.length === head.text.length;
  const tail = pieces[pieces.length - 1]!;
  const end = text.length - tail.text.length;
  if (!matchesAt(tail, text, end, counter)) return false;
  let from = head.text.length;
  for (let index = 1; index < pieces.length - 1; index += 1) {
    from = endOfFirst(pieces[index]!, text, from, end, counter);
    if (from < 0) return false;
  }
  return true;
}

function matchesAt(piece: Piece, text: string, at: number, counter: StepCounter | undefined): boolean {
  if (counter !== undefined) counter.steps += piece.text.length;
  if (piece.holes === undefined) return text.startsWith(piece.text, at);
  for (let index = 0; index < piece.text.length; index += 1) {
    if (piece.text.charCodeAt(index) !== text.charCodeAt(at + index) && !piece.holes.has(index)) return false;
  }
  return true;
}

/** Where the leftmost occurrence in `text[from, end)` ends, or -1. */
function endOfFirst(piece: Piece, text: string, from: number, end: number, counter: StepCounter | undefined): number {
  if (end - from < piece.text.length) return -1;
  return piece.failure === undefined
    ? shiftAnd(piece, text, from, end, counter)
    : knuthMorrisPratt(piece.text, piece.failure, text, from, end, counter);
}

function failureTable(text: string): Uint32Array {
  const table = new Uint32Array(text.length);
  let matched = 0;
  for (let index = 1; index < text.length; index += 1) {
    while (matched > 0 && text.charCodeAt(index) !== text.charCodeAt(matched)) matched = table[matched - 1]!;
    if (text.charCodeAt(index) === text.charCodeAt(matched)) matched += 1;
    table[index] = matched;
  }
  return table;
}

function knuthMorrisPratt(
  needle: string,
  failure: Uint32Array,
  text: string,
  from: number,
  end: number,
  counter: StepCounter | undefined,
): number {
  let matched = 0;
  let steps = 0;
  let found = -1;
  for (let index = from; index < end; index += 1) {
    const code = text.charCodeAt(index);
    steps += 1;
    while (matched > 0 && code !== needle.charCodeAt(matched)) {
      matched = failure[matched - 1]!;
      steps += 1;
    }
    if (code === needle.charCodeAt(matched)) matched += 1;
    if (matched === needle.length) {
      found = index + 1;
      break;
    }
  }
  if (counter !== undefined) counter.steps += steps;
  return found;
}

function shiftAnd(piece: Piece, text: string, from: number, end: number, counter: StepCounter | undefined): number {
  const length = piece.text.length;
  const words = Math.ceil(length / 32);
  const anyone = new Int32Array(words);
  const masks = new Map<number, Int32Array>();
  for (let index = 0; index < length; index += 1) {
    if (piece.holes!.has(index)) anyone[index >> 5]! |= 1 << (index & 31);
  }
  for (let index = 0; index < length; index += 1) {
    if (piece.holes!.has(index)) continue;
    const code = piece.text.charCodeAt(index);
    let mask = masks.get(code);
    if (mask === undefined) masks.set(code, (mask = anyone.slice()));
    mask[index >> 5]! |= 1 << (index & 31);
  }
  const state = new Int32Array(words);
  const lastWord = words - 1;
  const lastBit = 1 << ((length - 1) & 31);
  for (let index = from; index < end; index += 1) {
    const mask = masks.get(text.charCodeAt(index)) ?? anyone;
    let carry = 1;
    for (let word = 0; word < words; word += 1) {
      const before = state[word]!;
      state[word] = ((before << 1) | carry) & mask[word]!;
      carry = before >>> 31;
    }
    if (counter !== undefined) counter.steps += words;
    if ((state[lastWord]! & lastBit) !== 0) return index + 1;
  }
  return -1;
}
