import type { Cursor } from './cursor.ts';
import { cursor, fail, FilterPatternError, peek, skipSpace } from './cursor.ts';
import { parseExpression } from './parse-expression.ts';
import { parseFields } from './parse-fields.ts';
import { parseSelector } from './parse-selector.ts';
import { parseTerms } from './parse-terms.ts';
import type { FilterPattern } from './model.ts';
import { maximumLength } from './model.ts';

/** `position` is the offset of the character where reading stopped, from 0. */
export type FilterPatternProblem = { readonly message: string; readonly position: number };

export type ParsedFilterPattern =
  | { readonly ok: true; readonly pattern: FilterPattern }
  | { readonly ok: false; readonly problem: FilterPatternProblem };

/**
 * Reads a filter pattern. Never throws. It is a little more generous than AWS (case of IS NULL, unquoted symbols):
 * patterns that it is given were accepted by AWS already, and refusing them would only leave them unjudged.
 */
export function parseFilterPattern(text: string): ParsedFilterPattern {
  try {
    return { ok: true, pattern: readPattern(cursor(text)) };
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    return { ok: false, problem: { message: error.message, position: error.position } };
  }
}

function readPattern(at: Cursor): FilterPattern {
  if (at.text.length > maximumLength) {
    fail(`a filter pattern has at most ${maximumLength} characters, this one has ${at.text.length}`, maximumLength);
  }
  skipSpace(at);
  const first = peek(at);
  if (first === '') return { kind: 'everything' };
  if (first === '{') return { kind: 'json', expression: parseExpression(at, '{', '}', parseSelector) };
  if (first === '[') return { kind: 'fields', fields: parseFields(at) };
  return { kind: 'terms', terms: parseTerms(at) };
}
