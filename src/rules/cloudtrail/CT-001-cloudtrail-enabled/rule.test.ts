import { healthyWorld, REGIONS } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import {
  anotherTrail,
  denied,
  mainTrail,
  sees,
  statusDenied,
  statusIn,
  trailArn,
  unlisted,
} from '../testing/trails.ts';
import { rule } from './rule.ts';

const single = { isMultiRegion: false };
const inIreland = anotherTrail('ireland', { settings: single });
const inVirginia = anotherTrail('virginia', { region: 'us-east-1', settings: single });
const singles = sees(trailArn('ireland'), trailArn('virginia', 'us-east-1'));
const listDenied = denied('cloudtrail:DescribeTrails');

testRule(rule, {
  pass: {
    'a multi-region trail is active in every enabled region': healthyWorld(),
    "the trail is an organisation's, owned by another account": healthyWorld({
      account: sees(trailArn('org', 'us-east-1', '999999999999')),
      more: [anotherTrail('org', { region: 'us-east-1', owner: '999999999999', settings: { isOrganization: true } })],
    }),
    'a second trail is stopped, the first one records': healthyWorld({
      account: sees(mainTrail, trailArn('old')),
      more: [anotherTrail('old', { status: statusIn({ 'eu-west-1': false, 'us-east-1': false }) })],
    }),
    'a multi-region trail is stopped in one region that a single-region trail records': healthyWorld({
      account: sees(mainTrail, trailArn('virginia', 'us-east-1')),
      trail: { status: statusIn({ 'eu-west-1': true, 'us-east-1': false }) },
      more: [inVirginia],
    }),
    "a region's list of trails was denied, but the trail that the other shows records both": healthyWorld({
      account: sees(mainTrail, listDenied),
    }),
    'the status of a second trail was denied, the first one settles it': healthyWorld({
      account: sees(trailArn('other'), mainTrail),
      more: [anotherTrail('other', { status: statusDenied })],
    }),
  },
  fail: {
    'there is no trail': { world: healthyWorld({ account: sees() }), message: 'noTrail' },
    'the only trail is stopped': {
      world: healthyWorld({ trail: { status: statusIn({ 'eu-west-1': false, 'us-east-1': false }) } }),
      message: 'notRecorded',
      says: ['eu-west-1 and us-east-1'],
    },
    'the trail is stopped in one region': {
      world: healthyWorld({ trail: { status: statusIn({ 'eu-west-1': true, 'us-east-1': false }) } }),
      message: 'notRecorded',
      says: ['us-east-1'],
    },
    'a single-region trail leaves the other region out': {
      world: healthyWorld({ account: sees(trailArn('ireland')), more: [inIreland] }),
      message: 'notRecorded',
      says: ['us-east-1'],
    },
    'a third region is enabled that no trail covers, while the status of a region is denied': {
      world: healthyWorld({
        account: { ...sees(trailArn('ireland')), regions: [...REGIONS, 'af-south-1'] },
        more: [anotherTrail('ireland', { settings: single, status: statusIn({ 'eu-west-1': statusDenied }) })],
      }),
      message: 'notRecorded',
      says: ['us-east-1 and af-south-1'],
    },
    'one region did not list its trails, and the other has none': {
      world: healthyWorld({ account: sees(unlisted('eu-west-1')) }),
      message: 'notRecorded',
      says: ['No active trail records us-east-1.'],
    },
    'all five enabled regions are told by their number': {
      world: healthyWorld({
        account: { ...sees(mainTrail), regions: ['a-1', 'b-1', 'c-1', 'd-1', 'e-1'] },
        trail: { status: statusIn({ 'a-1': false, 'b-1': false, 'c-1': false, 'd-1': false, 'e-1': false }) },
      }),
      says: ['all 5 enabled regions'],
    },
    'four of five enabled regions are told by their names': {
      world: healthyWorld({
        account: { regions: ['a-1', 'a-2', 'a-3', 'a-4', 'eu-west-1'] },
        trail: { status: statusIn({ 'a-1': false, 'a-2': false, 'a-3': false, 'a-4': false, 'eu-west-1': true }) },
      }),
      says: ['a-1, a-2, a-3 and a-4'],
    },
    'every region has its own single-region trail': {
      world: healthyWorld({ account: singles, more: [inIreland, inVirginia] }),
      message: 'noMultiRegionTrail',
    },
    'every region has its own trail, and the multi-region trail is stopped': {
      world: healthyWorld({
        account: { trailArns: [...singles.trailArns, mainTrail] },
        trail: { status: statusIn({ 'eu-west-1': false, 'us-east-1': false }) },
        more: [inIreland, inVirginia],
      }),
      message: 'noMultiRegionTrail',
    },
  },
  unknown: {
    'the status of a region was denied': {
      world: healthyWorld({ trail: { status: statusIn({ 'eu-west-1': true, 'us-east-1': statusDenied }) } }),
      action: 'cloudtrail:GetTrailStatus',
    },
    'one region did not list its trails, and nothing else records it': {
      world: healthyWorld({
        account: sees(trailArn('virginia', 'us-east-1'), unlisted('eu-west-1')),
        more: [inVirginia],
      }),
      action: 'cloudtrail:DescribeTrails',
    },
    'the list of trails was denied everywhere': {
      world: healthyWorld({ account: sees(listDenied) }),
      action: 'cloudtrail:DescribeTrails',
    },
    'the list of regions was denied': {
      world: healthyWorld({ account: { regions: ['eu-west-1', denied('ec2:DescribeRegions')] } }),
      action: 'ec2:DescribeRegions',
    },
    'the status of a region was not asked for': healthyWorld({ account: { regions: [...REGIONS, 'eu-north-1'] } }),
  },
});
