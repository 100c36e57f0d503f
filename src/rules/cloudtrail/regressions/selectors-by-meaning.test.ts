import { expect, test } from 'vitest';
import type { Rule } from '#src/core/rule.ts';
import type { SomeFacts } from '#src/testing/world.ts';
import type { trail } from '#src/assets/trail/model.ts';
import { healthyWorld } from '#src/testing/healthy.ts';
import { rule as managementEvents } from '../CT-010-management-events/rule.ts';
import { rule as dataEvents } from '../CT-012-data-events/rule.ts';
import { data, management, readsOnly, writesOnly } from '../testing/trails.ts';
import { findings, outcome } from '../testing/verdict.ts';

/** Wrong answers of other tools about selectors, at the level of the verdict (by meaning: `domain/event-selectors`). */

type Selectors = NonNullable<SomeFacts<typeof trail>['eventSelectors']>;
const basic = (readWriteType: 'All' | 'ReadOnly' | 'WriteOnly', values: string[] = []) => ({
  readWriteType,
  includeManagementEvents: true,
  dataResources: values.length > 0 ? [{ type: 'AWS::S3::Object', values }] : [],
  excludeManagementEventSources: [] as string[],
});
const judged = (rule: Rule, eventSelectors: Selectors): string =>
  outcome(rule, healthyWorld({ trail: { eventSelectors } }));
const named = (
  name: string,
  selectors: { advanced: { fieldSelectors: { field: string; equals?: string[] }[] }[] },
) => ({
  advanced: selectors.advanced.map((selector) => ({ name, ...selector })),
});

test('Prowler wants one selector of All: a ReadOnly and a WriteOnly selector record all management events', () => {
  expect(judged(managementEvents, { basic: [basic('ReadOnly'), basic('WriteOnly')] })).toBe('pass');
});

test('Prowler counts an advanced selector only by the name "Management events selector": any name passes', () => {
  expect(judged(managementEvents, named('Everything', management()))).toBe('pass');
});

test('Prowler is fooled by the name: a data selector called "Management events selector" records no management event', () => {
  expect(judged(managementEvents, named('Management events selector', data('AWS::S3::Object')))).toBe('fail');
});

test('Prowler ignores excluded sources: they are named', () => {
  const selectors = { basic: [{ ...basic('All'), excludeManagementEventSources: ['kms.amazonaws.com'] }] };
  const [finding] = findings(managementEvents, healthyWorld({ trail: { eventSelectors: selectors } }));
  expect(finding?.message).toContain('kms.amazonaws.com');
});

test('Steampipe passes any selector whose text lacks "readOnly": S3 data selectors record no management event', () => {
  expect(judged(managementEvents, data('AWS::S3::Object'))).toBe('fail');
});

test('Custodian and CIS take any readOnly field as incomplete: true and false together are all', () => {
  const halves = { advanced: [...management(readsOnly).advanced, ...management(writesOnly).advanced] };
  expect(judged(managementEvents, halves)).toBe('pass');
});

test('CloudSploit answers UNKNOWN and ScoutSuite nothing for advanced selectors: they are judged', () => {
  expect(judged(managementEvents, management())).toBe('pass');
  expect(judged(managementEvents, management(writesOnly))).toBe('fail');
});

test('ScoutSuite lets the last selector win (#1674): the first one still records', () => {
  expect(judged(dataEvents, { basic: [basic('All', ['arn:aws:s3']), basic('All')] })).toBe('pass');
});

test('Prowler passes any advanced S3 selector: one of a single bucket is some buckets', () => {
  const selectors = data('AWS::S3::Object', { field: 'resources.ARN', startsWith: ['arn:aws:s3:::one/'] });
  const [finding] = findings(dataEvents, healthyWorld({ trail: { eventSelectors: selectors } }));
  expect(finding).toMatchObject({ outcome: 'fail', messageId: 'incomplete' });
  expect(finding?.message).toContain('some buckets');
});

test('Prowler passes any advanced S3 selector for writes: one of reads only does not record writes', () => {
  const [finding] = findings(
    dataEvents,
    healthyWorld({ trail: { eventSelectors: data('AWS::S3::Object', readsOnly) } }),
  );
  expect(finding?.message).toContain('read only');
});

test('ElectricEye fails basic selectors: a basic selector of all buckets passes', () => {
  expect(judged(dataEvents, { basic: [basic('All', ['arn:aws:s3:::'])] })).toBe('pass');
});
