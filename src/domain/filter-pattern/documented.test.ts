import { describe, expect, test } from 'vitest';
import { matchesFilterPattern } from './evaluate.ts';
import { parseFilterPattern } from './parse.ts';

/** The examples of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html and its pages. */

function matches(text: string, event: unknown): boolean {
  const parsed = parseFilterPattern(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return matchesFilterPattern(parsed.pattern, event);
}

const trailEvent = {
  eventType: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  arrayKey: ['value', 'another value'],
  objectList: [
    { name: 'a', id: 1 },
    { name: 'b', id: 2 },
  ],
  SomeObject: null,
  ThisFlag: true,
  latency: 500,
  recipientAccountId: '012345678901',
  'dotted.name': 'x',
};

const people = {
  user: { id: 1, email: 'John.Stiles@example.com' },
  users: [
    { id: 2, email: 'John.Doe@example.com' },
    { id: 3, email: 'Jane.Doe@example.com' },
  ],
  actions: ['GET', 'PUT', 'DELETE'],
  coordinates: [
    [0, 1, 2],
    [4, 5, 6],
    [7, 8, 9],
  ],
};

const jsonRows: [string, unknown, boolean][] = [
  ['{ $.eventType = "UpdateTrail" }', trailEvent, true],
  ['{ $.eventType = UpdateTrail }', trailEvent, true],
  ['{$.eventType=Update*}', trailEvent, true],
  ['{ $.eventType = *Trail }', trailEvent, true],
  ['{ $.eventType = "*dateT*" }', trailEvent, true],
  ['{ $.eventType = Up*ail }', trailEvent, false],
  ['{ $.eventType = * }', trailEvent, true],
  ['{ $.sourceIPAddress != 123.123.* }', trailEvent, true],
  ['{ $.sourceIPAddress != 111.111.* }', trailEvent, false],
  ['{ $.arrayKey[0] = "value" }', trailEvent, true],
  ['{ $.arrayKey[1] = "value" }', trailEvent, false],
  ['{ $.arrayKey[*] = "another value" }', trailEvent, true],
  ['{ $.objectList[1].id = 2 }', trailEvent, true],
  ['{ $.objectList[*].id = 3 }', trailEvent, false],
  ['{ $.SomeObject IS NULL }', trailEvent, true],
  ['{ $.SomeOtherObject IS NULL }', trailEvent, false],
  ['{ $.SomeOtherObject NOT EXISTS }', trailEvent, true],
  ['{ $.SomeOther.deep NOT EXISTS }', trailEvent, true],
  ['{ $.SomeObject NOT EXISTS }', trailEvent, false],
  ['{ $.SomeObject EXISTS }', trailEvent, true],
  ['{ $.ThisFlag IS TRUE }', trailEvent, true],
  ['{ $.ThisFlag IS FALSE }', trailEvent, false],
  ["{ $.['dotted.name'] = x }", trailEvent, true],
  ['{ $["dotted.name"] = x }', trailEvent, true],
  ['{ $.latency >= 500 }', trailEvent, true],
  ['{ $.latency > +500 }', trailEvent, false],
  ['{ $.latency < 10e3 }', trailEvent, true],
  ['{ $.latency <= 55.5 }', trailEvent, false],
  ['{ $.latency = 5e2 }', trailEvent, true],
  ['{ $.recipientAccountId = 012345678901 }', trailEvent, true],
  ['{ $.recipientAccountId = 12345678901 }', trailEvent, false],
  ['{ $.eventType = %^Update[A-Z]% }', trailEvent, true],
  ['{ $.eventType != %Trail$% }', trailEvent, false],
  ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', people, true],
  ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', people, false],
  [
    '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch && $.actions[2] = nonmatch }',
    people,
    true,
  ],
  [
    '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch) && $.actions[2] = nonmatch }',
    people,
    false,
  ],
  ['{ $.users = 1 }', { users: [1, 2, 3] }, false],
  ['{ $.users != 1 }', { users: [1, 2, 3] }, false],
  ['{ $.userIdentity.invokedBy != "x" }', { userIdentity: { accountId: 'anonymous' } }, false],
  ['{ $.a = b }', 'not json', false],
  ['{ $.a = b }', '{"a":"b"}', true],
];

const lines = {
  errorWarn: 'ERROR WARN message',
  error: 'ERROR message',
  warn: 'WARN message',
  request: '[INFO] REQUEST FAILED',
  unauthorized: '[ERROR 401] UNAUTHORIZED REQUEST',
};
const access = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

const textRows: [string, string, boolean][] = [
  ['', lines.error, true],
  ['ERROR', lines.error, true],
  ['ERROR', lines.warn, false],
  ['error', lines.error, false],
  ['?ERROR ?WARN', lines.warn, true],
  ['?ERROR ?WARN', 'INFO', false],
  ['ERROR WARN', lines.errorWarn, true],
  ['ERROR WARN', lines.error, false],
  ['ERROR -WARN', lines.error, true],
  ['ERROR -WARN', lines.errorWarn, false],
  ['-ERROR', lines.warn, true],
  ['"ERROR message"', lines.errorWarn, false],
  ['"ERROR message"', lines.error, true],
  ['?ERROR ?WARN REQUEST', lines.request, true],
  ['%AUTHORIZED%', lines.unauthorized, true],
  ['%AUTHORIZED%', '[SUCCESS 200] AUTHORIZED REQUEST', true],
  [String.raw`%10\.10\.0\.1%`, 'from 10.10.0.1', true],
  [String.raw`%10\.10\.0\.1%`, 'from 10x10.0.1', false],
  ['%gray|grey%', 'a grey cat', true],
  ['%colou?r%', 'color', true],
  ['%^ERROR%', 'an ERROR', false],
  [String.raw`%\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}%`, 'at 192.168.1.1.', true],
  ['%[Ee]rror|[Ff]ail%', 'it did fail', true],
  ['[w1=ERROR, w2]', lines.error, true],
  ['[w1=ERROR, w2]', lines.errorWarn, false],
  ['[w1=ERROR || w1=WARN, w2]', lines.warn, true],
  ['[w1!=ERROR && w1!=WARN, w2]', lines.warn, false],
  ['[ip, user, username, timestamp, request, status_code, bytes > 1000]', access, true],
  ['[ip, user, username, timestamp, request, status_code = 200, bytes]', access, false],
  ['[ip, user, username, timestamp, request, status_code = 4*, bytes]', access, true],
  ['[ip, user, username, timestamp, request = *html*, status_code = 4*, bytes]', access, true],
  ['[ip, user, username, timestamp, request, status_code = 4* && status_code != 403, bytes]', access, true],
  ['[..., status_code, bytes > 2000]', access, false],
  ['[ip, user, ..., status_code = 404, bytes]', access, true],
  ['[ip = 127.0.0.1, user, ...]', access, true],
  ['[..., request=*.html*, status_code=4*,]', access, true],
  [
    String.raw`[ip=%127\.0\.0\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]`,
    access,
    true,
  ],
];

describe('JSON patterns', () => {
  test.each(jsonRows)('%s', (text, event, expected) => {
    expect(matches(text, event)).toBe(expected);
  });
});

describe('text patterns', () => {
  test.each(textRows)('%s on %s', (text, line, expected) => {
    expect(matches(text, line)).toBe(expected);
  });
});
