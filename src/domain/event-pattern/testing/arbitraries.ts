import * as fc from 'fast-check';

/** Patterns and events as JSON, from small alphabets, so that they meet. */
const names = ['a', 'b', 'c', 'eventName'];
const words = ['', 'A', 'AB', 'ab', 'Create', '10.1.2.3', 'x*y', String.raw`x\y`];
const word = fc.constantFrom(...words);
const number = fc.constantFrom(0, 1, 5, -3, 2.5);
const wildcard = fc.constantFrom('*', 'A*', '*B', 'C*te', String.raw`x\*y`, String.raw`x\\*`, '*e*t*');

const list = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { minLength: 2, maxLength: 3 });
const oneOrList = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<unknown> => fc.oneof(item, list(item));

const bound = fc.tuple(fc.constantFrom('=', '<', '<=', '>', '>='), number);
const matcher: fc.Arbitrary<unknown> = fc.oneof(
  fc.oneof(word, number, fc.boolean(), fc.constant(null)),
  word.map((prefix) => ({ prefix })),
  word.map((suffix) => ({ suffix })),
  fc
    .tuple(fc.constantFrom('prefix', 'suffix'), word)
    .map(([kind, text]) => ({ [kind]: { 'equals-ignore-case': text } })),
  word.map((text) => ({ 'equals-ignore-case': text })),
  wildcard.map((text) => ({ wildcard: text })),
  fc.boolean().map((exists) => ({ exists })),
  fc.constant({ cidr: '10.0.0.0/8' }),
  fc
    .oneof(
      bound,
      fc.tuple(bound, bound).map((both) => both.flat()),
    )
    .map((numeric) => ({ numeric })),
  fc.oneof(oneOrList(word), oneOrList(number)).map((values) => ({ 'anything-but': values })),
  fc
    .tuple(fc.constantFrom('prefix', 'suffix', 'equals-ignore-case'), oneOrList(word))
    .map(([kind, values]) => ({ 'anything-but': { [kind]: values } })),
  oneOrList(wildcard).map((values) => ({ 'anything-but': { wildcard: values } })),
);
const leaf = fc.array(matcher, { minLength: 1, maxLength: 2 });

export const patternJson: fc.Arbitrary<unknown> = fc.letrec<{ pattern: unknown }>((tie) => ({
  pattern: fc
    .tuple(
      fc.dictionary(fc.constantFrom(...names), fc.oneof({ maxDepth: 3 }, leaf, leaf, tie('pattern')), {
        minKeys: 1,
        maxKeys: 2,
      }),
      fc.oneof(
        { maxDepth: 3 },
        fc.constant(undefined),
        fc.constant(undefined),
        fc.tuple(tie('pattern'), tie('pattern')),
      ),
    )
    .map(([fields, or]) => (or === undefined ? fields : { ...fields, $or: or })),
})).pattern;

export const eventJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(word, number, fc.boolean(), fc.constant(null)),
    word,
    fc.array(tie('value'), { maxLength: 2 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 3 }),
})).object;
