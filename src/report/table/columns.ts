/** Columns that a text takes in a terminal: wide East Asian and emoji count two, combining marks none. */
export function columns(text: string): number {
  if (narrow.test(text)) return text.length;
  let total = 0;
  for (const character of text) {
    total += /\p{Mn}|\p{Me}/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  }
  return total;
}

/** Most texts are plain ASCII, a column a character. */
const narrow = /^[ -~]*$/;

// Unicode TR11, wide and full-width blocks; exactness matters less than never overshooting a line by much.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/**
 * Wraps at spaces, and inside a word only when it alone is longer than a line (an ARN). The first line is indented
 * with `first`, the others with spaces of the same length.
 */
export function wrap(text: string, width: number, first: string): string[] {
  const indent = ' '.repeat(columns(first));
  const room = Math.max(width - indent.length, 8);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (columns(joined) <= room) {
      line = joined;
      continue;
    }
    if (line !== '') {
      lines.push(line);
    }
    const pieces = cut(word, room);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  lines.push(line);
  return lines.map((part, index) => (index === 0 ? first : indent) + part);
}

function cut(word: string, room: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const character of word) {
    const size = columns(character);
    if (used + size > room) {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += character;
    used += size;
  }
  return [...pieces, piece];
}
