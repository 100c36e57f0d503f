import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ResourceCoverage, SourceCoverage } from './coverage.ts';
import { coversResource, dataCoverage, managementCoverage, networkActivityCoverage } from './coverage.ts';
import type { AdvancedSelector, EventCategory, EventSelectors, FieldSelector, SelectableEvent } from './model.ts';
import type { Field } from './testing/arbitraries.ts';
import { advancedSelector, eventSelectors, fieldSelector, values } from './testing/arbitraries.ts';
import { referenceRecords } from './testing/reference.ts';

/** Every string that the drawn selectors could tell apart has one of its sort in here, and some more. */
function around(selectors: readonly EventSelectors[], field: Field): string[] {
  const text = selectors.flatMap((one) => ('advanced' in one ? one.advanced : []));
  const literals = new Set<string>();
  for (const selector of text) {
    for (const condition of selector.fieldSelectors) {
      if (condition.field !== field) continue;
      const {
        equals = [],
        notEquals = [],
        startsWith = [],
        notStartsWith = [],
        endsWith = [],
        notEndsWith = [],
      } = condition;
      for (const value of [...equals, ...notEquals, ...startsWith, ...notStartsWith, ...endsWith, ...notEndsWith]) {
        literals.add(value);
      }
    }
  }
  const found = new Set<string>(['~', ...values[field], ...literals]);
  for (const left of literals) {
    found.add(`${left}~`).add(`~${left}`);
    for (const right of literals) found.add(`${left}~${right}`);
  }
  return [...found];
}

function management(overrides: Partial<SelectableEvent>): SelectableEvent {
  return {
    eventCategory: 'Management',
    eventSource: 'x',
    eventName: 'x',
    readOnly: true,
    eventType: 'AwsApiCall',
    ...overrides,
  };
}

/** Management selectors over source and name, with every operator. */
const narrowSelector: fc.Arbitrary<AdvancedSelector> = fc
  .tuple(
    fc.constantFrom<EventCategory>('Management'),
    fc.option(fieldSelector('eventSource'), { nil: undefined }),
    fc.option(fieldSelector('eventName'), { nil: undefined, freq: 2 }),
    fc.option(fc.constantFrom('true', 'false'), { nil: undefined }),
  )
  .map(([category, source, name, readOnly]) => ({
    fieldSelectors: [
      { field: 'eventCategory', equals: [category] },
      ...(source === undefined ? [] : [source]),
      ...(name === undefined ? [] : [name]),
      ...(readOnly === undefined ? [] : [{ field: 'readOnly', equals: [readOnly] }]),
    ],
  }));

function checkSources(coverage: SourceCoverage, sources: string[], recorded: (source: string) => boolean[]): void {
  const answers = sources.map((source) => ({ source, recorded: recorded(source) }));
  const all = answers.every((answer) => answer.recorded.every(Boolean));
  const none = answers.every((answer) => !answer.recorded.some(Boolean));
  expect(coverage === 'all').toBe(all);
  expect(coverage === 'none').toBe(none);
  if (typeof coverage === 'string') return;
  for (const source of coverage.exceptSources) expect(recorded(source).some(Boolean)).toBe(false);
  const onlyExclusions = coverage.narrowed.length === 0 && coverage.onlySources === undefined;
  for (const answer of answers) {
    const missing = !answer.recorded.some(Boolean);
    const excluded = coverage.exceptSources.includes(answer.source);
    expect(!onlyExclusions || answer.recorded.every(Boolean) === !excluded).toBe(true);
    expect(missing && coverage.onlySources?.includes(answer.source)).not.toBe(true);
  }
}

test('management coverage agrees with asking about every event', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(fc.array(narrowSelector, { maxLength: 3 }), { maxLength: 2 }), (trails) => {
      const selectors = trails.map((advanced): EventSelectors => ({ advanced }));
      const coverage = managementCoverage(selectors);
      const sources = around(selectors, 'eventSource');
      const names = around(selectors, 'eventName');
      for (const readOnly of [true, false]) {
        const half = readOnly ? coverage.read : coverage.write;
        seen.add(typeof half === 'string' ? half : 'partial');
        checkSources(half, sources, (eventSource) =>
          names.map((eventName) =>
            selectors.some((one) => referenceRecords(one, management({ eventSource, eventName, readOnly }))),
          ),
        );
      }
    }),
    { numRuns: 150 },
  );
  expect([...seen].sort()).toEqual(['all', 'none', 'partial']);
});

