import type { Cursor } from './cursor.ts';
import { accept, expectEnd, expectToken, fail, found, peek, readQuoted, readRegex, skipSpace } from './cursor.ts';
import type { Condition, Expression, Literal, Operator } from './model.ts';

type ReadSubject<Subject> = (at: Cursor) => Subject;

/** A whole pattern in brackets: `{ ... }`. */
export function parseExpression<Subject>(
  at: Cursor,
  open: string,
  close: string,
  readSubject: ReadSubject<Subject>,
): Expression<Subject> {
  expectToken(at, open, 'at the start');
  const expression = readOr(at, readSubject);
  skipSpace(at);
  expectToken(at, close, 'at the end of the conditions');
  expectEnd(at);
  return expression;
}

/** Brackets bind closest, then `&&`, then `||`. The 1,024 characters of a pattern bound the depth. */
export function readOr<Subject>(at: Cursor, readSubject: ReadSubject<Subject>): Expression<Subject> {
  return readJoined(at, 'or', '||', (inner) => readJoined(inner, 'and', '&&', (one) => readOne(one, readSubject)));
}

function readJoined<Subject>(
  at: Cursor,
  kind: 'and' | 'or',
  token: string,
  readOperand: (at: Cursor) => Expression<Subject>,
): Expression<Subject> {
  const operands = [readOperand(at)];
  skipSpace(at);
  while (accept(at, token)) {
    operands.push(readOperand(at));
    skipSpace(at);
  }
  return operands.length === 1 ? operands[0]! : { kind, operands };
}

function readOne<Subject>(at: Cursor, readSubject: ReadSubject<Subject>): Expression<Subject> {
  skipSpace(at);
  if (!accept(at, '(')) return readCondition(at, readSubject);
  const expression = readOr(at, readSubject);
  skipSpace(at);
  expectToken(at, ')', 'to close the bracket');
  return expression;
}

const states: Readonly<Record<string, 'NULL' | 'TRUE' | 'FALSE'>> = { NULL: 'NULL', TRUE: 'TRUE', FALSE: 'FALSE' };

function readCondition<Subject>(at: Cursor, readSubject: ReadSubject<Subject>): Condition<Subject> {
  const subject = readSubject(at);
  skipSpace(at);
  const words = /^(is\s+(null|true|false)|not\s+exists|exists)(?![\w-])/i.exec(at.text.slice(at.position));
  if (words !== null) {
    at.position += words[0].length;
    const state = words[2] === undefined ? undefined : states[words[2].toUpperCase()];
    if (state !== undefined) return { kind: 'is', subject, state };
    return { kind: 'exists', subject, exists: !/^not/i.test(words[0]) };
  }
  const operator = readOperator(at);
  skipSpace(at);
  if (peek(at) === '=') fail(`after "${operator}" comes a value; equality is a single =`, at.position);
  const value = readLiteral(at);
  if (value.kind !== 'number' && operator !== '=' && operator !== '!=') {
    fail(`"${operator}" compares numbers only`, at.position);
  }
  return { kind: 'compare', subject, operator, value };
}

const operatorTokens: readonly Operator[] = ['!=', '<=', '>=', '=', '<', '>'];

function readOperator(at: Cursor): Operator {
  for (const operator of operatorTokens) if (accept(at, operator)) return operator;
  const hint = 'expected =, !=, <, >, <=, >=, IS NULL, IS TRUE, IS FALSE, EXISTS or NOT EXISTS';
  return fail(`${hint}, found ${found(at)}`, at.position);
}

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function readLiteral(at: Cursor): Literal {
  const character = peek(at);
  if (character === '"') return { kind: 'text', text: readQuoted(at, '"') };
  if (character === '%') return { kind: 'regex', regex: readRegex(at) };
  if (character === "'") fail('values are quoted with ", not with single quotes', at.position);
  // "w1=!ERROR" is in old documentation with two readings: refused, because a guess could hide a dead filter
  if (character === '!') fail('a value that begins with ! must be quoted; "not equal" is written !=', at.position);
  const text = readBare(at);
  if (text === '') return fail(`expected a value, found ${found(at)}`, at.position);
  return { kind: number.test(text) && Number.isFinite(Number(text)) ? 'number' : 'text', text };
}

/** Unquoted text goes on to a space, a bracket, a comma or an `&&` or `||`. */
function readBare(at: Cursor): string {
  const start = at.position;
  while (at.position < at.text.length) {
    const character = at.text[at.position]!;
    if (character.trim() === '' || '(){},]"'.includes(character)) break;
    if (peek(at, 2) === '&&' || peek(at, 2) === '||') break;
    at.position += 1;
  }
  return at.text.slice(start, at.position);
}
