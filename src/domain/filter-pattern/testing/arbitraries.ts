import * as fc from 'fast-check';
import type { Condition, Expression, Field, FilterPattern, Literal, Selector, Term } from '../model.ts';
import { operators } from '../model.ts';
import { parseRegex } from '../regex.ts';

/** Small alphabets, so that random patterns and random events meet. */
const names = ['eventName', 'a', 'b', 'x-y', 'with space', 'a.b'];
const words = ['A', 'AB', 'Create', 'DeleteTrail', 'x y', 'say "hi"', String.raw`back\slash`, '400', '0400', ''];

const regexSource = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'A',
        'B',
        '.',
        '[A-C]',
        '[^A]',
        String.raw`\d`,
        String.raw`\w`,
        'e',
        '^',
        '$',
        '|',
        String.raw`\.`,
      ),
      fc.constantFrom('', '', '?', '*', '+', '{2}', '{1,2}', '{0,}'),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.map(([atom, repeat]) => atom + ('^$|'.includes(atom) ? '' : repeat)).join(''));

const regex = regexSource.map((source) => ({ kind: 'regex' as const, regex: parseRegex(source) }));

const text = fc
  .tuple(fc.constantFrom('', '*'), fc.oneof(fc.constantFrom(...words), fc.string()), fc.constantFrom('', '*'))
  .map((parts) => ({ kind: 'text' as const, text: parts.join('') }));
const number = fc
  .constantFrom('0', '400', '-1', '+3', '0400', '1.5', '.5', '1e3', '10E-3')
  .map((spelling) => ({ kind: 'number' as const, text: spelling }));
const literal: fc.Arbitrary<Literal> = fc.oneof(text, number, regex);

const step = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...names).map((name) => ({ name })) },
  { weight: 1, arbitrary: fc.constantFrom<number | '*'>(0, 1, '*').map((index) => ({ index })) },
);
const selector: fc.Arbitrary<Selector> = fc.array(step, { minLength: 1, maxLength: 3 });

function condition<Subject>(subject: fc.Arbitrary<Subject>): fc.Arbitrary<Condition<Subject>> {
  const compare = fc
    .record({ subject, operator: fc.constantFrom(...operators), value: literal })
    .map((parts): Condition<Subject> => {
      const numeric = parts.value.kind === 'number' || parts.operator === '=' || parts.operator === '!=';
      return { kind: 'compare', ...parts, operator: numeric ? parts.operator : '=' };
    });
  const is = fc.record({ kind: fc.constant('is' as const), subject, state: fc.constantFrom('NULL', 'TRUE', 'FALSE') });
  const exists = fc.record({ kind: fc.constant('exists' as const), subject, exists: fc.boolean() });
  return fc.oneof<fc.Arbitrary<Condition<Subject>>[]>(compare, compare, compare, is, exists);
}

function expression<Subject>(subject: fc.Arbitrary<Subject>, depth = 2): fc.Arbitrary<Expression<Subject>> {
  if (depth === 0) return condition(subject);
  const operands = fc.array(expression(subject, depth - 1), { minLength: 2, maxLength: 3 });
  const joined = fc.record({ kind: fc.constantFrom('and', 'or'), operands });
  return fc.oneof<fc.Arbitrary<Expression<Subject>>[]>(condition(subject), joined);
}

const term: fc.Arbitrary<Term> = fc.record({
  role: fc.constantFrom('include', 'exclude', 'optional'),
  match: fc.oneof(
    regex,
    fc
      .oneof(fc.constantFrom('A', 'AB', 'Create', 'x y', '400'), fc.string({ minLength: 1 }))
      .map((word) => ({ kind: 'phrase' as const, text: word })),
  ),
});

const column: fc.Arbitrary<Field> = fc
  .constantFrom('ip', 'status_code', 'w1')
  .chain((name) =>
    fc
      .option(expression(fc.constant(name), 1), { nil: undefined })
      .map((found): Field =>
        found === undefined ? { kind: 'field', name } : { kind: 'field', name, condition: found },
      ),
  );
const columns = fc
  .tuple(fc.array(column, { minLength: 1, maxLength: 4 }), fc.option(fc.nat(4), { nil: undefined }))
  .map(([fields, at]): Field[] => (at === undefined ? fields : fields.toSpliced(at, 0, { kind: 'ellipsis' })));

export const jsonPattern: fc.Arbitrary<FilterPattern> = expression(selector).map((found) => ({
  kind: 'json',
  expression: found,
}));
export const termPattern: fc.Arbitrary<FilterPattern> = fc
  .array(term, { minLength: 1, maxLength: 4 })
  .map((terms) => ({ kind: 'terms', terms }));
export const fieldPattern: fc.Arbitrary<FilterPattern> = columns.map((fields) => ({ kind: 'fields', fields }));

const leaf = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(0, 400, -1, 1000, 1.5),
  fc.boolean(),
  fc.constant(null),
);
export const jsonEvent: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, leaf, fc.array(tie('value'), { maxLength: 2 }), tie('object')),
  object: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 3 }),
})).object;
export const line: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(fc.constantFrom('A', 'AB', 'Create', '400', '0400', '1e3', '[x y]', '"A B"', '[', '-'), fc.string()),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(' '));