// oxlint-disable-next-line vitest/expect-expect -- the property is the assertion
test('a half that is called all has no random event outside, one that is called none has none inside', () => {
  fc.assert(
    fc.property(fc.array(eventSelectors, { maxLength: 3 }), fc.boolean(), (selectors, readOnly) => {
      const coverage = managementCoverage(selectors);
      const half = readOnly ? coverage.read : coverage.write;
      const answers = new Set(
        around(selectors, 'eventSource').flatMap((eventSource) =>
          [undefined, 'arn:aws:iam::111122223333:role/a', '~'].flatMap((userIdentityArn) =>
            [true, undefined].map((sessionCredentialFromConsole) => {
              const event = management({ eventSource, readOnly, userIdentityArn, sessionCredentialFromConsole });
              return selectors.some((one) => referenceRecords(one, event));
            }),
          ),
        ),
      );
      return (half !== 'all' || !answers.has(false)) && (half !== 'none' || !answers.has(true));
    }),
    { numRuns: 300 },
  );
});

test('data coverage lists exactly the resources that are wholly recorded', () => {
  const selector = fc.tuple(fieldSelector('resources.ARN'), fc.boolean()).map(([arn, suffixes]): AdvancedSelector => ({
    fieldSelectors: [
      { field: 'eventCategory', equals: ['Data'] },
      { field: 'resources.type', equals: ['AWS::S3::Object'] },
      suffixes ? arn : { ...arn, endsWith: [], notEndsWith: [], notEquals: ['arn:aws:s3:::b/y'] },
    ],
  }));
  fc.assert(
    fc.property(fc.array(selector, { minLength: 1, maxLength: 3 }), (advanced) => {
      const found = around([{ advanced }], 'resources.ARN');
      const arns = found
        .flatMap((arn) => [arn, `arn:aws:s3:::~${arn}`])
        .filter((arn) => arn.startsWith('arn:aws:s3:::'));
      const half: ResourceCoverage = dataCoverage([{ advanced }], 'AWS::S3::Object').read;
      const hasSuffix = advanced.some((one) =>
        one.fieldSelectors.some((f) => f.endsWith?.length || f.notEndsWith?.length),
      );
      const answers = arns.map((resourceArn) => {
        const recorded = referenceRecords(
          { advanced },
          {
            eventCategory: 'Data',
            eventSource: 's3.amazonaws.com',
            eventName: 'x',
            readOnly: true,
            resourceType: 'AWS::S3::Object',
            resourceArn,
          },
        );
        expect(hasSuffix || coversResource(half, resourceArn) === recorded).toBe(true);
        return recorded;
      });
      expect(half === 'all').toBe(answers.every(Boolean));
      expect(half === 'none').toBe(!answers.some(Boolean));
    }),
    { numRuns: 300 },
  );
});

/** Strings of each sort that the selectors can tell apart in one field, few enough to try all combinations of fields. */
function fewAround(selectors: readonly EventSelectors[], field: Field): string[] {
  const listed = selectors
    .flatMap((one) => ('advanced' in one ? one.advanced : []))
    .flatMap(({ fieldSelectors }) => fieldSelectors.filter((condition) => condition.field === field));
  const all = (pick: (condition: FieldSelector) => (readonly string[] | undefined)[]): string[] => [
    ...new Set(listed.flatMap((condition) => pick(condition).flatMap((list) => list ?? []))),
  ];
  const prefixes = ['', ...all(({ startsWith, notStartsWith }) => [startsWith, notStartsWith])];
  const suffixes = ['', ...all(({ endsWith, notEndsWith }) => [endsWith, notEndsWith])];
  const middles = prefixes.flatMap((prefix) => suffixes.map((suffix) => `${prefix}~${suffix}`));
  return [...all(({ equals, notEquals }) => [equals, notEquals]), ...middles];
}

