import type { EventPattern, Matcher } from './model.ts';
import { maximumCombinations, maximumLength } from './model.ts';
import { parseMatcher, operatorNames } from './parse-matcher.ts';
import type { EventPatternProblem } from './problem.ts';
import { EventPatternError, fail, isList, isRecord } from './problem.ts';

export type ParsedEventPattern =
  | { readonly ok: true; readonly pattern: EventPattern }
  | { readonly ok: false; readonly problem: EventPatternProblem };

/** Reads an event pattern from its JSON text, or from JSON that is parsed already. Never throws. */
export function parseEventPattern(source: unknown): ParsedEventPattern {
  try {
    const value = typeof source === 'string' ? parseJson(source) : source;
    if (!isRecord(value)) fail('', 'an event pattern is a JSON object');
    const pattern = readPattern(value, '', 0);
    if (combinations(pattern) > maximumCombinations) {
      fail('', `the $or alternatives make more than ${maximumCombinations} combinations, which EventBridge refuses`);
    }
    return { ok: true, pattern };
  } catch (error) {
    if (!(error instanceof EventPatternError)) throw error;
    return { ok: false, problem: { message: error.message, path: error.path } };
  }
}

function parseJson(text: string): unknown {
  if (text.length > maximumLength) {
    fail('', `an event pattern has at most ${maximumLength} characters, this one has ${text.length}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail('', `this is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Patterns that come as objects are not bounded by their length. */
const maximumDepth = 100;

function readPattern(value: Record<string, unknown>, path: string, depth: number): EventPattern {
  if (depth > maximumDepth) fail(path, 'the pattern is nested too deeply');
  const fields = new Map<string, EventPattern | readonly Matcher[]>();
  let or: readonly EventPattern[] | undefined;
  for (const [name, inner] of Object.entries(value)) {
    const place = path === '' ? name : `${path}.${name}`;
    const alternatives = name === '$or' ? orAlternatives(inner) : undefined;
    if (alternatives === undefined) fields.set(name, readField(inner, place, depth));
    else or = alternatives.map((one, index) => readPattern(one, `${place}[${index}]`, depth + 1));
  }
  if (fields.size === 0 && or === undefined) fail(path, 'an empty object matches nothing; EventBridge refuses it');
  return or === undefined ? { fields } : { fields, or };
}

/**
 * `$or` joins patterns only when it holds two objects or more that use no operator as a field name; otherwise it is
 * a field of that name (https://github.com/aws/event-ruler, "Or" relationship).
 */
function orAlternatives(value: unknown): Record<string, unknown>[] | undefined {
  if (!isList(value) || value.length < 2 || !value.every(isRecord)) return undefined;
  const isPlain = value.every((one) => Object.keys(one).every((name) => !operatorNames.has(name)));
  return isPlain ? [...value] : undefined;
}

function readField(value: unknown, path: string, depth: number): EventPattern | readonly Matcher[] {
  if (isRecord(value)) return readPattern(value, path, depth + 1);
  if (!isList(value)) return fail(path, 'values to match are written in an array: ["value"]');
  if (value.length === 0) return fail(path, 'an empty array matches nothing; EventBridge refuses it');
  return value.map((one, index) => parseMatcher(one, `${path}[${index}]`));
}

function combinations(pattern: EventPattern): number {
  let product = 1;
  for (const inner of pattern.fields.values()) if ('fields' in inner) product *= combinations(inner);
  if (pattern.or !== undefined) product *= pattern.or.reduce((sum, one) => sum + combinations(one), 0);
  return product;
}
