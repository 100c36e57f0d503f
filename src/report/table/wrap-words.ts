import { stripVTControlCharacters } from 'node:util';

import { columns } from './columns.ts';

/** However far a text is indented, it gets so many columns. */
const LEAST = 40;

/**
 * Wraps at spaces only: what has none, such as an ARN, stays whole so that it can be copied. Colours take no room.
 *
 * @param first stands before the first line
 * @param next stands before each other line
 */
export function wrapWords(text: string, width: number, first: string, next = first): string[] {
  const end = Math.max(width, LEAST + first.length);
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const joined = isEmpty ? line + word : `${line} ${word}`;
    if (!isEmpty && columns(stripVTControlCharacters(joined)) > end) {
      lines.push(line);
      line = next + word;
    } else line = joined;
    isEmpty = false;
  }
  return [...lines, line];
}