function combinations(base: SelectableEvent, fields: readonly [keyof SelectableEvent, readonly unknown[]][]) {
  return fields.reduce<SelectableEvent[]>(
    (events, [name, choices]) => events.flatMap((one) => choices.map((choice) => ({ ...one, [name]: choice }))),
    [base],
  );
}

/** One category and up to three conditions: several on one field, as the overlap of two trails makes them, included. */
const ofCategory = (category: EventCategory, fields: readonly Field[]): fc.Arbitrary<AdvancedSelector> => {
  const readOnly = fc.constantFrom('true', 'false').map((value) => ({ field: 'readOnly', equals: [value] }));
  const condition = fc.oneof(...fields.map(fieldSelector), readOnly);
  return fc
    .array(condition, { maxLength: 3 })
    .map((conditions) => ({ fieldSelectors: [{ field: 'eventCategory', equals: [category] }, ...conditions] }));
};

test.each([
  ['management events', 'Management', ['eventName', 'userIdentity.arn', 'eventType']],
  ['network activity events', 'NetworkActivity', ['eventSource', 'vpcEndpointId', 'errorCode']],
] as const)('all and none are exact for %s narrowed in three fields at once', (_, eventCategory, fields) => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(ofCategory(eventCategory, fields), { minLength: 1, maxLength: 4 }), (advanced) => {
      const selectors: EventSelectors[] = [{ advanced }];
      const around = (field: Field) => fewAround(selectors, field);
      const optional = (field: Field) => [undefined, ...around(field)];
      const ask = (base: SelectableEvent, half: SourceCoverage) => {
        const events = combinations(base, [
          ['eventSource', around('eventSource')],
          ['eventName', around('eventName')],
          ['eventType', around('eventType')],
          ['userIdentityArn', optional('userIdentity.arn')],
          ['vpcEndpointId', optional('vpcEndpointId')],
          ['errorCode', optional('errorCode')],
          ['readOnly', base.eventCategory === 'NetworkActivity' ? [true, false] : [base.readOnly]],
        ]);
        const answers = new Set(events.map((one) => referenceRecords({ advanced }, one)));
        expect(half === 'all', 'all').toBe(!answers.has(false));
        expect(half === 'none', 'none').toBe(!answers.has(true));
        seen.add(typeof half === 'string' ? half : 'partial');
      };
      const base = { eventCategory, eventSource: '~', eventName: '~', readOnly: true };
      if (eventCategory === 'NetworkActivity') ask(base, networkActivityCoverage(selectors));
      else {
        const { read, write } = managementCoverage(selectors);
        ask(base, read);
        ask({ ...base, readOnly: false }, write);
      }
    }),
    { numRuns: 150 },
  );
  expect([...seen].sort()).toEqual(['all', 'none', 'partial']);
});

test('adding a selector never covers less', () => {
  const rank = (coverage: string | object) =>
    ['none', 'partial', 'all'].indexOf(typeof coverage === 'string' ? coverage : 'partial');
  fc.assert(
    fc.property(fc.array(advancedSelector, { maxLength: 3 }), advancedSelector, (advanced, another) => {
      const less = managementCoverage([{ advanced }]);
      const more = managementCoverage([{ advanced: [...advanced, another] }]);
      expect(rank(more.read)).toBeGreaterThanOrEqual(rank(less.read));
      expect(rank(more.write)).toBeGreaterThanOrEqual(rank(less.write));
    }),
    { numRuns: 300 },
  );
});

// oxlint-disable-next-line vitest/expect-expect -- the property is the assertion
test('network activity coverage is none unless a selector asks for that category', () => {
  fc.assert(
    fc.property(fc.array(eventSelectors, { maxLength: 2 }), (selectors) => {
      const asked = JSON.stringify(selectors).includes('NetworkActivity');
      return asked || networkActivityCoverage(selectors) === 'none';
    }),
  );
});
