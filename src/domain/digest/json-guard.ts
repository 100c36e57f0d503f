/**
 * Looks over JSON bytes before anybody parses them. `JSON.parse` bounds neither depth nor the number of values, and a
 * few megabytes of `[[[[` or `{},{},` become gigabytes in memory.
 *
 * @returns undefined when the text keeps the limits, else what it breaks. It does not say that the text is JSON.
 */
export function jsonExceeds(
  bytes: Uint8Array,
  limits: { readonly depth: number; readonly values: number },
): string | undefined {
  let depth = 0;
  let values = 0;
  let inString = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (inString) {
      if (byte === backslash) {
        index += 1;
      } else if (byte === quote) {
        inString = false;
      }
      continue;
    }
    if (byte === quote) {
      inString = true;
    } else if (byte === openBrace || byte === openBracket) {
      depth += 1;
      values += 1;
      if (depth > limits.depth) {
        return `more than ${limits.depth} levels deep`;
      }
    } else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1;
    } else if (byte === comma) {
      values += 1;
    }
  }
  return values > limits.values ? `more than ${limits.values} values` : undefined;
}

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
