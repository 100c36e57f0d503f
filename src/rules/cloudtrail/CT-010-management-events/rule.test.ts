import { healthyWorld } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import {
  anotherTrail,
  data,
  denied,
  mainTrail,
  management,
  readsOnly,
  sees,
  statusDenied,
  statusIn,
  stoppedEverywhere,
  trailArn,
  unlisted,
  writesOnly,
} from '../testing/trails.ts';
import { rule } from './rule.ts';

const two = sees(mainTrail, trailArn('second'));
const notKms = { field: 'eventSource', notEquals: ['kms.amazonaws.com'] };

testRule(rule, {
  pass: {
    'one trail records all': healthyWorld(),
    'a basic selector of all': healthyWorld({
      trail: {
        eventSelectors: {
          basic: [
            {
              readWriteType: 'All',
              includeManagementEvents: true,
              dataResources: [],
              excludeManagementEventSources: [],
            },
          ],
        },
      },
    }),
    'one trail records the reads and the other the writes': healthyWorld({
      account: two,
      trail: { eventSelectors: management(readsOnly) },
      more: [anotherTrail('second', { eventSelectors: management(writesOnly) })],
    }),
    'KMS is left out by one trail and recorded by the other': healthyWorld({
      account: two,
      trail: { eventSelectors: management(notKms) },
      more: [anotherTrail('second', { eventSelectors: management({ field: 'eventSource', startsWith: ['kms.'] }) })],
    }),
    'the selectors of a second trail were denied, the first settles it': healthyWorld({
      account: two,
      more: [anotherTrail('second', { eventSelectors: denied('cloudtrail:GetEventSelectors') })],
    }),
  },
  fail: {
    'there is no trail': {
      world: healthyWorld({ account: sees() }),
      message: 'incomplete',
      says: ['no read and write events', 'eu-west-1 and us-east-1'],
    },
    'write events only': {
      world: healthyWorld({ trail: { eventSelectors: management(writesOnly) } }),
      says: ['no read events in eu-west-1 and us-east-1'],
    },
    'KMS is left out': {
      world: healthyWorld({ trail: { eventSelectors: management(notKms) } }),
      says: ['except kms.amazonaws.com'],
    },
    'reads without KMS and no writes': {
      world: healthyWorld({ trail: { eventSelectors: management(readsOnly, notKms) } }),
      says: ['read events except kms.amazonaws.com and no write events'],
    },
    'data events only': {
      world: healthyWorld({ trail: { eventSelectors: data('AWS::S3::Object') } }),
      says: ['no read and write events'],
    },
    'stopped in one region': {
      world: healthyWorld({ trail: { status: statusIn({ 'eu-west-1': true, 'us-east-1': false }) } }),
      says: ['in us-east-1.'],
    },
    'the reads of one region only are missing': {
      world: healthyWorld({
        account: sees(mainTrail, trailArn('second')),
        trail: { eventSelectors: management(writesOnly) },
        more: [anotherTrail('second', { settings: { isMultiRegion: false }, eventSelectors: management(readsOnly) })],
      }),
      says: ['no read events in us-east-1'],
    },
    'one region is certainly not recorded, the other was denied': {
      world: healthyWorld({ trail: { status: statusIn({ 'eu-west-1': statusDenied, 'us-east-1': false }) } }),
      says: ['in us-east-1.'],
    },
    'a region did not list its trails: the other is certainly not recorded': {
      world: healthyWorld({
        account: sees(mainTrail, unlisted('us-east-1')),
        trail: { eventSelectors: management(readsOnly) },
      }),
      says: ['no write events in eu-west-1.'],
    },
    'the trail with the writes is stopped': {
      world: healthyWorld({
        account: two,
        trail: { eventSelectors: management(readsOnly) },
        more: [anotherTrail('second', { eventSelectors: management(writesOnly), status: stoppedEverywhere })],
      }),
      says: ['no write events'],
    },
  },
  unknown: {
    'the selectors were denied': {
      world: healthyWorld({ trail: { eventSelectors: denied('cloudtrail:GetEventSelectors') } }),
      action: 'cloudtrail:GetEventSelectors',
    },
    'the missing half could be on a trail that was denied': {
      world: healthyWorld({
        account: two,
        trail: { eventSelectors: management(readsOnly) },
        more: [anotherTrail('second', { status: statusDenied })],
      }),
      action: 'cloudtrail:GetTrailStatus',
    },
    'the region that the trail does not reach did not list its own': {
      world: healthyWorld({
        account: sees(mainTrail, unlisted('us-east-1')),
        trail: { status: statusIn({ 'eu-west-1': true, 'us-east-1': false }) },
      }),
      action: 'cloudtrail:DescribeTrails',
    },
    'the list of regions was denied': {
      world: healthyWorld({ account: { regions: ['eu-west-1', denied('ec2:DescribeRegions')] } }),
      action: 'ec2:DescribeRegions',
    },
  },
});
