/**
 * Characters that change what a terminal or a page shows without being seen: C0 and C1 controls (among them ESC and
 * the one-byte CSI), line separators, bidirectional overrides (CVE-2021-42574), zero-width marks and lone surrogates.
 * Names of AWS resources, policy documents and error texts may hold any of them.
 */
const unsafe =
  // oxlint-disable-next-line no-control-regex -- control characters are what this expression is for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}|[\u{e0000}-\u{e007f}]/gu;

/** The text on one line, with each character that cannot be seen written as `\u{1b}`. */
export function visible(text: string): string {
  return text.replace(unsafe, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/**
 * JSON on one line that is also safe to show in a terminal: the same characters, written as JSON escapes, so that the
 * value read back is the same. JSON.stringify itself escapes C0 controls and lone surrogates only.
 */
export function jsonText(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(unsafe, escapeUnits);
}

/** The same over several lines, for a person who reads along. */
export function jsonLines(value: unknown, replacer?: (key: string, item: unknown) => unknown): string {
  const text = JSON.stringify(value, replacer, 2) ?? 'null';
  return text
    .split('\n')
    .map((line) => line.replace(unsafe, escapeUnits))
    .join('\n');
}

/** JSON that may stand inside a `<script>` block of any type: no `</script>`, no `<!--`, no U+2028. */
export function jsonForHtml(value: unknown): string {
  return jsonText(value).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026');
}

function escapeUnits(character: string): string {
  let escaped = '';
  for (let index = 0; index < character.length; index += 1) {
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}

/** At most `limit` UTF-16 units; a longer text ends in an ellipsis and never in half a character. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) {
    return text;
  }
  return `${text
    .slice(0, limit - 1)
    .toWellFormed()
    .replace(/\uFFFD$/u, '')}…`;
}

/** A value that was read, for people: strings as they are, everything else as JSON, shortened. */
export function valueText(value: unknown, limit = 200): string {
  return shorten(typeof value === 'string' ? value : jsonText(value), limit);
}

/** A count with its thousands apart: `12,345`. By hand: `toLocaleString` loads ICU, a fortieth of a short scan. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}
