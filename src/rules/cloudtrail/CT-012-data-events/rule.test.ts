import { healthyWorld } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { memberWorld, membership } from '../testing/member.ts';
import {
  anotherTrail,
  data,
  denied,
  mainTrail,
  management,
  readsOnly,
  sees,
  settings,
  statusDenied,
  statusIn,
  stoppedEverywhere,
  store,
  storeArn,
  trailArn,
  unlisted,
  writesOnly,
} from '../testing/trails.ts';
import { rule } from './rule.ts';

const object = 'AWS::S3::Object';
const two = sees(mainTrail, trailArn('second'));
const selects = (...fields: Parameters<typeof data>[1][]) => ({ trail: { eventSelectors: data(object, ...fields) } });
const notIn = (...prefixes: string[]) => ({ field: 'resources.ARN', notStartsWith: prefixes });
const without = { trail: { eventSelectors: management() } };
const withStore = { account: { eventDataStoreArns: [storeArn()] } };
const resourceTypes = [object, 'AWS::Lambda::Function'];

testRule(rule, {
  pass: {
    'all objects of all buckets': healthyWorld(),
    "the trail's own bucket is left out": {
      world: healthyWorld(selects(notIn('arn:aws:s3:::trail-logs/'))),
      says: ["all buckets are recorded, except arn:aws:s3:::trail-logs/* (the trail's own bucket)"],
    },
    'the bucket of another trail is left out': {
      world: healthyWorld({
        ...selects(notIn('arn:aws:s3:::trail-logs/', 'arn:aws:s3:::other-logs/')),
        account: two,
        more: [anotherTrail('second', { settings: { bucketName: 'other-logs' }, eventSelectors: management() })],
      }),
      says: ['arn:aws:s3:::other-logs/* (buckets that trails write to)'],
    },
    'reads on one trail, writes on another': healthyWorld({
      ...selects(readsOnly),
      account: two,
      more: [anotherTrail('second', { eventSelectors: data(object, writesOnly) })],
    }),
    'a basic selector of all buckets': healthyWorld({
      trail: {
        eventSelectors: {
          basic: [
            {
              readWriteType: 'All',
              includeManagementEvents: true,
              dataResources: [{ type: object, values: ['arn:aws:s3'] }],
              excludeManagementEventSources: [],
            },
          ],
        },
      },
    }),
    'an event data store records them': healthyWorld({ ...without, ...withStore, more: [store()] }),
    'the list of event data stores was denied, the trail settles it': healthyWorld({
      account: { eventDataStoreArns: [denied('cloudtrail:ListEventDataStores')] },
    }),
    "the organisation's event data store in another account of the scan records them": memberWorld(),
    'in China by ARNs of China': healthyWorld({
      account: { partition: 'aws-cn' },
      ...selects({ field: 'resources.ARN', startsWith: ['arn:aws-cn:s3:::'] }),
    }),
    "in China the trail's own bucket is left out": healthyWorld({
      account: { partition: 'aws-cn' },
      ...selects(notIn('arn:aws-cn:s3:::trail-logs/')),
    }),
  },
  fail: {
    'no data events at all': { world: healthyWorld(without), message: 'notRecorded', says: [object] },
    'there is no trail': { world: healthyWorld({ account: sees() }), message: 'notRecorded' },
    'write only': { world: healthyWorld(selects(writesOnly)), message: 'incomplete', says: ['write only'] },
    'read only': { world: healthyWorld(selects(readsOnly)), says: ['read only'] },
    'some buckets': {
      world: healthyWorld(selects({ field: 'resources.ARN', startsWith: ['arn:aws:s3:::payroll/'] })),
      says: ['some buckets (only arn:aws:s3:::payroll/*) in eu-west-1 and us-east-1'],
    },
    'reads of all buckets and writes of some': {
      world: healthyWorld({
        trail: {
          eventSelectors: {
            advanced: [
              ...data(object, readsOnly).advanced,
              ...data(object, writesOnly, { field: 'resources.ARN', startsWith: ['arn:aws:s3:::payroll/'] }).advanced,
            ],
          },
        },
      }),
      says: ['all buckets for read events and some buckets (only arn:aws:s3:::payroll/*) for write events in'],
    },
    'write only, of some buckets': {
      world: healthyWorld(selects(writesOnly, { field: 'resources.ARN', startsWith: ['arn:aws:s3:::payroll/'] })),
      says: ['write only, some buckets'],
    },
    'two calls only, of all buckets': {
      world: healthyWorld(selects({ field: 'eventName', equals: ['PutObject', 'GetObject'] })),
      says: ['no buckets in full (without events with eventName other than "PutObject" or "GetObject") in eu-west-1'],
    },
    'two calls only, of one bucket: that nothing is recorded of the others is told': {
      world: healthyWorld(
        selects(
          { field: 'eventName', equals: ['PutObject', 'GetObject'] },
          { field: 'resources.ARN', startsWith: ['arn:aws:s3:::payroll/'] },
        ),
      ),
      says: ['no buckets in full (without events with resources.ARN other than starting with "arn:aws:s3:::payroll/"'],
    },
    "the trail's own bucket and one more are left out": {
      world: healthyWorld(selects(notIn('arn:aws:s3:::trail-logs/', 'arn:aws:s3:::payroll/'))),
      says: ['except arn:aws:s3:::trail-logs/* and arn:aws:s3:::payroll/*'],
    },
    "a bucket that begins like the trail's own is left out": {
      world: healthyWorld(selects(notIn('arn:aws:s3:::trail-logs'))),
      says: ['some buckets'],
    },
    'the bucket of a trail that is stopped is left out: it receives no log files': {
      world: healthyWorld({
        ...selects(notIn('arn:aws:s3:::trail-logs/', 'arn:aws:s3:::payroll/')),
        account: two,
        more: [anotherTrail('second', { settings: { bucketName: 'payroll' }, status: stoppedEverywhere })],
      }),
      message: 'incomplete',
      says: ['arn:aws:s3:::payroll/*'],
    },
    "what is left out was the trail's bucket once": {
      world: healthyWorld({
        trail: {
          configuration: settings({ bucketName: 'new-logs' }),
          eventSelectors: data(object, notIn('arn:aws:s3:::trail-logs/')),
        },
      }),
      message: 'incomplete',
    },
    'one region has nothing': {
      world: healthyWorld({ trail: { status: statusIn({ 'eu-west-1': true, 'us-east-1': false }) } }),
      says: ['nothing in us-east-1'],
    },
    'another resource type that the settings ask for': {
      world: healthyWorld(),
      settings: { resourceTypes },
      says: ['recorded in part. AWS::Lambda::Function: nothing in eu-west-1 and us-east-1.'],
    },
    'a region did not list its trails: the other certainly has nothing': {
      world: healthyWorld({ ...without, account: sees(mainTrail, unlisted('us-east-1')) }),
      message: 'incomplete',
      says: ['nothing in eu-west-1'],
    },
    'some buckets, and a region did not list its trails': {
      world: healthyWorld({
        ...selects({ field: 'resources.ARN', startsWith: ['arn:aws:s3:::payroll/'] }),
        account: sees(mainTrail, unlisted('us-east-1')),
      }),
      says: ['some buckets (only arn:aws:s3:::payroll/*) in eu-west-1'],
    },
    'the event data store was stopped': {
      world: healthyWorld({ ...without, ...withStore, more: [store({ status: 'STOPPED_INGESTION' })] }),
      message: 'notRecorded',
    },
    'the event data store is of one region': {
      world: healthyWorld({ ...without, ...withStore, more: [store({ multiRegion: false })] }),
      says: ['nothing in us-east-1'],
    },
    "the event data store of another account is that account's alone": {
      world: memberWorld({ configuration: { organization: false } }),
      message: 'notRecorded',
    },
    "the event data store is another organisation's": { world: memberWorld({ mine: { ...membership, id: 'o-2' } }) },
    "the organisation's event data store was stopped": {
      world: memberWorld({ configuration: { status: 'STOPPED_INGESTION' } }),
    },
    'selectors for another partition': {
      world: healthyWorld({
        account: { partition: 'aws-cn' },
        ...selects({ field: 'resources.ARN', startsWith: ['arn:aws:s3'] }),
      }),
    },
  },
  unknown: {
    'the selectors were denied': {
      world: healthyWorld({ trail: { eventSelectors: denied('cloudtrail:GetEventSelectors') } }),
      action: 'cloudtrail:GetEventSelectors',
    },
    'an event data store that was denied could record the rest': healthyWorld({
      ...without,
      account: { eventDataStoreArns: [denied('cloudtrail:ListEventDataStores')] },
    }),
    'a region did not list its event data stores: one that is listed there may record all regions': {
      world: healthyWorld({
        ...without,
        account: { eventDataStoreArns: [denied('cloudtrail:ListEventDataStores')] },
      }),
      action: 'cloudtrail:ListEventDataStores',
    },
    'the event data store of another account could be of the organisation': {
      world: memberWorld({ configuration: denied('cloudtrail:GetEventDataStore') }),
      action: 'cloudtrail:GetEventDataStore',
    },
    'the management account could not list its event data stores': {
      world: memberWorld({
        configuration: { organization: false },
        theirs: { membership, eventDataStoreArns: [denied('cloudtrail:ListEventDataStores')] },
      }),
      action: 'cloudtrail:ListEventDataStores',
    },
    'of which organisation the account is a member was denied, and another has an event data store for one': {
      world: memberWorld({ mine: denied('organizations:DescribeOrganization') }),
      action: 'organizations:DescribeOrganization',
    },
    'the bucket that is left out could be that of a trail which a region did not list': {
      world: healthyWorld({
        ...selects(notIn('arn:aws:s3:::other-logs/')),
        account: sees(mainTrail, unlisted('us-east-1')),
      }),
      action: 'cloudtrail:DescribeTrails',
    },
    'the bucket that is left out could be that of a trail that was denied': healthyWorld({
      ...selects(notIn('arn:aws:s3:::other-logs/')),
      account: two,
      more: [
        anotherTrail('second', { configuration: denied('cloudtrail:DescribeTrails'), eventSelectors: management() }),
      ],
    }),
    'the status of a region was denied': healthyWorld({
      trail: { status: statusIn({ 'eu-west-1': true, 'us-east-1': statusDenied }) },
    }),
  },
  notApplicable: {
    'the settings name no type': { world: healthyWorld(), settings: { resourceTypes: [] } },
  },
});
