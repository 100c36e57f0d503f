import { expect, test } from 'vitest';
import { parseFilterPattern } from '../filter-pattern/parse.ts';
import { exclusionsOf } from './exclusions.ts';

function ask(text: string): string[] {
  const parsed = parseFilterPattern(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return exclusionsOf(parsed.pattern);
}

test.each<[string, string, string[]]>([
  [
    'an address',
    '{ ($.eventName = StopLogging) && ($.sourceIPAddress != "198.51.100.7") }',
    ['$.sourceIPAddress != "198.51.100.7"'],
  ],
  [
    'a role, by a wildcard',
    '{ $.eventName = StopLogging && $.userIdentity.arn != "*deploy*" }',
    ['$.userIdentity.arn != "*deploy*"'],
  ],
  ['a tool', '{ ($.userAgent != %terraform%) && ($.eventName = StopLogging) }', ['$.userAgent != %terraform%']],
  [
    'services of AWS',
    '{ ($.errorCode = "AccessDenied*") && ($.sourceIPAddress != "delivery.logs.amazonaws.com") }',
    [],
  ],
  [
    'the sort of identity',
    '{ $.eventName = ConsoleLogin && $.userIdentity.type != "AWSService" && $.userIdentity.invokedBy NOT EXISTS }',
    [],
  ],
  ['one alternative of several', '{ ($.eventName = StopLogging) || ($.userAgent != "x") }', []],
  ['another field', '{ ($.eventName != HeadBucket) && ($.errorCode = "AccessDenied*") }', []],
  ['no JSON pattern', 'StopLogging -terraform', []],
])('what a filter leaves out: %s', (_, text, expected) => {
  expect(ask(text)).toEqual(expected);
});
