import { account } from '#src/assets/account/model.ts';
import { trail } from '#src/assets/trail/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import type { EventSelectors } from '#src/domain/event-selectors/model.ts';
import { ACCOUNT, healthyFacts, healthyStatus, healthyWorld, ids, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { asset, type SomeFacts } from '#src/testing/world.ts';
import { rule } from './rule.ts';

const kms = 'kms.amazonaws.com';
const rds = 'rdsdata.amazonaws.com';
const stopped = { isLogging: false };
const denied = new Unknown('access-denied', '', 'cloudtrail:GetEventSelectors');
const basic = (excludes: string[], readWriteType: 'All' | 'ReadOnly' | 'WriteOnly' = 'All') => ({
  basic: [{ readWriteType, includeManagementEvents: true, dataResources: [], excludeManagementEventSources: excludes }],
});
type Field = Record<'field', string> &
  Partial<Record<'equals' | 'notEquals' | 'startsWith' | 'notStartsWith' | 'notEndsWith', string[]>>;
const advanced = (...fields: Field[]) => ({
  advanced: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }, ...fields] }],
});
const third = { ...ids.trail, id: `${ids.trail.id}-3`, name: 'main-3' };
const onlyIn = (region: string) => ({ [ACCOUNT]: { [region]: healthyStatus } });
const other = { ...ids.trail, id: `${ids.trail.id}-2`, name: 'main-2' };

/** The main trail with these selectors and, when given, a second one. */
function world(eventSelectors: EventSelectors | Unknown, second?: SomeFacts<typeof trail>) {
  const selectors = eventSelectors as (typeof healthyFacts)['trail']['eventSelectors'];
  if (second === undefined) return healthyWorld({ trail: { eventSelectors: selectors } });
  return healthyWorld({
    trail: { eventSelectors: selectors },
    account: { trailArns: [ids.trail.id, other.id] },
    more: [asset(trail, other, { ...healthyFacts.trail, ...second })],
  });
}

