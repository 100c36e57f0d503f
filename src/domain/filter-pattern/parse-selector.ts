import type { Cursor } from './cursor.ts';
import { accept, expectToken, fail, found, peek, readQuoted } from './cursor.ts';
import type { Selector, Step } from './model.ts';

/** `$.requestParameters.items[0].name`, `$.list[*]`, `$.['a.b']`, `$["a"]`. */
export function parseSelector(at: Cursor): Selector {
  if (!accept(at, '$')) fail(`expected a property selector such as $.eventName, found ${found(at)}`, at.position);
  const steps: Step[] = [];
  while (true) {
    if (accept(at, '.')) {
      steps.push(peek(at) === '[' ? readBracket(at) : { name: readName(at) });
      continue;
    }
    if (peek(at) !== '[') return steps;
    steps.push(readBracket(at));
  }
}

function readName(at: Cursor): string {
  const name = /^[\w@-]+/.exec(at.text.slice(at.position))?.[0];
  if (name === undefined) {
    return fail(`expected a property name, found ${found(at)}; write other names as ['name']`, at.position);
  }
  at.position += name.length;
  return name;
}

function readBracket(at: Cursor): Step {
  at.position += 1;
  const step = readBracketContent(at);
  expectToken(at, ']', 'after an index or a name in brackets');
  return step;
}

function readBracketContent(at: Cursor): Step {
  const character = peek(at);
  if (character === '"' || character === "'") return { name: readQuoted(at, character) };
  if (accept(at, '*')) return { index: '*' };
  const digits = /^\d{1,9}/.exec(at.text.slice(at.position))?.[0];
  if (digits === undefined) return fail(`expected an index, * or a quoted name, found ${found(at)}`, at.position);
  at.position += digits.length;
  return { index: Number(digits) };
}
