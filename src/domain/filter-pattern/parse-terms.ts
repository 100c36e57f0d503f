import type { Cursor } from './cursor.ts';
import { accept, fail, found, peek, readQuoted, readRegex, skipSpace } from './cursor.ts';
import type { Term } from './model.ts';

/** `ERROR "exact phrase" -exclude ?optional %regex%`, separated by spaces. */
export function parseTerms(at: Cursor): Term[] {
  const terms: Term[] = [];
  skipSpace(at);
  while (at.position < at.text.length) {
    terms.push(readTerm(at));
    skipSpace(at);
  }
  return terms;
}

function readTerm(at: Cursor): Term {
  const role = accept(at, '-') ? 'exclude' : accept(at, '?') ? 'optional' : 'include';
  if (peek(at) === '"') return { role, match: { kind: 'phrase', text: readQuoted(at, '"') } };
  if (peek(at) === '%') return { role, match: { kind: 'regex', regex: readRegex(at) } };
  const start = at.position;
  while (at.position < at.text.length && at.text[at.position]!.trim() !== '' && peek(at) !== '"') at.position += 1;
  const text = at.text.slice(start, at.position);
  if (text === '') fail(`expected a term after "${role === 'exclude' ? '-' : '?'}", found ${found(at)}`, start);
  return { role, match: { kind: 'phrase', text } };
}
