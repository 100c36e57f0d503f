import { describe, expect, test } from 'vitest';
import { matchesEventPattern } from '../event-pattern/evaluate.ts';
import { parseEventPattern } from '../event-pattern/parse.ts';
import { matchesFilterPattern } from '../filter-pattern/evaluate.ts';
import { maximumLength } from '../filter-pattern/model.ts';
import { parseFilterPattern } from '../filter-pattern/parse.ts';
import { intents } from './catalogue.ts';
import { defaultFormat, flowLine, otherTraffic, rejectedTraffic, rejectFilter } from './flow-logs.ts';
import { ordinaryEvents } from './ordinary.ts';
import { asBusEvent, placed } from './place.ts';

const parse = (text: string) => {
  const parsed = parseFilterPattern(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`);
  return parsed.pattern;
};

describe.each(intents.map((intent) => [intent.id, intent] as const))('%s', (_, intent) => {
  test('its filter matches every required event, no look-alike and nothing ordinary', () => {
    expect(intent.filter.length).toBeLessThanOrEqual(maximumLength);
    const pattern = parse(intent.filter);
    const matching = (samples: typeof intent.required) =>
      samples.filter(({ record }) => matchesFilterPattern(pattern, record)).map(({ title }) => title);
    expect(matching(intent.required)).toEqual(intent.required.map(({ title }) => title));
    expect(matching(intent.lookAlikes)).toEqual([]);
    expect(matching(ordinaryEvents)).toEqual([]);
  });

  test('its event pattern matches every required event and nothing ordinary', () => {
    const parsed = parseEventPattern(intent.eventPattern);
    if (!parsed.ok) throw new Error(parsed.problem.message);
    const matches = (samples: typeof intent.required) =>
      samples.filter(({ record }) => matchesEventPattern(parsed.pattern, asBusEvent(record))).map(({ title }) => title);
    expect(matches(intent.required)).toEqual(intent.required.map(({ title }) => title));
    expect(matches(ordinaryEvents)).toEqual([]);
  });

  test('titles tell its events apart', () => {
    const titles = intent.required.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  test('its filter holds one of its words', () => {
    expect(intent.words.some((word) => intent.filter.includes(word))).toBe(true);
  });

  test('no single caller makes all of its events', () => {
    const addresses = new Set(intent.required.map(({ record }) => record['sourceIPAddress']));
    expect(addresses.size).toBeGreaterThan(1);
  });
});

test('CIS 1.2 asks for fourteen alarms, and every version since for fifteen', () => {
  const asked = (version: string) => intents.filter(({ cis }) => version in cis).length;
  expect(asked('1.2')).toBe(14);
  for (const version of ['1.3', '1.4', '1.5', '2.0', '3.0', '4.0.1', '5.0', '6.0', '7.0'])
    expect(asked(version)).toBe(15);
});

test('a sample moves to another account and region with all its names', () => {
  const sample = intents.find(({ id }) => id === 'CWL-101')!.required.find(({ subject }) => subject === 'bucket')!;
  const moved = placed(sample, { account: '999999999999', region: 'ap-south-1', bucket: 'my-logs' });
  expect(JSON.stringify(moved)).not.toMatch(/123456789012|eu-west-1|example-trail-logs/);
  expect(moved).toMatchObject({
    awsRegion: 'ap-south-1',
    recipientAccountId: '999999999999',
    requestParameters: { bucketName: 'my-logs' },
  });
});

describe('flow logs', () => {
  test.each([
    ['the default columns', defaultFormat],
    ['columns of its own', '${vpc-id} ${action} ${srcaddr} ${dstport}'],
  ])('the filter made for %s matches rejected traffic only', (_, format) => {
    const pattern = parse(rejectFilter(format));
    expect(rejectedTraffic.every((sample) => matchesFilterPattern(pattern, flowLine(sample, format)))).toBe(true);
    expect(otherTraffic.some((sample) => matchesFilterPattern(pattern, flowLine(sample, format)))).toBe(false);
  });

  test('the filter for the default columns never matches a flow log with fewer', () => {
    const pattern = parse(rejectFilter(defaultFormat));
    const format = '${action} ${srcaddr}';
    expect(rejectedTraffic.some((sample) => matchesFilterPattern(pattern, flowLine(sample, format)))).toBe(false);
  });
});
