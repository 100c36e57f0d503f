import { describe, expect, test } from 'vitest';
import type { AdvancedSelector, BasicSelector, EventSelectors, FieldSelector, SelectableEvent } from './model.ts';
import { defaultEventSelectors } from './model.ts';
import { records } from './records.ts';

const decrypt: SelectableEvent = {
  eventCategory: 'Management',
  eventSource: 'kms.amazonaws.com',
  eventName: 'Decrypt',
  readOnly: true,
};
const createKey: SelectableEvent = { ...decrypt, eventName: 'CreateKey', readOnly: false };

function s3Object(resourceArn: string, change: Partial<SelectableEvent> = {}): SelectableEvent {
  return {
    eventCategory: 'Data',
    eventSource: 's3.amazonaws.com',
    eventName: 'PutObject',
    readOnly: false,
    resourceType: 'AWS::S3::Object',
    resourceArn,
    ...change,
  };
}

const basic = (...selectors: BasicSelector[]): EventSelectors => ({ basic: selectors });
const s3 = (...values: string[]): EventSelectors => basic({ dataResources: [{ type: 'AWS::S3::Object', values }] });
const lambda = (...values: string[]): EventSelectors =>
  basic({ dataResources: [{ type: 'AWS::Lambda::Function', values }] });
const advanced = (...selectors: AdvancedSelector[]): EventSelectors => ({ advanced: selectors });
const management = (...fields: FieldSelector[]): EventSelectors =>
  advanced({ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }, ...fields] });
const f = 'arn:aws:lambda:eu-west-1:111122223333:function:f';
const invoke = (arn: string): SelectableEvent =>
  s3Object(arn, { eventSource: 'lambda.amazonaws.com', eventName: 'Invoke', resourceType: 'AWS::Lambda::Function' });

type Row = [sentence: string, selectors: EventSelectors, event: SelectableEvent, recorded: boolean];

const basicRows: Row[] = [
  ['the default records a read management event', defaultEventSelectors, decrypt, true],
  ['the default records no data event', defaultEventSelectors, s3Object('arn:aws:s3:::b/k'), false],
  ['WriteOnly records a write', basic({ readWriteType: 'WriteOnly' }), createKey, true],
  ['WriteOnly does not record a read', basic({ readWriteType: 'WriteOnly' }), decrypt, false],
  [
    'an excluded source is not recorded',
    basic({ excludeManagementEventSources: ['kms.amazonaws.com'] }),
    decrypt,
    false,
  ],
  [
    'a second selector records what the first one excludes',
    basic({ excludeManagementEventSources: ['kms.amazonaws.com'] }, { readWriteType: 'ReadOnly' }),
    decrypt,
    true,
  ],
  ['management events can be switched off', basic({ includeManagementEvents: false }), decrypt, false],
  ['arn:aws:s3 is every object', s3('arn:aws:s3'), s3Object('arn:aws:s3:::b/k'), true],
  ['arn:aws:s3::: is every object', s3('arn:aws:s3:::'), s3Object('arn:aws:s3:::b/k'), true],
  ['arn:aws-cn:s3 is every object in China', s3('arn:aws-cn:s3'), s3Object('arn:aws-cn:s3:::b/k'), true],
  ['arn:aws:s3 is no object in GovCloud', s3('arn:aws:s3'), s3Object('arn:aws-us-gov:s3:::b/k'), false],
  ['a bucket with a slash is its objects', s3('arn:aws:s3:::b/'), s3Object('arn:aws:s3:::b/k'), true],
  ['a bucket with a slash is not a longer bucket', s3('arn:aws:s3:::b/'), s3Object('arn:aws:s3:::bb/k'), false],
  ['a bucket without a slash is not taken for its objects', s3('arn:aws:s3:::b'), s3Object('arn:aws:s3:::b/k'), false],
  ['a prefix is the objects under it', s3('arn:aws:s3:::b/logs'), s3Object('arn:aws:s3:::b/logs-2026/x'), true],
  ['a prefix is not the objects beside it', s3('arn:aws:s3:::b/logs'), s3Object('arn:aws:s3:::b/data/x'), false],
  [
    'an asterisk in a value is a character, not a wildcard',
    s3('arn:aws:s3:::*/*'),
    s3Object('arn:aws:s3:::b/k'),
    false,
  ],
  ['arn:aws:lambda is every function', lambda('arn:aws:lambda'), invoke(f), true],
  ["a function's ARN is that function", lambda(f), invoke(f), true],
  ["a function's ARN is no prefix", lambda(f), invoke(`${f}f`), false],
  [
    'a data resource of one type says nothing of another',
    lambda('arn:aws:lambda'),
    s3Object('arn:aws:s3:::b/k'),
    false,
  ],
  ['no selectors record nothing', basic(), decrypt, false],
];

