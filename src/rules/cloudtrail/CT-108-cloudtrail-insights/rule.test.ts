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
  stoppedEverywhere,
  trailArn,
} from '../testing/trails.ts';
import { rule } from './rule.ts';

const two = sees(mainTrail, trailArn('second'));
const insight = (type: string, ...categories: string[]) => ({ type, categories });
const calls = insight('ApiCallRateInsight', 'Management');
const errors = insight('ApiErrorRateInsight', 'Management');

testRule(rule, {
  pass: {
    'one trail has both': healthyWorld(),
    'each on another trail': healthyWorld({
      account: two,
      trail: { insightSelectors: [calls] },
      more: [anotherTrail('second', { insightSelectors: [errors] })],
    }),
    'selectors without categories are on management events': healthyWorld({
      trail: { insightSelectors: [insight('ApiCallRateInsight'), insight('ApiErrorRateInsight')] },
    }),
  },
  fail: {
    'Insights are off': {
      world: healthyWorld({ trail: { insightSelectors: [] } }),
      message: 'off',
      says: ['the rate of calls or the rate of errors'],
    },
    'Insights are off, and what the trail selects was denied': {
      world: healthyWorld({
        trail: { insightSelectors: [], eventSelectors: denied('cloudtrail:GetEventSelectors') },
      }),
    },
    'no trail': { world: healthyWorld({ account: sees() }) },
    'only one of the two': {
      world: healthyWorld({ trail: { insightSelectors: [calls] } }),
      says: ['Insights on the rate of errors'],
    },
    'the trail with Insights is stopped': { world: healthyWorld({ trail: { status: stoppedEverywhere } }) },
    'Insights on the rate of calls need write events, and the trail has none': {
      world: healthyWorld({ trail: { eventSelectors: management(readsOnly) } }),
      says: ['Insights on the rate of calls of the management events'],
    },
    'the trail records no management events': {
      world: healthyWorld({ trail: { eventSelectors: data('AWS::S3::Object') } }),
    },
    'Insights on data events only': {
      world: healthyWorld({
        trail: { insightSelectors: [insight('ApiCallRateInsight', 'Data'), insight('ApiErrorRateInsight', 'Data')] },
      }),
      says: ['the rate of errors of the management events'],
    },
    'one of the two is certainly off while a region was denied': {
      world: healthyWorld({ trail: { insightSelectors: [calls], status: statusDenied } }),
      says: ['the rate of errors'],
    },
  },
  unknown: {
    'the Insights were denied': {
      world: healthyWorld({ trail: { insightSelectors: denied('cloudtrail:GetInsightSelectors') } }),
      action: 'cloudtrail:GetInsightSelectors',
    },
    'the status was denied': {
      world: healthyWorld({ trail: { status: statusDenied } }),
      action: 'cloudtrail:GetTrailStatus',
    },
    'the list of regions was denied while the trail is stopped in those known': healthyWorld({
      account: { regions: ['eu-west-1', denied('ec2:DescribeRegions')] },
      trail: { status: stoppedEverywhere },
    }),
  },
});
