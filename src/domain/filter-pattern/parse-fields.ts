import type { Cursor } from './cursor.ts';
import { accept, expectEnd, expectToken, fail, found, peek, skipSpace } from './cursor.ts';
import type { Field } from './model.ts';
import { readOr } from './parse-expression.ts';

/** `[ip, user, ..., status_code = 4*, bytes > 1000]`. A column may have no name. */
export function parseFields(at: Cursor): Field[] {
  expectToken(at, '[', 'at the start');
  const fields: Field[] = [];
  do fields.push(readField(at));
  while (accept(at, ','));
  expectToken(at, ']', 'or a comma after a column');
  expectEnd(at);
  if (fields.filter((field) => field.kind === 'ellipsis').length > 1) fail('a pattern has one ellipsis at most', 0);
  return fields;
}

function readField(at: Cursor): Field {
  skipSpace(at);
  if (accept(at, '...') || accept(at, '…')) {
    skipSpace(at);
    return { kind: 'ellipsis' };
  }
  const start = at.position;
  const name = peek(at) === '(' ? nameInside(at) : readName(at);
  skipSpace(at);
  if (peek(at) === ',' || peek(at) === ']') return { kind: 'field', name };
  at.position = start;
  const condition = readOr(at, (inner) => readOwnName(inner, name));
  skipSpace(at);
  return { kind: 'field', name, condition };
}

/** The column's name where its condition begins with brackets. */
function nameInside(at: Cursor): string {
  return (
    /^[(\s]+([\w-]+)/.exec(at.text.slice(at.position))?.[1] ??
    fail(`expected a column name, found ${found(at)}`, at.position)
  );
}

function readName(at: Cursor): string {
  const name = /^\$?[\w-]*/.exec(at.text.slice(at.position))?.[0] ?? '';
  at.position += name.length;
  return name;
}

function readOwnName(at: Cursor, name: string): string {
  const start = at.position;
  const own = readName(at);
  if (own === '') fail(`expected a column name, found ${found(at)}`, start);
  if (own !== name) fail(`the conditions of a column are about that column: expected "${name}", found "${own}"`, start);
  return own;
}
