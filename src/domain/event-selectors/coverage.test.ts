import { describe, expect, test } from 'vitest';
import {
  coversResource,
  dataCoverage,
  managementCoverage,
  networkActivityCoverage,
  resourceTypesConfigured,
} from './coverage.ts';
import type { BasicSelector, EventSelectors, FieldSelector } from './model.ts';
import { defaultEventSelectors } from './model.ts';

const basic = (...selectors: BasicSelector[]): EventSelectors => ({ basic: selectors });
const management = (...fields: FieldSelector[]): EventSelectors => ({
  advanced: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }, ...fields] }],
});
const data = (type: string, ...fields: FieldSelector[]): EventSelectors => ({
  advanced: [
    {
      fieldSelectors: [
        { field: 'eventCategory', equals: ['Data'] },
        { field: 'resources.type', equals: [type] },
        ...fields,
      ],
    },
  ],
});
const s3 = (...values: string[]): BasicSelector => ({ dataResources: [{ type: 'AWS::S3::Object', values }] });
const reads: FieldSelector = { field: 'readOnly', equals: ['true'] };
const writes: FieldSelector = { field: 'readOnly', equals: ['false'] };
const notKms: FieldSelector = { field: 'eventSource', notEquals: ['kms.amazonaws.com'] };
const object = 'AWS::S3::Object';
const both = <T>(half: T): { read: T; write: T } => ({ read: half, write: half });

describe('management coverage', () => {
  test('no selectors at all: none', () => {
    expect(managementCoverage([])).toEqual(both('none'));
  });
  test('the default selector: all', () => {
    expect(managementCoverage([defaultEventSelectors])).toEqual(both('all'));
  });
  test('KMS excluded by one trail: the source is named', () => {
    const one = basic({ excludeManagementEventSources: ['kms.amazonaws.com'] });
    expect(managementCoverage([one])).toEqual(both({ exceptSources: ['kms.amazonaws.com'], narrowed: [] }));
  });
  test('KMS excluded by one trail but recorded by another: all', () => {
    const one = basic({ excludeManagementEventSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] });
    const other = management({ field: 'eventSource', equals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] });
    expect(managementCoverage([one, other])).toEqual(both('all'));
  });
  test('KMS reads recorded by another trail: only the writes of KMS are missing', () => {
    const coverage = managementCoverage([management(notKms), basic({ readWriteType: 'ReadOnly' })]);
    expect(coverage).toEqual({ read: 'all', write: { exceptSources: ['kms.amazonaws.com'], narrowed: [] } });
  });
  test('two trails that exclude different sources miss nothing together', () => {
    const coverage = managementCoverage([
      basic({ excludeManagementEventSources: ['kms.amazonaws.com'] }),
      basic({ excludeManagementEventSources: ['rdsdata.amazonaws.com'] }),
    ]);
    expect(coverage).toEqual(both('all'));
  });
  test('reads and writes in two advanced selectors: all', () => {
    expect(managementCoverage([management(reads), management(writes)])).toEqual(both('all'));
  });
  test('an event name left out is told', () => {
    const coverage = managementCoverage([management({ field: 'eventName', notEquals: ['Decrypt'] })]);
    expect(coverage.read).toEqual({ exceptSources: [], narrowed: ['events with eventName "Decrypt"'] });
  });
  test('an event name left out of one source is told with the source', () => {
    const name: FieldSelector = { field: 'eventName', notEquals: ['Decrypt'] };
    const coverage = managementCoverage([management(notKms), management(name)]);
    expect(coverage.read).toEqual({
      exceptSources: [],
      narrowed: ['events with eventSource "kms.amazonaws.com" and eventName "Decrypt"'],
    });
  });
  test('a start and its opposite in two selectors: all', () => {
    const coverage = managementCoverage([
      management({ field: 'eventSource', startsWith: ['k'] }),
      management({ field: 'eventSource', notStartsWith: ['k'] }),
    ]);
    expect(coverage).toEqual(both('all'));
  });
  test('one source only is told as that', () => {
    const coverage = managementCoverage([management({ field: 'eventSource', equals: ['iam.amazonaws.com'] })]);
    expect(coverage.read).toEqual({ exceptSources: [], onlySources: ['iam.amazonaws.com'], narrowed: [] });
  });
  test('a source left out among the only ones is told', () => {
    const source: FieldSelector = { field: 'eventSource', startsWith: ['s'], notStartsWith: ['s3'] };
    expect(managementCoverage([management(source)]).read).toEqual({
      exceptSources: [],
      onlySources: ['s*'],
      narrowed: ['events with eventSource starting with "s3"'],
    });
  });
  test('sources left out by their start are told', () => {
    const coverage = managementCoverage([management({ field: 'eventSource', notStartsWith: ['kms.'] })]);
    expect(coverage.read).toEqual({ exceptSources: [], narrowed: ['events with eventSource starting with "kms."'] });
  });
  test('console sessions left out are told', () => {
    const coverage = managementCoverage([management({ field: 'sessionCredentialFromConsole', notEquals: ['true'] })]);
    expect(coverage.read).toEqual({ exceptSources: [], narrowed: ['events with sessionCredentialFromConsole "true"'] });
  });
  test('sources that lose different names are not told as if they lost the same', () => {
    const only = (source: string, name: string) =>
      management({ field: 'eventSource', equals: [source] }, { field: 'eventName', equals: [name] });
    const rest = management({ field: 'eventSource', notEquals: ['a', 'b'] });
    expect(managementCoverage([only('a', 'x'), only('b', 'y'), rest]).read).toEqual({
      exceptSources: [],
      narrowed: [
        'events with eventSource "a" and eventName other than "x"',
        'events with eventSource "b" and eventName other than "y"',
      ],
    });
  });
  test('what holds for one source after its names were asked about does not hold for the others', () => {
    const named = (...fields: FieldSelector[]) => management({ field: 'eventName', equals: ['y'] }, ...fields);
    const coverage = managementCoverage([
      named({ field: 'userIdentity.arn', equals: ['u'] }),
      named({ field: 'userIdentity.arn', notEquals: ['u'] }),
      management({ field: 'eventSource', equals: ['s'] }, { field: 'eventName', notEquals: ['y'] }),
    ]);
    expect(coverage.read).toEqual({
      exceptSources: [],
      narrowed: ['events with eventSource other than "s" and eventName other than "y"'],
    });
  });
  test('sessions that are not from the console cannot be asked for', () => {
    expect(managementCoverage([management({ field: 'sessionCredentialFromConsole', equals: ['false'] })])).toEqual(
      both('none'),
    );
  });
  test('a field that nobody knows yet narrows', () => {
    const coverage = managementCoverage([management({ field: 'tlsDetails.tlsVersion', notEquals: ['TLSv1'] })]);
    expect(coverage.read).toEqual({ exceptSources: [], narrowed: ['events with tlsDetails.tlsVersion "TLSv1"'] });
  });
});

