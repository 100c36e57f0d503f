import { describe, expect, it } from 'vitest';
import { Unknown } from '../../core/unknown.ts';
import { evaluatePolicy } from './evaluate.ts';
import type { Match } from './kleene.ts';
import { parsePolicyDocument } from './parse.ts';
import type { ContextValue } from './context.ts';

const unknown = new Unknown('access-denied', 'not readable');
const trail = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main';

function result(block: unknown, context: Record<string, ContextValue>, version = '2012-10-17'): Match {
  const policy = parsePolicyDocument({
    Version: version,
    Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: block }],
  });
  if (!policy.valid) throw new Error(policy.problems[0]!.message);
  return evaluatePolicy(policy, {
    action: 's3:PutObject',
    resource: 'arn:aws:s3:::b/k',
    principal: { type: 'anonymous' },
    context,
  }).statements[0]!.result;
}

type Row = readonly [
  name: string,
  operator: string,
  expected: unknown,
  actual: ContextValue | undefined,
  outcome: Match,
];

const rows: readonly Row[] = [
  ['StringEquals is exact', 'StringEquals', 'abc', 'abc', 'match'],
  ['StringEquals minds case', 'StringEquals', 'abc', 'ABC', 'no-match'],
  ['StringEquals has no wildcard', 'StringEquals', 'a*', 'abc', 'no-match'],
  ['StringEquals compares a star with a star', 'StringEquals', 'a*', 'a*', 'match'],
  ['several values are ORed', 'StringEquals', ['x', 'abc'], 'abc', 'match'],
  ['several values of a negated operator are NORed', 'StringNotEquals', ['x', 'abc'], 'abc', 'no-match'],
  ['a negated operator holds for another value', 'StringNotEquals', ['x', 'y'], 'abc', 'match'],
  ['StringEqualsIgnoreCase', 'StringEqualsIgnoreCase', 'aBc', 'AbC', 'match'],
  ['StringNotEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'aBc', 'AbC', 'no-match'],
  ['StringLike with a star', 'StringLike', 'arn:*:trail/*', trail, 'match'],
  ['StringLike with a question mark', 'StringLike', 'a?c', 'ac', 'no-match'],
  ['StringLike minds case', 'StringLike', 'A*', 'abc', 'no-match'],
  ['StringNotLike', 'StringNotLike', 'a*', 'abc', 'no-match'],
  ['an operator in any case', 'stringequals', 'a', 'a', 'match'],

  ['a missing key fails a positive operator', 'StringEquals', 'a', undefined, 'no-match'],
  ['a missing key fails StringLike *', 'StringLike', '*', undefined, 'no-match'],
  ['a missing key satisfies StringNotEquals', 'StringNotEquals', 'a', undefined, 'match'],
  ['a missing key satisfies StringNotLike', 'StringNotLike', '*', undefined, 'match'],
  ['a missing key satisfies ArnNotLike', 'ArnNotLike', 'arn:aws:s3:::*', undefined, 'match'],
  ['a missing key satisfies NotIpAddress', 'NotIpAddress', '10.0.0.0/8', undefined, 'match'],
  ['a missing key satisfies NumericNotEquals', 'NumericNotEquals', '5', undefined, 'match'],
  ['a missing key satisfies DateNotEquals', 'DateNotEquals', '2026-01-01', undefined, 'match'],
  ['a missing key fails NumericLessThan', 'NumericLessThan', '5', undefined, 'no-match'],
  ['a missing key fails Bool false', 'Bool', 'false', undefined, 'no-match'],
  ['a missing key satisfies IfExists', 'StringEqualsIfExists', 'a', undefined, 'match'],
  ['a missing key satisfies BoolIfExists', 'BoolIfExists', 'false', undefined, 'match'],
  ['a missing key satisfies a negated IfExists', 'StringNotEqualsIfExists', 'a', undefined, 'match'],
  ['IfExists compares a key that is there', 'StringEqualsIfExists', 'a', 'b', 'no-match'],
  ['an empty list is a missing key', 'StringNotEquals', 'a', [], 'match'],

  ['Null true wants the key absent', 'Null', 'true', undefined, 'match'],
  ['Null true and the key present', 'Null', 'true', 'x', 'no-match'],
  ['Null false wants the key present', 'Null', 'false', 'x', 'match'],
  ['Null false and the key absent', 'Null', false, undefined, 'no-match'],
  ['Null of a key that may be there', 'Null', 'true', unknown, 'unknown'],
  ['Null of a key that is there with an unknown value', 'Null', 'false', [unknown], 'match'],

  ['NumericEquals compares numbers, not text', 'NumericEquals', '10', '10.0', 'match'],
  ['NumericNotEquals', 'NumericNotEquals', '10', '11', 'match'],
  ['NumericLessThan at the border', 'NumericLessThan', '10', '10', 'no-match'],
  ['NumericLessThan below', 'NumericLessThan', '10', '9', 'match'],
  ['NumericLessThanEquals at the border', 'NumericLessThanEquals', '10', '10', 'match'],
  ['NumericLessThanEquals above', 'NumericLessThanEquals', '10', '10.5', 'no-match'],
  ['NumericGreaterThan at the border', 'NumericGreaterThan', 10, '10', 'no-match'],
  ['NumericGreaterThan above', 'NumericGreaterThan', 10, '11', 'match'],
  ['NumericGreaterThanEquals at the border', 'NumericGreaterThanEquals', '10', '10', 'match'],
  ['NumericGreaterThanEquals below', 'NumericGreaterThanEquals', '10', '9', 'no-match'],
  ['a number that is none cannot be compared', 'NumericEquals', '10', 'ten', 'unknown'],

  ['DateLessThan before', 'DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z', 'match'],
  ['DateLessThan at the border', 'DateLessThan', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'no-match'],
  ['DateLessThanEquals at the border', 'DateLessThanEquals', '2026-01-01', '2026-01-01T00:00:00Z', 'match'],
  ['DateGreaterThan after', 'DateGreaterThan', '2026-01-01', '2026-01-01T00:00:01Z', 'match'],
  ['DateGreaterThanEquals before', 'DateGreaterThanEquals', '2026-01-01', '2025-12-31T23:59:59.999Z', 'no-match'],
  ['DateEquals across zones', 'DateEquals', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00Z', 'match'],
  ['DateEquals across epoch and ISO', 'DateEquals', '1767225600', '2026-01-01T00:00:00Z', 'match'],
  ['DateNotEquals', 'DateNotEquals', '2026-01-01', '2026-01-02', 'match'],
  ['a date in another form cannot be compared', 'DateEquals', '2026-01-01', 'yesterday', 'unknown'],

  ['Bool true', 'Bool', 'true', 'true', 'match'],
  ['Bool in any case', 'Bool', 'TRUE', 'true', 'match'],
  ['Bool false', 'Bool', 'false', 'true', 'no-match'],

  ['BinaryEquals', 'BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'match'],
  ['BinaryEquals compares bytes, not spelling', 'BinaryEquals', 'QQ==', 'QR', 'match'],
  ['BinaryEquals minds case', 'BinaryEquals', 'QQ==', 'qq==', 'no-match'],

  ['IpAddress in the block', 'IpAddress', '203.0.113.0/24', '203.0.113.255', 'match'],
  ['IpAddress outside the block', 'IpAddress', '203.0.113.0/24', '203.0.114.0', 'no-match'],
  ['IpAddress alone is /32', 'IpAddress', '203.0.113.1', '203.0.113.2', 'no-match'],
  ['IpAddress with a prefix inside a byte, last inside', 'IpAddress', '10.0.0.0/13', '10.7.255.255', 'match'],
  ['IpAddress with a prefix inside a byte, first outside', 'IpAddress', '10.0.0.0/13', '10.8.0.0', 'no-match'],
  ['IpAddress of everything', 'IpAddress', '0.0.0.0/0', '8.8.8.8', 'match'],
  ['IpAddress version 6', 'IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678::1', 'match'],
  ['IpAddress version 6 outside', 'IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5679::1', 'no-match'],
  ['a version 4 block holds no version 6 address', 'IpAddress', '0.0.0.0/0', '::1', 'no-match'],
  ['NotIpAddress inside', 'NotIpAddress', '203.0.113.0/24', '203.0.113.5', 'no-match'],
  ['NotIpAddress outside', 'NotIpAddress', ['203.0.113.0/24', '2001:db8::/32'], '8.8.8.8', 'match'],
  ['what is no address cannot be compared', 'NotIpAddress', '203.0.113.0/24', 'cloudtrail.amazonaws.com', 'unknown'],

  ['ArnEquals exact', 'ArnEquals', trail, trail, 'match'],
  ['ArnEquals takes wildcards like ArnLike', 'ArnEquals', 'arn:aws:cloudtrail:*:111122223333:trail/*', trail, 'match'],
  ['ArnLike by component', 'ArnLike', 'arn:aws:cloudtrail:*:111122223333:trail/main', trail, 'match'],
  [
    'a star in ArnLike does not cross a colon',
    'ArnLike',
    'arn:aws:cloudtrail:us*3333:trail/main:x:y',
    'arn:aws:cloudtrail:us-east-1:111122223333:trail/main:x:y',
    'no-match',
  ],
  ['StringLike with the same pattern does', 'StringLike', 'arn:aws:cloudtrail:us*3333:trail/main', trail, 'match'],
  [
    'the last component keeps its colons',
    'ArnLike',
    'arn:aws:logs:*:*:log-group:*',
    'arn:aws:logs:us-east-1:111122223333:log-group:a:b',
    'match',
  ],
  ['a pattern with too few components is undocumented', 'ArnLike', 'arn:aws:cloudtrail:*', trail, 'unknown'],
  ['ArnNotLike', 'ArnNotLike', 'arn:aws:cloudtrail:*:111122223333:trail/*', trail, 'no-match'],
  ['ArnNotEquals', 'ArnNotEquals', 'arn:aws:cloudtrail:*:444455556666:trail/*', trail, 'match'],
  ['ArnLike minds case', 'ArnLike', 'arn:aws:cloudtrail:*:*:trail/Main', trail, 'no-match'],

  ['ForAllValues: each value is listed', 'ForAllValues:StringEquals', ['a', 'b', 'c'], ['a', 'b'], 'match'],
  ['ForAllValues: one is not', 'ForAllValues:StringEquals', ['a', 'b'], ['a', 'z'], 'no-match'],
  ['ForAllValues holds for a missing key', 'ForAllValues:StringEquals', ['a'], undefined, 'match'],
  ['ForAllValues holds for an empty text', 'ForAllValues:StringEquals', ['a'], [''], 'match'],
  ['ForAllValues against an empty list, with values', 'ForAllValues:StringEquals', [], ['a'], 'no-match'],
  ['ForAllValues:StringNotEquals', 'ForAllValues:StringNotEquals', ['a'], ['b', 'c'], 'match'],
  ['ForAllValues:StringNotEquals with one listed', 'ForAllValues:StringNotEquals', ['a'], ['b', 'a'], 'no-match'],
  ['ForAnyValue: one is listed', 'ForAnyValue:StringEquals', ['a'], ['z', 'a'], 'match'],
  ['ForAnyValue: none is', 'ForAnyValue:StringEquals', ['a'], ['z'], 'no-match'],
  ['ForAnyValue fails for a missing key', 'ForAnyValue:StringEquals', ['a'], undefined, 'no-match'],
  ['ForAnyValue fails for a missing key, negated too', 'ForAnyValue:StringNotEquals', ['a'], undefined, 'no-match'],
  ['ForAnyValue:StringNotEquals: one is not listed', 'ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], 'match'],
  ['ForAnyValue IfExists holds for a missing key', 'ForAnyValue:StringEqualsIfExists', ['a'], undefined, 'match'],
  ['ForAnyValue:ArnLike', 'ForAnyValue:ArnLike', ['arn:aws:s3:::*'], [trail, 'arn:aws:s3:::b'], 'match'],
  ['several values without a set operator, all alike', 'StringEquals', ['a', 'b'], ['a', 'b'], 'match'],
  ['several values without a set operator, mixed', 'StringEquals', ['a'], ['a', 'b'], 'unknown'],

  ['an unknown key', 'StringEquals', 'a', unknown, 'unknown'],
  ['an unknown key in a negated operator', 'StringNotEquals', 'a', unknown, 'unknown'],
  ['an unknown key may be absent even for a star', 'StringLike', '*', unknown, 'unknown'],
  ['IfExists with a star holds whatever the key is', 'StringLikeIfExists', '*', unknown, 'match'],
  ['a present key of unknown value satisfies a star', 'StringLike', '*', [unknown], 'match'],
  ['a present key of unknown value and a word', 'StringLike', 'a*', [unknown], 'unknown'],
  ['ForAnyValue: a known value settles it', 'ForAnyValue:StringEquals', 'a', [unknown, 'a'], 'match'],
  ['ForAnyValue: the unknown one could be it', 'ForAnyValue:StringEquals', 'a', [unknown, 'b'], 'unknown'],
  ['ForAllValues: a known value settles it', 'ForAllValues:StringEquals', 'a', [unknown, 'b'], 'no-match'],
  ['ForAllValues: the unknown one could spoil it', 'ForAllValues:StringEquals', 'a', [unknown, 'a'], 'unknown'],
  ['ForAnyValue with a star: the unknown value may be empty', 'ForAnyValue:StringLike', '*', [unknown], 'unknown'],
  ['an expected value that is unknown', 'StringEquals', [unknown, 'b'], 'a', 'unknown'],
  ['an expected value that is unknown beside one that matches', 'StringEquals', [unknown, 'a'], 'a', 'match'],
];

describe('condition operators', () => {
  it.each(rows)('%s: %s %j against %j', (_, operator, expected, actual, outcome) => {
    expect(result({ [operator]: { 'my:Key': expected } }, actual === undefined ? {} : { 'MY:key': actual })).toBe(
      outcome,
    );
  });

  it('joins operators and keys by and', () => {
    const block = { StringEquals: { 'my:a': '1', 'my:b': '2' }, Bool: { 'my:c': 'true' } };
    expect(result(block, { 'my:a': '1', 'my:b': '2', 'my:c': 'true' })).toBe('match');
    expect(result(block, { 'my:a': '1', 'my:b': '2', 'my:c': 'false' })).toBe('no-match');
    expect(result(block, { 'my:a': '1', 'my:b': 'x', 'my:c': 'true' })).toBe('no-match');
    expect(result(block, { 'my:a': unknown, 'my:b': 'x', 'my:c': 'true' })).toBe('no-match');
    expect(result(block, { 'my:a': unknown, 'my:b': '2', 'my:c': 'true' })).toBe('unknown');
  });

  it('joins two spellings of one key', () => {
    expect(result({ 'ForAllValues:StringEquals': { 'my:a': ['1', '2'] } }, { 'my:a': '1', 'MY:A': '2' })).toBe('match');
    expect(result({ 'ForAllValues:StringEquals': { 'my:a': ['1'] } }, { 'my:a': '1', 'MY:A': '2' })).toBe('no-match');
  });
});

describe('policy variables', () => {
  const variables: readonly (readonly [string, string, string, Record<string, ContextValue>, Match])[] = [
    ['take the value of a key', 'StringEquals', '${aws:username}', { 'my:Key': 'bob', 'aws:username': 'bob' }, 'match'],
    [
      'take it inside a pattern',
      'StringLike',
      'home/${aws:username}/*',
      { 'my:Key': 'home/bob/x', 'aws:username': 'bob' },
      'match',
    ],
    [
      'are compared as text, a star in the value included',
      'StringLike',
      '${aws:username}',
      { 'my:Key': 'bob', 'aws:username': '*' },
      'no-match',
    ],
    ['without a value equal nothing', 'StringEquals', '${aws:username}', { 'my:Key': 'bob' }, 'no-match'],
    ['without a value satisfy a negated operator', 'StringNotLike', '${aws:username}', { 'my:Key': 'bob' }, 'match'],
    ['take a default', 'StringEquals', "${aws:username, 'bob'}", { 'my:Key': 'bob' }, 'match'],
    [
      'prefer the value to the default',
      'StringEquals',
      "${aws:username, 'bob'}",
      { 'my:Key': 'bob', 'aws:username': 'eve' },
      'no-match',
    ],
    [
      'of several values are not used',
      'StringEquals',
      '${aws:TagKeys}',
      { 'my:Key': 'a', 'aws:TagKeys': ['a', 'b'] },
      'no-match',
    ],
    [
      'of unknown value give unknown',
      'StringEquals',
      '${aws:username}',
      { 'my:Key': 'bob', 'aws:username': unknown },
      'unknown',
    ],
    [
      'work in ArnLike',
      'ArnLike',
      'arn:aws:iam::*:user/${aws:username}',
      { 'my:Key': 'arn:aws:iam::111122223333:user/bob', 'aws:username': 'bob' },
      'match',
    ],
    [
      'ignore case where the operator does',
      'StringEqualsIgnoreCase',
      '${aws:username}',
      { 'my:Key': 'BOB', 'aws:username': 'Bob' },
      'match',
    ],
    ['spell a literal star', 'StringLike', 'a${*}', { 'my:Key': 'a*' }, 'match'],
    ['spell a star that is no wildcard', 'StringLike', 'a${*}', { 'my:Key': 'ab' }, 'no-match'],
    ['spell a literal question mark', 'StringLike', 'a${?}', { 'my:Key': 'ab' }, 'no-match'],
    [
      'spell a literal dollar',
      'StringEquals',
      '${$}{aws:username}',
      { 'my:Key': '${aws:username}', 'aws:username': 'bob' },
      'match',
    ],
  ];
  it.each(variables)('%s', (_, operator, expected, context, outcome) => {
    expect(result({ [operator]: { 'my:Key': expected } }, context)).toBe(outcome);
  });

  it('are plain text in version 2008-10-17', () => {
    const context = { 'my:Key': 'bob', 'aws:username': 'bob' };
    expect(result({ StringEquals: { 'my:Key': '${aws:username}' } }, context, '2012-10-17')).toBe('match');
    expect(result({ StringEquals: { 'my:Key': '${aws:username}' } }, context, '2008-10-17')).toBe('no-match');
    expect(
      result({ StringEquals: { 'my:Key': '${aws:username}' } }, { 'my:Key': '${aws:username}' }, '2008-10-17'),
    ).toBe('match');
  });
});