testRule(rule, {
  pass: {
    'nothing is excluded': healthyWorld(),
    'KMS is excluded and another trail records everything': {
      world: world(basic([kms]), { eventSelectors: basic([]) }),
      says: ['What the trail leaves out is recorded by another active trail.'],
    },
    'KMS is excluded and another trail records it but for one event': {
      world: world(basic([kms]), { eventSelectors: advanced({ field: 'eventName', notEquals: ['Decrypt'] }) }),
      says: ['records a part of what the trail leaves out; CT-010 tells'],
    },
    'two trails each exclude what the other records': world(basic([kms]), { eventSelectors: basic([rds]) }),
    'only writing events are recorded, and none of them is excluded': world(basic([], 'WriteOnly')),
    'another source is excluded, which CT-010 reports': world(
      advanced({ field: 'eventSource', notEquals: ['sts.amazonaws.com'] }),
    ),
    'one event of KMS is excluded, which CT-010 reports': world(
      advanced({ field: 'eventName', notEquals: ['Decrypt'] }),
    ),
    'two selectors together leave nothing out': world({
      advanced: [
        ...advanced({ field: 'eventSource', notEquals: [kms] }).advanced,
        ...advanced({ field: 'eventSource', equals: [kms] }).advanced,
      ],
    }),
    "a member's regions are not the owner's: what records there is not among the owner's trails": healthyWorld({
      trail: {
        eventSelectors: basic([kms]),
        status: { ...status({}), '222222222222': { 'eu-north-1': healthyStatus } },
      },
      account: { trailArns: [ids.trail.id, other.id] },
      more: [asset(trail, other, { ...healthyFacts.trail, eventSelectors: basic([]) })],
    }),
    'another trail records it, and a third could not be read': healthyWorld({
      trail: { eventSelectors: basic([kms]) },
      account: { trailArns: [new Unknown('throttled'), ids.trail.id, other.id] },
      more: [asset(trail, other, { ...healthyFacts.trail, eventSelectors: basic([]) })],
    }),
  },
  fail: {
    'one region loses it for certain, and only that one is told where the status of another was denied': {
      world: healthyWorld({
        trail: {
          eventSelectors: basic([kms]),
          status: {
            [ACCOUNT]: {
              'eu-west-1': healthyStatus,
              'us-east-1': new Unknown('access-denied', '', 'cloudtrail:GetTrailStatus'),
            },
          },
        },
      }),
      message: 'excluded',
      says: ['records them in eu-west-1.'],
    },
    'each region loses another source, and each is told where': {
      world: healthyWorld({
        trail: { eventSelectors: advanced({ field: 'eventSource', notEquals: [kms, rds] }) },
        account: { trailArns: [ids.trail.id, other.id, third.id] },
        more: [
          asset(trail, other, { ...healthyFacts.trail, eventSelectors: basic([kms]), status: onlyIn('eu-west-1') }),
          asset(trail, third, { ...healthyFacts.trail, eventSelectors: basic([rds]), status: onlyIn('us-east-1') }),
        ],
      }),
      message: 'excludedHere',
      says: ['records: events of AWS KMS in eu-west-1 and events of the RDS Data API in us-east-1.'],
    },
    'KMS is excluded by a basic selector': {
      world: world(basic([kms])),
      message: 'excluded',
      says: ['events of AWS KMS', 'eu-west-1 and us-east-1'],
    },
    'both are excluded by an advanced selector': {
      world: world(advanced({ field: 'eventSource', notEquals: [kms, rds] })),
      says: ['events of AWS KMS and events of the RDS Data API'],
    },
    'a selector called "all management events" excludes the RDS Data API': {
      world: world({
        advanced: [
          { name: 'All management events', ...advanced({ field: 'eventSource', notEquals: [rds] }).advanced[0]! },
        ],
      }),
      says: ['RDS Data API'],
    },
    'KMS is excluded by how its name begins': {
      world: world(advanced({ field: 'eventSource', notStartsWith: ['kms.'] })),
      says: ['leaves out events of AWS KMS, and'],
    },
    'all services are excluded by how their names end': {
      world: world({
        advanced: [
          ...advanced({ field: 'eventSource', notEndsWith: ['.amazonaws.com'] }).advanced,
          ...advanced({ field: 'eventSource', startsWith: ['kms'] }).advanced,
        ],
      }),
      says: ['leaves out events of the RDS Data API, and'],
    },
    'reading events of KMS are excluded': {
      world: world({
        advanced: [
          ...advanced({ field: 'readOnly', equals: ['false'] }).advanced,
          ...advanced({ field: 'readOnly', equals: ['true'] }, { field: 'eventSource', notEquals: [kms] }).advanced,
        ],
      }),
      says: ['reading events of AWS KMS'],
    },
    'the trail that would record them is stopped': {
      world: world(basic([kms]), {
        eventSelectors: basic([]),
        status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }),
      }),
    },
    'the other trail records them in one region only': {
      world: world(basic([kms]), {
        eventSelectors: basic([]),
        status: { [ACCOUNT]: { 'eu-west-1': healthyStatus } },
      }),
      says: ['in us-east-1.'],
    },
    'the other trail records one half only': {
      world: world(basic([kms]), { eventSelectors: basic([], 'ReadOnly') }),
      says: ['writing events of AWS KMS'],
    },
    'a region did not list its trails: nobody records them in the other': {
      world: healthyWorld({
        trail: { eventSelectors: basic([kms]) },
        account: { trailArns: [ids.trail.id, new Unknown('throttled', '', undefined, 'us-east-1')] },
      }),
      says: ['in eu-west-1.'],
    },
    'the other trail excludes it as well': { world: world(basic([kms]), { eventSelectors: basic([kms]) }) },
  },
  unknown: {
    'the selectors were denied': { world: world(denied), action: 'cloudtrail:GetEventSelectors' },
    'KMS is excluded and the selectors of the other trail were denied': {
      world: world(basic([kms]), { eventSelectors: denied }),
      action: 'cloudtrail:GetEventSelectors',
    },
    'one half of KMS is excluded and the selectors of the other trail were denied': {
      world: world(basic([kms], 'WriteOnly'), { eventSelectors: denied }),
      action: 'cloudtrail:GetEventSelectors',
    },
    'KMS is excluded and only a member sees the trail: the trails of its owner are not known': healthyWorld({
      without: ['trail'],
      more: [
        asset(
          trail,
          { ...ids.trail, id: ids.trail.id.replace(ACCOUNT, '222222222222'), account: '222222222222' },
          { ...healthyFacts.trail, eventSelectors: basic([kms]) },
        ),
      ],
    }),
    'KMS is excluded and the list of trails was cut short': healthyWorld({
      trail: { eventSelectors: basic([kms]) },
      account: { trailArns: [ids.trail.id, new Unknown('throttled')] },
    }),
    'KMS is excluded and the account that owns the trail is outside the scan': healthyWorld({
      without: ['account'],
      trail: { eventSelectors: basic([kms]) },
      more: [
        asset(
          account,
          { id: '222222222222', name: 'member', account: '222222222222', region: 'global' },
          {
            trailArns: [ids.trail.id],
          },
        ),
      ],
    }),
  },
  notApplicable: {
    'the trail records data events only': world({
      advanced: [
        {
          fieldSelectors: [
            { field: 'eventCategory', equals: ['Data'] },
            { field: 'resources.type', equals: ['AWS::S3::Object'] },
          ],
        },
      ],
    }),
    'the trail is stopped everywhere': healthyWorld({
      trail: { eventSelectors: basic([kms]), status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) },
    }),
  },
});