describe('data coverage', () => {
  const trailBucket: FieldSelector = { field: 'resources.ARN', notStartsWith: ['arn:aws:s3:::trail-logs/'] };

  test('data events that nobody selects: none', () => {
    expect(dataCoverage([defaultEventSelectors], object)).toEqual(both('none'));
  });
  test.each(['arn:aws:s3', 'arn:aws:s3:::'])('the basic value %s: all', (value) => {
    expect(dataCoverage([basic(s3(value))], object)).toEqual(both('all'));
  });
  test('an advanced selector without ARN: all', () => {
    expect(dataCoverage([data(object)], object)).toEqual(both('all'));
  });
  test('an advanced selector of S3 as the event source loses nothing', () => {
    const coverage = dataCoverage([data(object, { field: 'eventSource', equals: ['s3.amazonaws.com'] })], object);
    expect(coverage).toEqual(both('all'));
  });
  test("all but the trail's own bucket: told as an exception", () => {
    const coverage = dataCoverage([data(object, trailBucket)], object).write;
    const patterns = [{ startsWith: 'arn:aws:s3:::trail-logs/' }];
    expect(coverage).toEqual({ resources: { kind: 'except', patterns, unless: [] }, narrowed: [] });
    expect(coversResource(coverage, 'arn:aws:s3:::data/key')).toBe(true);
    expect(coversResource(coverage, 'arn:aws:s3:::trail-logs/key')).toBe(false);
  });
  test('a bucket left out by one trail and named by another: all', () => {
    expect(dataCoverage([data(object, trailBucket), basic(s3('arn:aws:s3:::trail-logs/'))], object)).toEqual(
      both('all'),
    );
  });
  test('two buckets: told as the only ones', () => {
    const coverage = dataCoverage([basic(s3('arn:aws:s3:::a/', 'arn:aws:s3:::b/'))], object).read;
    const patterns = [{ startsWith: 'arn:aws:s3:::a/' }, { startsWith: 'arn:aws:s3:::b/' }];
    expect(coverage).toEqual({ resources: { kind: 'only', patterns, unless: [] }, narrowed: [] });
  });
  test('a prefix left out inside a bucket is told inside it', () => {
    const arn: FieldSelector = {
      field: 'resources.ARN',
      startsWith: ['arn:aws:s3:::a/'],
      notStartsWith: ['arn:aws:s3:::a/tmp/'],
    };
    const coverage = dataCoverage([data(object, arn)], object).read;
    const patterns = [{ startsWith: 'arn:aws:s3:::a/' }];
    const unless = [{ startsWith: 'arn:aws:s3:::a/tmp/' }];
    expect(coverage).toEqual({ resources: { kind: 'only', patterns, unless }, narrowed: [] });
    expect(coversResource(coverage, 'arn:aws:s3:::a/tmp/x')).toBe(false);
    expect(coversResource(coverage, 'arn:aws:s3:::a/tm')).toBe(true);
  });
  test('one event name only: no resource is wholly recorded, and it says why', () => {
    const coverage = dataCoverage([data(object, { field: 'eventName', equals: ['PutObject'] })], object).write;
    expect(coverage).toEqual({
      resources: { kind: 'only', patterns: [], unless: [] },
      narrowed: ['events with eventName other than "PutObject"'],
    });
  });
  test('write only: reads none, writes all', () => {
    const coverage = dataCoverage([basic({ ...s3('arn:aws:s3'), readWriteType: 'WriteOnly' })], object);
    expect(coverage).toEqual({ read: 'none', write: 'all' });
  });
  test('asked about one bucket only', () => {
    const selectors = [basic(s3('arn:aws:s3:::a/'))];
    expect(dataCoverage(selectors, object, { within: 'arn:aws:s3:::a/' }).read).toBe('all');
    expect(dataCoverage(selectors, object, { within: 'arn:aws:s3:::b/' }).read).toBe('none');
  });
  test('in China the values of China count, others do not', () => {
    expect(dataCoverage([basic(s3('arn:aws-cn:s3'))], object, { partition: 'aws-cn' })).toEqual(both('all'));
    expect(dataCoverage([basic(s3('arn:aws:s3'))], object, { partition: 'aws-cn' })).toEqual(both('none'));
  });
  test.each([
    ['AWS::Lambda::Function', 'arn:aws:lambda', 'arn:aws:lambda:eu-west-1:111122223333:function:f'],
    ['AWS::DynamoDB::Table', 'arn:aws:dynamodb', 'arn:aws:dynamodb:eu-west-1:111122223333:table/t'],
  ])('%s: the bare service is all, and one ARN is that resource alone', (type, all, one) => {
    const of = (value: string): EventSelectors => basic({ dataResources: [{ type, values: [value] }] });
    expect(dataCoverage([of(all)], type)).toEqual(both('all'));
    const coverage = dataCoverage([of(one)], type).read;
    expect(coversResource(coverage, one)).toBe(true);
    expect(coversResource(coverage, `${one}s`)).toBe(false);
  });
  test('a type that only advanced selectors know', () => {
    expect(dataCoverage([data('AWS::SQS::Queue')], 'AWS::SQS::Queue')).toEqual(both('all'));
  });
  test('the types that selectors name, once each and sorted', () => {
    const selectors = basic(s3('arn:aws:s3'), s3('arn:aws:s3:::a/'), {
      dataResources: [{ type: 'AWS::Lambda::Function', values: ['arn:aws:lambda'] }],
    });
    const several = { field: 'resources.type', equals: ['AWS::SNS::Topic', 'AWS::SQS::Queue'] };
    expect(resourceTypesConfigured({ advanced: [{ fieldSelectors: [several] }] })).toEqual(several.equals);
    expect(resourceTypesConfigured(selectors)).toEqual(['AWS::Lambda::Function', 'AWS::S3::Object']);
  });
});

