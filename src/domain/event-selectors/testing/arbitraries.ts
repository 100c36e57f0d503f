import * as fc from 'fast-check';
import type { AdvancedSelector, BasicSelector, EventSelectors, FieldSelector, SelectableEvent } from '../model.ts';

/** Few values, so that random selectors and random events meet; prefixes and suffixes of each other, so that they overlap. */
export const values = {
  eventSource: ['kms.amazonaws.com', 'rdsdata.amazonaws.com', 's3.amazonaws.com', 'k'],
  eventName: ['GetObject', 'GetObjectAcl', 'PutObject', 'getObject', 'Decrypt', 'Get'],
  'resources.type': ['AWS::S3::Object', 'AWS::Lambda::Function', 'AWS::SQS::Queue'],
  'resources.ARN': [
    'arn:aws:s3:::b/x',
    'arn:aws:s3:::b/private/x',
    'arn:aws:s3:::bb/x',
    'arn:aws:s3:::b',
    'arn:aws:lambda:eu-west-1:111122223333:function:f',
    'arn:aws:lambda:eu-west-1:111122223333:function:ff',
    'arn:aws-cn:s3:::b',
    'arn:aws-cn:s3:::b/x',
    'arn:aws-cn:lambda:cn-north-1:111122223333:function:f',
  ],
  eventType: ['AwsApiCall', 'AwsServiceEvent'],
  'userIdentity.arn': ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/ab'],
  vpcEndpointId: ['vpce-1', 'vpce-12'],
  errorCode: ['VpceAccessDenied', 'AccessDenied'],
} as const;

export type Field = keyof typeof values;

function pieces(field: Field): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...values[field]), fc.nat(40), fc.boolean())
    .map(([value, cut, front]) => (front ? value.slice(0, cut + 1) : value.slice(Math.max(0, value.length - cut - 1))));
}

function list(field: Field, whole: boolean): fc.Arbitrary<string[] | undefined> {
  const item = whole ? fc.constantFrom<string>(...values[field]) : pieces(field);
  return fc.option(fc.array(item, { minLength: 0, maxLength: 2 }), { nil: undefined, freq: 2 });
}

export function fieldSelector(field: Field): fc.Arbitrary<FieldSelector> {
  return fc.record({
    field: fc.constant(field),
    equals: list(field, true),
    notEquals: list(field, true),
    startsWith: list(field, false),
    notStartsWith: list(field, false),
    endsWith: list(field, false),
    notEndsWith: list(field, false),
  });
}

const readOnly: fc.Arbitrary<FieldSelector> = fc
  .constantFrom('true', 'false')
  .map((value) => ({ field: 'readOnly', equals: [value] }));
/** AWS takes `true` alone; whatever else a selector says must not be taken for it. */
const fromConsole: fc.Arbitrary<FieldSelector> = fc
  .tuple(fc.boolean(), fc.constantFrom('true', 'true', 'false'))
  .map(([not, value]) => ({ field: 'sessionCredentialFromConsole', [not ? 'notEquals' : 'equals']: [value] }));
const category: fc.Arbitrary<FieldSelector> = fc
  .constantFrom('Management', 'Data', 'NetworkActivity')
  .map((value) => ({ field: 'eventCategory', equals: [value] }));

const anyField = fc.oneof(
  ...(
    [
      'eventSource',
      'eventName',
      'eventType',
      'resources.ARN',
      'userIdentity.arn',
      'vpcEndpointId',
      'errorCode',
    ] as const
  ).map(fieldSelector),
  fc
    .constantFrom(...values['resources.type'])
    .map((type): FieldSelector => ({ field: 'resources.type', equals: [type] })),
  readOnly,
  fromConsole,
);

/** A selector without fields, which AWS refuses, is among them: it records nothing. */
export const advancedSelector: fc.Arbitrary<AdvancedSelector> = fc
  .tuple(fc.option(category, { freq: 20 }), fc.array(anyField, { maxLength: 3 }))
  .map(([first, rest]) => ({ name: 'a name', fieldSelectors: first === null ? [] : [first, ...rest] }));

const resourceValue = fc.oneof(
  fc.constantFrom(
    'arn:aws:s3',
    'arn:aws:s3:::',
    'arn:aws:lambda',
    'arn:aws:s3:::b/',
    'arn:aws-cn:s3',
    'arn:aws-cn:lambda',
    'arn:aws-cn:s3:::b',
  ),
  pieces('resources.ARN'),
);

export const basicSelector: fc.Arbitrary<BasicSelector> = fc.record(
  {
    readWriteType: fc.constantFrom('All', 'ReadOnly', 'WriteOnly'),
    includeManagementEvents: fc.boolean(),
    excludeManagementEventSources: fc.subarray(['kms.amazonaws.com', 'rdsdata.amazonaws.com']),
    dataResources: fc.array(
      fc.record({
        type: fc.constantFrom(...values['resources.type']),
        values: fc.array(resourceValue, { maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);

export const eventSelectors: fc.Arbitrary<EventSelectors> = fc.oneof(
  fc.array(basicSelector, { maxLength: 3 }).map((basic) => ({ basic })),
  fc.array(advancedSelector, { maxLength: 3 }).map((advanced) => ({ advanced })),
);

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

export const event: fc.Arbitrary<SelectableEvent> = fc.record({
  eventCategory: fc.constantFrom('Management', 'Data', 'NetworkActivity'),
  eventSource: fc.oneof(fc.constantFrom(...values.eventSource), fc.string()),
  eventName: fc.oneof(fc.constantFrom(...values.eventName), fc.string()),
  readOnly: fc.boolean(),
  resourceType: optional(fc.constantFrom(...values['resources.type'])),
  resourceArn: optional(fc.oneof(fc.constantFrom(...values['resources.ARN']), pieces('resources.ARN'))),
  eventType: optional(fc.constantFrom(...values.eventType)),
  sessionCredentialFromConsole: optional(fc.boolean()),
  userIdentityArn: optional(fc.oneof(fc.constantFrom(...values['userIdentity.arn']), pieces('userIdentity.arn'))),
  vpcEndpointId: optional(fc.constantFrom(...values.vpcEndpointId)),
  errorCode: optional(fc.constantFrom(...values.errorCode)),
});
