import { describe, expect, test } from 'vitest';
import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import type { EventSelectors } from '../event-selectors/model.ts';
import {
  dataEvents,
  type EventClass,
  globalServiceEvents,
  insights,
  managementReads,
  managementWrites,
  networkActivity,
} from './event-class.ts';
import { eventDataStoreRecorders, trailRecorders } from './recorder.ts';
import { coverageOf, type Recording } from './recording.ts';
import { denied, management, store, trail } from './testing/inputs.ts';

const ask = (
  eventClass: EventClass,
  trails: ReturnType<typeof trail>[],
  stores: ReturnType<typeof store>[] = [],
  region = 'us-east-1',
): Recording =>
  coverageOf({
    recorders: [...trailRecorders(trails, '1'), ...eventDataStoreRecorders(stores)],
    partition: () => 'aws',
  }).in(region, eventClass);
const state = (...question: Parameters<typeof ask>): string => {
  const { extent, pending } = ask(...question);
  return pending === undefined ? extent.state : 'pending';
};
const [objectReads, objectWrites] = dataEvents('AWS::S3::Object');
const reads: EventSelectors = management({ field: 'readOnly', equals: ['true'] });
const writes: EventSelectors = management({ field: 'readOnly', equals: ['false'] });

describe('which region a trail records', () => {
  test.each([
    ['a multi-region trail records every region', trail({}), 'us-east-1', 'all'],
    ['a single-region trail records its home', trail({ isMultiRegion: false }), 'eu-west-1', 'all'],
    ['and no other region', trail({ isMultiRegion: false }), 'us-east-1', 'none'],
    [
      'a trail that is stopped in a region records nothing there',
      trail({ logging: { 'us-east-1': false } }),
      'us-east-1',
      'none',
    ],
    ['and goes on elsewhere', trail({ logging: { 'us-east-1': false } }), 'eu-west-1', 'all'],
    ['a region whose status nobody asked for is not known', trail({}), 'af-south-1', 'pending'],
  ])('%s', (_, one, region, expected) => expect(state(managementWrites, [one], [], region)).toBe(expected));

  test("the account's own status counts", () => {
    const seenBy = { '2': { 'us-east-1': { isLogging: false } }, '1': { 'us-east-1': { isLogging: true } } };
    const trails = trailRecorders([trail({ status: seenBy })], '2');
    expect(
      coverageOf({ recorders: trails, partition: () => 'aws' }).in('us-east-1', managementReads).extent.state,
    ).toBe('none');
  });
});

describe('unions and unknowns', () => {
  test('reads here and writes there: both are recorded', () => {
    const both = [trail({ selectors: reads }), trail({ selectors: writes })];
    expect([state(managementReads, both), state(managementWrites, both)]).toEqual(['all', 'all']);
  });
  test('what an unknown trail could add makes the answer pending', () => {
    expect(state(managementWrites, [trail({ selectors: reads }), denied()])).toBe('pending');
  });
  test('what is recorded in full needs no other trail', () => {
    expect(state(managementReads, [denied(), trail({ selectors: reads })])).toBe('all');
  });
  test('a trail with an unknown status that selects none of it changes nothing', () => {
    expect(state(managementWrites, [trail({ selectors: reads, status: 'unknown' })])).toBe('none');
  });
  test('what certainly contributes is told beside what is pending', () => {
    const { by, extent, pending } = ask(managementReads, [
      trail({ name: 'kms', selectors: management({ field: 'eventSource', equals: ['kms.amazonaws.com'] }) }),
      denied(),
    ]);
    expect(by.map((recorder) => recorder.name())).toEqual(['kms']);
    expect(extent).toEqual({ state: 'some', detail: 'only kms.amazonaws.com' });
    expect(pending?.unknown).toBeInstanceOf(Unknown);
  });
  test('selectors too complex to compare are pending, not wrong', () => {
    const values = (prefix: string) => Array.from({ length: 3_000 }, (_, index) => `${prefix}${index}`);
    const huge = management(
      { field: 'eventName', startsWith: values('a'), endsWith: values('b') },
      { field: 'eventSource', startsWith: values('c'), endsWith: values('d') },
    );
    expect(ask(managementReads, [trail({ selectors: huge })]).pending).toBeInstanceOf(UnknownRead);
  });
});

