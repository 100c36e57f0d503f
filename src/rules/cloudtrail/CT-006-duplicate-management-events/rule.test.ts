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
  settings,
  statusDenied,
  stoppedEverywhere,
  trailArn,
  unlisted,
  writesOnly,
} from '../testing/trails.ts';
import { rule } from './rule.ts';

const two = sees(mainTrail, trailArn('second'));
const single = { isMultiRegion: false };
const strict = { acceptOrganizationAndAccountTrail: false };
const organizations = { settings: { isOrganization: true } };

testRule(rule, {
  pass: {
    'one multi-region trail': healthyWorld(),
    'no trail at all': healthyWorld({ account: sees() }),
    'no trail, though the list of regions was denied': healthyWorld({
      account: { ...sees(mainTrail), regions: [denied('ec2:DescribeRegions')] },
    }),
    'the second trail is stopped': healthyWorld({
      account: two,
      more: [anotherTrail('second', { status: stoppedEverywhere })],
    }),
    'one trail records the reads and the other the writes': healthyWorld({
      account: two,
      trail: { eventSelectors: management(readsOnly) },
      more: [anotherTrail('second', { eventSelectors: management(writesOnly) })],
    }),
    'the second trail records data events only': healthyWorld({
      account: two,
      more: [anotherTrail('second', { eventSelectors: data('AWS::S3::Object') })],
    }),
    'the second trail records the one source that the first leaves out': healthyWorld({
      account: two,
      trail: { eventSelectors: management({ field: 'eventSource', notEquals: ['kms.amazonaws.com'] }) },
      more: [
        anotherTrail('second', {
          eventSelectors: management({ field: 'eventSource', equals: ['kms.amazonaws.com'] }),
        }),
      ],
    }),
    'two single-region trails in different regions': healthyWorld({
      account: sees(trailArn('a'), trailArn('b', 'us-east-1')),
      more: [anotherTrail('a', { settings: single }), anotherTrail('b', { region: 'us-east-1', settings: single })],
    }),
    'one organisation trail plus one account trail is accepted': healthyWorld({
      account: two,
      more: [anotherTrail('second', organizations)],
    }),
    'the status of the second trail was denied, but it records data events only': healthyWorld({
      account: two,
      more: [anotherTrail('second', { status: statusDenied, eventSelectors: data('AWS::S3::Object') })],
    }),
  },
  fail: {
    'two trails record the same': {
      world: healthyWorld({ account: two, more: [anotherTrail('second')] }),
      message: 'duplicate',
      says: ['main and second', 'eu-west-1 and us-east-1'],
    },
    'two trails of one name, each homed in a region of its own': {
      world: healthyWorld({
        account: sees(mainTrail, trailArn('main', 'us-east-1')),
        more: [anotherTrail('main', { region: 'us-east-1' })],
      }),
      says: [`Trails ${mainTrail} and ${trailArn('main', 'us-east-1')} record`],
    },
    'a single-region trail repeats the multi-region one in its region': {
      world: healthyWorld({ account: two, more: [anotherTrail('second', { settings: single })] }),
      says: ['in eu-west-1;'],
    },
    'the second trail repeats one source only': {
      world: healthyWorld({
        account: two,
        more: [
          anotherTrail('second', {
            eventSelectors: management({ field: 'eventSource', equals: ['iam.amazonaws.com'] }),
          }),
        ],
      }),
      message: 'duplicate',
    },
    'a single-region trail repeats the multi-region one in the last region': {
      world: healthyWorld({
        account: sees(mainTrail, trailArn('second', 'us-east-1')),
        more: [anotherTrail('second', { region: 'us-east-1', settings: single })],
      }),
      says: ['in us-east-1;'],
    },
    ...Object.fromEntries(
      [['reads', readsOnly] as const, ['writes', writesOnly] as const].map(([half, field]) => [
        `the second trail repeats the ${half} only`,
        {
          world: healthyWorld({ account: two, more: [anotherTrail('second', { eventSelectors: management(field) })] }),
        },
      ]),
    ),
    'two trails of the organisation': {
      world: healthyWorld({
        account: two,
        trail: { configuration: settings({ isOrganization: true }) },
        more: [anotherTrail('second', organizations)],
      }),
    },
    'one organisation trail plus two account trails': {
      world: healthyWorld({
        account: sees(mainTrail, trailArn('org'), trailArn('second')),
        more: [anotherTrail('org', organizations), anotherTrail('second')],
      }),
      says: ['main and second'],
    },
    'one of each, where the setting accepts none': {
      world: healthyWorld({ account: two, more: [anotherTrail('second', organizations)] }),
      settings: strict,
    },
    'two repeat each other, and a region did not list its trails': {
      world: healthyWorld({
        account: sees(mainTrail, trailArn('second'), unlisted('us-east-1')),
        more: [anotherTrail('second', { settings: single })],
      }),
      says: ['in eu-west-1;'],
    },
    'two repeat each other, whatever the third is': {
      world: healthyWorld({
        account: sees(mainTrail, trailArn('second'), trailArn('third')),
        more: [
          anotherTrail('second'),
          anotherTrail('third', { eventSelectors: denied('cloudtrail:GetEventSelectors') }),
        ],
      }),
      says: ['main and second'],
    },
  },
  unknown: {
    'the selectors of the second trail were denied': {
      world: healthyWorld({
        account: two,
        more: [anotherTrail('second', { eventSelectors: denied('cloudtrail:GetEventSelectors') })],
      }),
      action: 'cloudtrail:GetEventSelectors',
    },
    'a region did not list its trails, and the only trail that is known is stopped': {
      world: healthyWorld({
        account: sees(mainTrail, denied('cloudtrail:DescribeTrails')),
        trail: { status: stoppedEverywhere },
      }),
      action: 'cloudtrail:DescribeTrails',
    },
    'a region alone did not list its trails: they may repeat what the first records there': {
      world: healthyWorld({ account: sees(mainTrail, unlisted('us-east-1')) }),
      action: 'cloudtrail:DescribeTrails',
    },
    'a region did not list its trails': {
      world: healthyWorld({ account: sees(mainTrail, denied('cloudtrail:DescribeTrails')) }),
      action: 'cloudtrail:DescribeTrails',
    },
  },
});