test('network activity is told by source, and denied calls only as what they leave out', () => {
  const network = (...fields: FieldSelector[]): EventSelectors => ({
    advanced: [
      {
        fieldSelectors: [
          { field: 'eventCategory', equals: ['NetworkActivity'] },
          { field: 'eventSource', equals: ['kms.amazonaws.com'] },
          ...fields,
        ],
      },
    ],
  });
  expect(networkActivityCoverage([defaultEventSelectors])).toBe('none');
  expect(networkActivityCoverage([network()])).toEqual({
    exceptSources: [],
    onlySources: ['kms.amazonaws.com'],
    narrowed: [],
  });
  expect(networkActivityCoverage([network({ field: 'errorCode', equals: ['VpceAccessDenied'] })])).toEqual({
    exceptSources: [],
    onlySources: ['kms.amazonaws.com'],
    narrowed: ['events with eventSource "kms.amazonaws.com" and errorCode other than "VpceAccessDenied"'],
  });
});

describe('bounded time', () => {
  const many = (count: number, start: string): string[] =>
    Array.from({ length: count }, (_, index) => `${start}${index}`);

  test('five trails with five hundred values each are worked out', () => {
    const trails = many(5, 't').map((trail) =>
      data(object, { field: 'resources.ARN', startsWith: many(500, `arn:aws:s3:::${trail}-`) }),
    );
    expect(dataCoverage(trails, object).read).not.toBe('undetermined');
  });
  test('selectors beyond what AWS allows are given up, not guessed', () => {
    const hostile: EventSelectors = {
      advanced: many(3000, 'x').map((value) => ({
        fieldSelectors: [
          { field: 'eventCategory', equals: ['Management'] },
          { field: 'eventSource', notStartsWith: [value] },
          { field: 'eventName', notEndsWith: [value] },
          { field: 'eventType', notEquals: [value] },
          { field: 'userIdentity.arn', notEquals: [value] },
        ],
      })),
    };
    const started = performance.now();
    expect(managementCoverage([hostile])).toEqual(both('undetermined'));
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