describe('global service events', () => {
  const only = (...sources: string[]) => management({ field: 'eventSource', equals: sources });
  test.each([
    ['a multi-region trail', trail({}), 'all'],
    ['a trail that leaves them out', trail({ includeGlobalServiceEvents: false }), 'none'],
    ['a trail elsewhere', trail({ isMultiRegion: false }), 'none'],
    [
      'only the three services',
      trail({ selectors: only('iam.amazonaws.com', 'sts.amazonaws.com', 'cloudfront.amazonaws.com') }),
      'all',
    ],
    ['only one of them', trail({ selectors: only('iam.amazonaws.com') }), 'some'],
    ['another service', trail({ selectors: only('kms.amazonaws.com') }), 'none'],
    [
      'all but another service',
      trail({ selectors: management({ field: 'eventSource', notEquals: ['kms.amazonaws.com'] }) }),
      'all',
    ],
  ])('%s', (_, one, expected) => expect(state(globalServiceEvents, [one])).toBe(expected));
  test('reads only: says so', () => {
    expect(ask(globalServiceEvents, [trail({ selectors: reads })]).extent).toEqual({
      state: 'some',
      detail: 'without write events',
    });
  });
});

describe('Insights, network activity, data events', () => {
  test.each([
    ['both types', trail({ insights: ['ApiCallRateInsight', 'ApiErrorRateInsight'] }), 'all'],
    ['one type', trail({ insights: ['ApiErrorRateInsight'] }), 'some'],
    ['the rate of calls without write events', trail({ insights: ['ApiCallRateInsight'], selectors: reads }), 'none'],
    ['none', trail({}), 'none'],
  ])('Insights: %s', (_, one, expected) => expect(state(insights, [one])).toBe(expected));
  test('network activity events are recorded where they are selected', () => {
    const selectors: EventSelectors = {
      advanced: [
        {
          fieldSelectors: [
            { field: 'eventCategory', equals: ['NetworkActivity'] },
            { field: 'eventSource', equals: ['s3.amazonaws.com'] },
          ],
        },
      ],
    };
    expect(ask(networkActivity, [trail({ selectors })]).extent).toEqual({
      state: 'some',
      detail: 'only s3.amazonaws.com',
    });
    expect(state(networkActivity, [trail({})])).toBe('none');
  });
  const objects = (notStartsWith: string[]): EventSelectors => ({
    advanced: [
      {
        fieldSelectors: [
          { field: 'eventCategory', equals: ['Data'] },
          { field: 'resources.type', equals: ['AWS::S3::Object'] },
          { field: 'resources.ARN', notStartsWith },
        ],
      },
    ],
  });
  test("the trail's own bucket may be left out, and it is told", () => {
    const { extent } = ask(objectWrites, [trail({ selectors: objects(['arn:aws:s3:::logs/']) })]);
    expect(extent).toMatchObject({ state: 'all', detail: "except arn:aws:s3:::logs/* (the trail's own bucket)" });
  });
  test('what is told beside another gap is what the selectors take, not what is forgiven', () => {
    const only: EventSelectors = {
      advanced: [
        {
          fieldSelectors: [
            { field: 'eventCategory', equals: ['Data'] },
            { field: 'resources.type', equals: ['AWS::S3::Object'] },
            { field: 'resources.ARN', startsWith: ['arn:aws:s3:::pay/'] },
          ],
        },
      ],
    };
    const asked = [only, objects(['arn:aws:s3:::pay/', 'arn:aws:s3:::logs/'])].map(
      (selectors) => ask(objectWrites, [trail({ selectors })]).extent,
    );
    expect(asked).toEqual([
      { state: 'some', detail: 'only arn:aws:s3:::pay/*' },
      { state: 'some', detail: 'except arn:aws:s3:::pay/* and arn:aws:s3:::logs/*' },
    ]);
  });
  test('another bucket may not', () => {
    const { extent } = ask(objectReads, [trail({ selectors: objects(['arn:aws:s3:::pay/']) })]);
    expect(extent).toEqual({ state: 'some', detail: 'except arn:aws:s3:::pay/*' });
  });
});

describe('event data stores', () => {
  test.each([
    ['enabled, of all regions', store({}), 'all'],
    ['of another region', store({ multiRegion: false }), 'none'],
    ['stopped', store({ status: 'STOPPED_INGESTION' }), 'none'],
    ['being deleted', store({ status: 'PENDING_DELETION' }), 'none'],
  ])('%s', (_, one, expected) => expect(state(managementReads, [], [one])).toBe(expected));
});
