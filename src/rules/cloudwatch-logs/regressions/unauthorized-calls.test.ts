import { expect, test } from 'vitest';
import { unauthorizedCalls } from '#src/domain/intents/unauthorized-calls.ts';
import { rule } from '../CWL-002-authorization-failures-alarm/rule.ts';
import { alarmWorld, filter } from '../testing/alarm-world.ts';
import { findingOf } from '../testing/verdict.ts';

const judged = (pattern: string) =>
  findingOf(rule, alarmWorld(unauthorizedCalls, { filters: [filter('own', { pattern })] }));

const BROADER =
  'Metric filter own is broader than asked: it matches HeadBucket refused, a mere check for a bucket, PutObject of CloudTrail itself, refused as well.';
const WOLF = /^Told: .* Metric filter own matches nearly every event \(100 % of a usual day\): it cries wolf\.$/;

test('1: the two clauses of CIS 1.2, quoted, tell of everything asked and of some noise', () => {
  const { outcome, message } = judged(
    '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  );
  expect(outcome).toBe('pass');
  expect(message).toContain(BROADER);
});

test('2: without quotation marks the two clauses mean the same', () => {
  const { outcome, message } = judged('{ ($.errorCode = *UnauthorizedOperation) || ($.errorCode = AccessDenied*) }');
  expect(outcome).toBe('pass');
  expect(message).toContain(BROADER);
});

test('3: the remediation text of CIS 1.4 to 3.0, four clauses joined by ||, matches nearly every event', () => {
  const { outcome, message } = judged(
    '{ ($.errorCode ="*UnauthorizedOperation") || ($.errorCode ="AccessDenied*") || ($.sourceIPAddress!="delivery.logs.amazonaws.com") || ($.eventName!="HeadBucket") }',
  );
  expect(outcome).toBe('pass');
  expect(message).toMatch(WOLF);
});

test('4: so does the audit text of CIS 1.4 to 3.0, without quotation marks', () => {
  const { outcome, message } = judged(
    '{ ($.errorCode = *UnauthorizedOperation) || ($.errorCode = AccessDenied*) || ($.sourceIPAddress!=delivery.logs.amazonaws.com) || ($.eventName!=HeadBucket) }',
  );
  expect(outcome).toBe('pass');
  expect(message).toMatch(WOLF);
});

test('5: the text of CIS 4.0.1 to 7.0 lacks brackets, and still tells of everything asked', () => {
  const { outcome, message } = judged(
    '{ ($.errorCode ="*UnauthorizedOperation") || ($.errorCode ="AccessDenied*") && ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket") }',
  );
  expect(outcome).toBe('pass');
  expect(message).not.toMatch(/wolf|broader/);
});

test('6: what is meant, with brackets, passes without a note', () => {
  const { outcome, message } = judged(unauthorizedCalls.filter);
  expect(outcome).toBe('pass');
  expect(message).not.toMatch(/wolf|broader/);
});

test('one of the two error codes alone misses the calls refused with the other', () => {
  const { outcome, messageId, message } = judged('{ $.errorCode = "AccessDenied*" }');
  expect([outcome, messageId]).toEqual(['fail', 'filterMisses']);
  expect(message).toContain('RunInstances refused with Client.UnauthorizedOperation');
});

test('an exact error code misses its longer forms', () => {
  const { messageId, message } = judged(
    '{ ($.errorCode = "UnauthorizedOperation") || ($.errorCode = "AccessDenied") }',
  );
  expect(messageId).toBe('filterMisses');
  expect(message).toContain('Client.UnauthorizedOperation');
  expect(message).toContain('AccessDeniedException');
});
