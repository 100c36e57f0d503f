import { expect, test } from 'vitest';
import { dataCoverage, managementCoverage } from './coverage.ts';
import { describe as sentence } from './describe.ts';
import type { EventSelectors, FieldSelector } from './model.ts';
import { records } from './records.ts';

/** Wrong answers that other tools give about selectors, each with the right one. */

const category = (value: string): FieldSelector => ({ field: 'eventCategory', equals: [value] });
const s3: FieldSelector = { field: 'resources.type', equals: ['AWS::S3::Object'] };
const all = { read: 'all', write: 'all' };
const none = { read: 'none', write: 'none' };

test('Prowler: a ReadOnly and a WriteOnly selector together record all management events', () => {
  const pair: EventSelectors = { basic: [{ readWriteType: 'ReadOnly' }, { readWriteType: 'WriteOnly' }] };
  expect(managementCoverage([pair])).toEqual(all);
});

test('Prowler: an advanced selector counts by its fields, whatever its name is', () => {
  const named: EventSelectors = { advanced: [{ name: 'Everything', fieldSelectors: [category('Management')] }] };
  expect(managementCoverage([named])).toEqual(all);
});

test('Prowler: the name "Management events selector" on a data selector records no management event', () => {
  const misnamed: EventSelectors = {
    advanced: [{ name: 'Management events selector', fieldSelectors: [category('Data'), s3] }],
  };
  expect(managementCoverage([misnamed])).toEqual(none);
});

test('Prowler: excluded event sources are not recorded', () => {
  const excluding: EventSelectors = {
    basic: [{ readWriteType: 'All', excludeManagementEventSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] }],
  };
  const half = { exceptSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'], narrowed: [] };
  expect(managementCoverage([excluding])).toEqual({ read: half, write: half });
});

test('Prowler: an advanced S3 selector of one bucket, or of reads, is not S3 write recording', () => {
  const oneBucket: EventSelectors = {
    advanced: [{ fieldSelectors: [category('Data'), s3, { field: 'resources.ARN', startsWith: ['arn:aws:s3:::a/'] }] }],
  };
  const readOnly: EventSelectors = {
    advanced: [{ fieldSelectors: [category('Data'), s3, { field: 'readOnly', equals: ['true'] }] }],
  };
  expect(dataCoverage([oneBucket], 'AWS::S3::Object').write).not.toBe('all');
  expect(dataCoverage([readOnly], 'AWS::S3::Object')).toEqual({ read: 'all', write: 'none' });
});

test('Prowler: Bedrock data events are not recorded by management selectors', () => {
  const selectors: EventSelectors = { basic: [{ readWriteType: 'WriteOnly' }] };
  expect(dataCoverage([selectors], 'AWS::Bedrock::Model')).toEqual(none);
});

test('Steampipe: a selector whose text lacks "readOnly" but is about S3 data records no management event', () => {
  const dataOnly: EventSelectors = { advanced: [{ fieldSelectors: [category('Data'), s3] }] };
  expect(managementCoverage([dataOnly])).toEqual(none);
});

test('Custodian: readOnly true and readOnly false together are all', () => {
  const halves: EventSelectors = {
    advanced: ['true', 'false'].map((value) => ({
      fieldSelectors: [category('Management'), { field: 'readOnly', equals: [value] }],
    })),
  };
  expect(managementCoverage([halves])).toEqual(all);
});

test('ScoutSuite: the last selector does not undo the ones before it', () => {
  const selectors: EventSelectors = {
    basic: [
      { dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }] },
      { readWriteType: 'WriteOnly', includeManagementEvents: true, dataResources: [] },
    ],
  };
  expect(dataCoverage([selectors], 'AWS::S3::Object')).toEqual(all);
  expect(managementCoverage([selectors])).toEqual(all);
});

test('ScoutSuite, CloudSploit: advanced selectors are judged, not ignored', () => {
  const selectors: EventSelectors = {
    advanced: [{ fieldSelectors: [category('Management')] }, { fieldSelectors: [category('Data'), s3] }],
  };
  expect(managementCoverage([selectors])).toEqual(all);
  expect(dataCoverage([selectors], 'AWS::S3::Object')).toEqual(all);
});

test('ElectricEye: basic S3 selectors count as well as advanced ones', () => {
  const selectors: EventSelectors = {
    basic: [{ dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3:::'] }] }],
  };
  expect(dataCoverage([selectors], 'AWS::S3::Object')).toEqual(all);
});

test('Prowler: the value arn:aws:s3:::*/* has no wildcard in it and records no object', () => {
  const selectors: EventSelectors = {
    basic: [{ dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3:::*/*'] }] }],
  };
  const event = { eventSource: 's3.amazonaws.com', eventName: 'GetObject', readOnly: true } as const;
  const sample = {
    ...event,
    eventCategory: 'Data',
    resourceType: 'AWS::S3::Object',
    resourceArn: 'arn:aws:s3:::b/k',
  } as const;
  expect(records(selectors, sample)).toBe(false);
  expect(dataCoverage([selectors], 'AWS::S3::Object').read).not.toBe('all');
});

test('coverage of several trails: a write-only trail does not make a region covered (Prowler passes it)', () => {
  expect(managementCoverage([{ basic: [{ readWriteType: 'WriteOnly' }] }])).toEqual({ read: 'none', write: 'all' });
});

test.each([
  [{ basic: [] }, 'Records nothing.'],
  [{ basic: [{}] }, 'Records all management events.'],
  [
    { basic: [{ readWriteType: 'WriteOnly', excludeManagementEventSources: ['kms.amazonaws.com'] }] },
    'Records write management events except those of kms.amazonaws.com.',
  ],
  [
    { basic: [{ dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3:::a/'] }] }] },
    'Records all management events; data events on AWS::S3::Object only arn:aws:s3:::a/*.',
  ],
] satisfies [EventSelectors, string][])('selectors in a sentence: %j', (selectors, expected) => {
  expect(sentence(selectors)).toBe(expected);
});
