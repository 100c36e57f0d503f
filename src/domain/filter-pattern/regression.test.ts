import { describe, expect, test } from 'vitest';
import { couldEverMatch } from './could-match.ts';
import { matchesFilterPattern } from './evaluate.ts';
import { parseFilterPattern } from './parse.ts';

/** Filters that other tools judge by their text, and get wrong. */

function read(text: string) {
  const parsed = parseFilterPattern(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.pattern;
}

const matches = (text: string, event: unknown): boolean => matchesFilterPattern(read(text), event);
const named = (eventName: string): Record<string, unknown> => ({
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::111122223333:assumed-role/admin/a',
    accountId: '111122223333',
  },
  eventSource: 'cloudtrail.amazonaws.com',
  eventName,
  awsRegion: 'eu-west-1',
  sourceIPAddress: '203.0.113.7',
  readOnly: false,
  recipientAccountId: '111122223333',
});
const trailChanges = ['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'];
const clause = (name: string): string => `($.eventName = ${name})`;

describe('Prowler accepts filters that can never fire', () => {
  test('event names joined by && match no event', () => {
    const text = `{ ${trailChanges.map(clause).join(' && ')} }`;
    expect(trailChanges.filter((name) => matches(text, named(name)))).toEqual([]);
    expect(couldEverMatch(read(text)).answer).toBe('never');
  });
  test('an extra clause that cannot hold makes the filter dead', () => {
    const text = `{ (${trailChanges.map(clause).join(' || ')}) && ($.eventName = NoSuchCall) }`;
    expect(couldEverMatch(read(text)).answer).toBe('never');
  });
  test('a filter narrowed to one address misses the same call from elsewhere', () => {
    const text = `{ (${trailChanges.map(clause).join(' || ')}) && ($.sourceIPAddress = "198.51.100.1") }`;
    expect(matches(text, named('StopLogging'))).toBe(false);
    expect(matches(text, { ...named('StopLogging'), sourceIPAddress: '198.51.100.1' })).toBe(true);
    expect(couldEverMatch(read(text)).answer).toBe('maybe');
  });
});

describe('Prowler refuses broader filters that cover everything asked', () => {
  test.each([
    '{ $.eventSource = cloudtrail.amazonaws.com }',
    '{ ($.eventName = "*Trail") || ($.eventName = "*Logging") }',
    '{ $.eventName = %Trail$|Logging$% }',
  ])('%s', (text) => {
    expect(trailChanges.filter((name) => !matches(text, named(name)))).toEqual([]);
  });
});

describe('order, spaces, brackets and quotation marks change nothing', () => {
  test.each([
    `{${trailChanges
      .toReversed()
      .map((name) => `$.eventName="${name}"`)
      .join('||')}}`,
    `  {  ${trailChanges.map((name) => `( ( $.eventName  =  ${name} ) )`).join('\n || ')} }  `,
  ])('%s', (text) => {
    expect(trailChanges.filter((name) => !matches(text, named(name)))).toEqual([]);
    expect(matches(text, named('DescribeTrails'))).toBe(false);
  });
});

describe('the six spellings of the filter for unauthorised calls', () => {
  const denied = { ...named('DeleteBucket'), errorCode: 'AccessDenied' };
  const unauthorized = { ...named('RunInstances'), errorCode: 'Client.UnauthorizedOperation' };
  const headBucket = { ...named('HeadBucket'), errorCode: 'AccessDenied' };
  const delivery = { ...named('PutObject'), errorCode: 'AccessDenied', sourceIPAddress: 'delivery.logs.amazonaws.com' };
  const healthy = named('DescribeTrails');
  const events = { denied, unauthorized, headBucket, delivery, healthy };
  const error = '($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")';
  const bare = '($.errorCode = *UnauthorizedOperation) || ($.errorCode = AccessDenied*)';
  const rest = '($.sourceIPAddress!="delivery.logs.amazonaws.com") || ($.eventName!="HeadBucket")';
  const required = ['denied', 'unauthorized'];

  test.each<[name: string, text: string, matched: string[]]>([
    ['two clauses, quoted (CIS 1.2)', `{ ${error} }`, [...required, 'headBucket', 'delivery']],
    ['two clauses, unquoted', `{ ${bare} }`, [...required, 'headBucket', 'delivery']],
    ['CIS 1.4 to 3.0, remediation: matches healthy calls too', `{ ${error} || ${rest} }`, Object.keys(events)],
    [
      'CIS 1.4 to 3.0, audit: matches healthy calls too',
      `{${bare}||($.sourceIPAddress!=delivery.logs.amazonaws.com)||($.eventName!=HeadBucket)}`,
      Object.keys(events),
    ],
    [
      'CIS 4.0.1 to 7.0: && binds closer, so only AccessDenied is narrowed',
      `{ ${error} && ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket") }`,
      required,
    ],
    [
      'what is meant',
      `{ (${error}) && ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket") }`,
      required,
    ],
  ])('%s', (_, text, matched) => {
    const found = Object.entries(events).filter(([, event]) => matches(text, event));
    expect(found.map(([name]) => name)).toEqual(matched);
  });
});

test('a property that the event lacks does not satisfy != (an alarm that never fires for anonymous calls)', () => {
  const text = '{ ($.errorCode = "AccessDenied") && ($.userIdentity.invokedBy != "cloudfront.amazonaws.com") }';
  expect(matches(text, { ...named('GetObject'), errorCode: 'AccessDenied' })).toBe(false);
});