const getObject = { field: 'eventName', equals: ['GetObject'] };
const advancedRows: Row[] = [
  ['a category alone is every event of it', management(), decrypt, true],
  ['a category alone is no event of another', management(), s3Object('arn:aws:s3:::b/k'), false],
  ['readOnly true records reads', management({ field: 'readOnly', equals: ['true'] }), decrypt, true],
  ['readOnly true records no writes', management({ field: 'readOnly', equals: ['true'] }), createKey, false],
  ['NotEquals excludes', management({ field: 'eventSource', notEquals: ['kms.amazonaws.com'] }), decrypt, false],
  [
    'positive operators of one field are alternatives',
    management({ field: 'eventName', equals: ['Encrypt'], startsWith: ['Dec'] }),
    decrypt,
    true,
  ],
  [
    'a negative operator wins over a positive one of the same field',
    management({ field: 'eventName', startsWith: ['De'], notEndsWith: ['crypt'] }),
    decrypt,
    false,
  ],
  ['fields are joined by and', management(getObject, { field: 'readOnly', equals: ['true'] }), decrypt, false],
  ['values are compared with their case', management({ field: 'eventName', equals: ['decrypt'] }), decrypt, false],
  ['EndsWith compares the end', management({ field: 'eventName', endsWith: ['crypt'] }), decrypt, true],
  ['NotStartsWith compares the start', management({ field: 'eventName', notStartsWith: ['De'] }), decrypt, false],
  [
    'a field that the event lacks equals nothing',
    management({ field: 'userIdentity.arn', startsWith: ['arn:'] }),
    decrypt,
    false,
  ],
  [
    'a field that the event lacks is not what is excluded',
    management({ field: 'userIdentity.arn', notStartsWith: ['arn:'] }),
    decrypt,
    true,
  ],
  [
    'console sessions can be told apart',
    management({ field: 'sessionCredentialFromConsole', notEquals: ['true'] }),
    { ...decrypt, sessionCredentialFromConsole: true },
    false,
  ],
  [
    'network activity can be limited to denied calls',
    advanced({
      fieldSelectors: [
        { field: 'eventCategory', equals: ['NetworkActivity'] },
        { field: 'eventSource', equals: ['kms.amazonaws.com'] },
        { field: 'errorCode', equals: ['VpceAccessDenied'] },
      ],
    }),
    { ...decrypt, eventCategory: 'NetworkActivity' },
    false,
  ],
  ['a field without operator matches nothing', management({ field: 'eventName' }), decrypt, false],
  ['a selector without fields matches nothing', advanced({ name: 'all', fieldSelectors: [] }), decrypt, false],
];

describe('basic selectors', () => {
  test.each(basicRows)('%s', (_, selectors, event, recorded) => {
    expect(records(selectors, event)).toBe(recorded);
  });
});

describe('advanced selectors', () => {
  test.each(advancedRows)('%s', (_, selectors, event, recorded) => {
    expect(records(selectors, event)).toBe(recorded);
  });
});
