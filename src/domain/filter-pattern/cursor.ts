import type { Regex } from './regex.ts';
import { parseRegex, RegexSyntaxError } from './regex.ts';

/** Where the parser is in the text. */
export type Cursor = { readonly text: string; position: number };

export class FilterPatternError extends Error {
  readonly position: number;
  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

export function cursor(text: string): Cursor {
  return { text, position: 0 };
}

export function fail(message: string, position: number): never {
  throw new FilterPatternError(`${message} (at character ${position + 1})`, position);
}

/** The next characters, '' at the end. */
export function peek(at: Cursor, length = 1): string {
  return at.text.slice(at.position, at.position + length);
}

export function accept(at: Cursor, token: string): boolean {
  if (!at.text.startsWith(token, at.position)) return false;
  at.position += token.length;
  return true;
}

export function expectToken(at: Cursor, token: string, hint: string): void {
  if (!accept(at, token)) fail(`expected "${token}" ${hint}, found ${found(at)}`, at.position);
}

export function found(at: Cursor): string {
  const rest = at.text.slice(at.position, at.position + 12);
  return rest === '' ? 'the end of the pattern' : `"${rest}"`;
}

export function skipSpace(at: Cursor): void {
  while (at.position < at.text.length && at.text[at.position]!.trim() === '') at.position += 1;
}

export function expectEnd(at: Cursor): void {
  skipSpace(at);
  if (at.position < at.text.length) fail(`nothing may follow the pattern, found ${found(at)}`, at.position);
}

/** The text between quotation marks; `\"` and `\\` stand for the characters themselves. */
export function readQuoted(at: Cursor, quote: '"' | "'"): string {
  const start = at.position;
  at.position += 1;
  let text = '';
  while (at.position < at.text.length) {
    const character = at.text[at.position]!;
    at.position += 1;
    if (character === quote) return text;
    const next = at.text[at.position];
    if (character === '\\' && (next === quote || next === '\\')) {
      text += next;
      at.position += 1;
    } else {
      text += character;
    }
  }
  return fail('the quotation mark is not closed', start);
}

/** The regular expression between percent signs; `\%` is a percent sign inside it. */
export function readRegex(at: Cursor): Regex {
  const start = at.position + 1;
  let end = start;
  while (end < at.text.length && at.text[end] !== '%') end += at.text[end] === '\\' ? 2 : 1;
  if (end >= at.text.length) fail('the regular expression is not closed with %', start - 1);
  if (end === start) fail('the regular expression is empty', start);
  at.position = end + 1;
  try {
    return parseRegex(at.text.slice(start, end));
  } catch (error) {
    if (!(error instanceof RegexSyntaxError)) throw error;
    return fail(error.message, start + error.position);
  }
}
