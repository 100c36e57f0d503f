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
  statusIn,
  stoppedEverywhere,
  trailArn,
  unlisted,
} from '../testing/trails.ts';
import { rule } from './rule.ts';

const source = (key: 'equals' | 'notEquals', ...values: string[]) => ({ field: 'eventSource', [key]: values });
const single = { isMultiRegion: false };

testRule(rule, {
  pass: {
    'a multi-region trail reaches us-east-1': healthyWorld(),
    'a single-region trail in us-east-1 includes them': healthyWorld({
      account: sees(trailArn('virginia', 'us-east-1')),
      more: [anotherTrail('virginia', { region: 'us-east-1', settings: single })],
    }),
    'KMS is excluded, which is no global service': healthyWorld({
      trail: { eventSelectors: management(source('notEquals', 'kms.amazonaws.com')) },
    }),
    'reads alone are left to CT-010': healthyWorld({ trail: { eventSelectors: management(readsOnly) } }),
    ...Object.fromEntries(
      ['iam', 'sts', 'cloudfront'].map((name) => [
        `${name} alone is recorded, which CT-010 reports`,
        healthyWorld({ trail: { eventSelectors: management(source('equals', `${name}.amazonaws.com`)) } }),
      ]),
    ),
    'the trail is stopped in another region': healthyWorld({
      trail: { status: statusIn({ 'eu-west-1': false, 'us-east-1': true }) },
    }),
    'in China the trail reaches cn-north-1': healthyWorld({
      account: { partition: 'aws-cn', regions: ['cn-north-1'] },
      trail: { configuration: settings({ homeRegion: 'cn-north-1' }), status: statusIn({ 'cn-north-1': true }) },
    }),
    'another trail is unknown, this one settles it': healthyWorld({
      account: sees(trailArn('other'), mainTrail),
      more: [anotherTrail('other', { status: statusDenied })],
    }),
  },
  fail: {
    'there is no trail': { world: healthyWorld({ account: sees() }), says: ['there is no trail', 'us-east-1'] },
    'a single-region trail elsewhere has the flag on and sees nothing since 2021': {
      world: healthyWorld({
        account: sees(trailArn('ireland')),
        more: [anotherTrail('ireland', { settings: { ...single, includeGlobalServiceEvents: true } })],
      }),
      message: 'notRecorded',
      says: ['records one region'],
    },
    'the trail in us-east-1 leaves them out': {
      world: healthyWorld({
        account: sees(trailArn('virginia', 'us-east-1')),
        more: [
          anotherTrail('virginia', { region: 'us-east-1', settings: { ...single, includeGlobalServiceEvents: false } }),
        ],
      }),
      says: ['leaves them out'],
    },
    'the trail is stopped in us-east-1': {
      world: healthyWorld({ trail: { status: statusIn({ 'eu-west-1': true, 'us-east-1': false }) } }),
      says: ['trail main is stopped in us-east-1.'],
    },
    'the trail of the global region is stopped': {
      world: healthyWorld({
        account: sees(trailArn('there', 'us-east-1')),
        more: [
          anotherTrail('there', {
            region: 'us-east-1',
            settings: single,
            status: statusIn({ 'us-east-1': false }),
          }),
        ],
      }),
      says: ['trail there is stopped in us-east-1.'],
    },
    'the trail records data events only': {
      world: healthyWorld({ trail: { eventSelectors: data('AWS::S3::Object') } }),
      says: ['selects no management events'],
    },
    'the trail records data events only, and its status was denied': {
      world: healthyWorld({ trail: { eventSelectors: data('AWS::S3::Object'), status: statusDenied } }),
      says: ['selects no management events'],
    },
    'the trail excludes the three services': {
      world: healthyWorld({
        trail: {
          eventSelectors: management(
            source('notEquals', 'iam.amazonaws.com', 'sts.amazonaws.com', 'cloudfront.amazonaws.com'),
          ),
        },
      }),
      message: 'notRecorded',
    },
    'there is no trail in us-east-1, and another region did not list its own': {
      world: healthyWorld({ account: sees(unlisted('eu-west-1')) }),
      says: ['no trail that could be read reaches it'],
    },
    'the trail is stopped, and another region did not list its own': {
      world: healthyWorld({ account: sees(mainTrail, unlisted('eu-west-1')), trail: { status: stoppedEverywhere } }),
      says: ['IAM, STS, CloudFront', 'us-east-1 only: trail main is stopped in us-east-1.'],
    },
    'the trail records only KMS': {
      world: healthyWorld({ trail: { eventSelectors: management(source('equals', 'kms.amazonaws.com')) } }),
    },
  },
  unknown: {
    'the status in us-east-1 was denied': {
      world: healthyWorld({ trail: { status: statusIn({ 'eu-west-1': true, 'us-east-1': statusDenied }) } }),
      action: 'cloudtrail:GetTrailStatus',
    },
    'the scan left us-east-1 out': healthyWorld({
      account: { regions: ['eu-west-1'] },
      trail: { status: statusIn({ 'eu-west-1': true }) },
    }),
    'the scan left us-east-1 out, and there is no trail elsewhere': healthyWorld({
      account: { ...sees(), regions: ['eu-west-1'] },
    }),
    'the trail is stopped, and us-east-1 did not list its own': {
      world: healthyWorld({ account: sees(mainTrail, unlisted('us-east-1')), trail: { status: stoppedEverywhere } }),
      action: 'cloudtrail:DescribeTrails',
    },
    'the trail is stopped and the list of trails of a region was denied': healthyWorld({
      account: sees(mainTrail, denied('cloudtrail:DescribeTrails')),
      trail: { status: stoppedEverywhere },
    }),
    'the selectors were denied, as to a member': {
      world: healthyWorld({ trail: { eventSelectors: denied('cloudtrail:GetEventSelectors') } }),
      action: 'cloudtrail:GetEventSelectors',
    },
  },
});
