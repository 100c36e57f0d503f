/** A JSON value with the place of each member, so that an error can say line and column. */
export interface LocatedJson {
  readonly value: unknown;
  /** For every object and array: where each member begins (for objects: its key), as an offset in the text. */
  readonly offsets: ReadonlyMap<object, ReadonlyMap<string | number, number>>;
}

export interface JsonError {
  readonly offset: number;
  readonly message: string;
}

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** Policy documents nest six levels deep; more than this is an attack or a mistake. */
const maximumDepth = 32;

const spaces = /[\t\n\r ]*/y;
const numbers = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids exactly these characters in a text
const strings = /"(?:[^"\\\u0000-\u001f]|\\["\\/bfnrt]|\\u[\da-fA-F]{4})*"/y;

/**
 * Strict JSON that, unlike `JSON.parse`, remembers positions and refuses an object with the same key twice: which of
 * the two AWS reads is documented nowhere, and a second `StringEquals` silently dropped would be a wrong verdict.
 */
export function parseJson(text: string): LocatedJson | JsonError {
  const offsets = new Map<object, Map<string | number, number>>();
  let at = 0;

  function fail(message: string, offset = at): never {
    throw { offset, message } satisfies JsonError;
  }
  function skip(): void {
    spaces.lastIndex = at;
    spaces.exec(text);
    at = spaces.lastIndex;
  }
  function seen(): string {
    return at >= text.length ? 'the end of the text' : `"${text[at]}"`;
  }
  function readString(): string {
    strings.lastIndex = at;
    if (!strings.test(text))
      fail(`a text that begins here is not closed, or holds a bad escape or a control character`);
    const raw = text.slice(at, strings.lastIndex);
    at = strings.lastIndex;
    return JSON.parse(raw) as string;
  }
  function readMembers(depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    const places = new Map<string | number, number>();
    offsets.set(result, places);
    at += 1;
    skip();
    if (text[at] === '}') {
      at += 1;
      return result;
    }
    for (;;) {
      skip();
      if (text[at] !== '"') fail(`expected a name in double quotes, found ${seen()}`);
      const start = at;
      const key = readString();
      if (places.has(key)) fail(`the name "${key}" stands twice in the same object`, start);
      places.set(key, start);
      skip();
      if (text[at] !== ':') fail(`expected ":" after "${key}", found ${seen()}`);
      at += 1;
      result[key] = readValue(depth + 1);
      skip();
      if (text[at] === '}') break;
      if (text[at] !== ',') fail(`expected "," or "}", found ${seen()}`);
      at += 1;
    }
    at += 1;
    return result;
  }
  function readItems(depth: number): unknown[] {
    const result: unknown[] = [];
    const places = new Map<string | number, number>();
    offsets.set(result, places);
    at += 1;
    skip();
    if (text[at] === ']') {
      at += 1;
      return result;
    }
    for (;;) {
      skip();
      places.set(result.length, at);
      result.push(readValue(depth + 1));
      skip();
      if (text[at] === ']') break;
      if (text[at] !== ',') fail(`expected "," or "]", found ${seen()}`);
      at += 1;
    }
    at += 1;
    return result;
  }
  function readValue(depth: number): unknown {
    if (depth > maximumDepth) fail(`nested deeper than ${maximumDepth} levels`);
    skip();
    const character = text[at];
    if (character === '{') return readMembers(depth);
    if (character === '[') return readItems(depth);
    if (character === '"') return readString();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return value;
      }
    }
    numbers.lastIndex = at;
    if (!numbers.test(text)) fail(`expected a value, found ${seen()}`);
    const raw = text.slice(at, numbers.lastIndex);
    at = numbers.lastIndex;
    return Number(raw);
  }

  try {
    const value = readValue(0);
    skip();
    if (at < text.length) fail(`expected the end of the text, found ${seen()}`);
    return { value, offsets };
  } catch (error) {
    if (isJsonError(error)) return error;
    throw error;
  }
}

export function isJsonError(value: unknown): value is JsonError {
  return typeof value === 'object' && value !== null && 'offset' in value && 'message' in value;
}

export function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: offset - lastBreak };
}

/** Where the thing at `path` begins, or the nearest parent that has a place. */
export function offsetOf(json: LocatedJson, path: readonly (string | number)[]): number {
  let offset = 0;
  let value = json.value;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null) break;
    const place = json.offsets.get(value)?.get(segment);
    if (place === undefined) break;
    offset = place;
    value = (value as Record<string | number, unknown>)[segment];
  }
  return offset;
}
