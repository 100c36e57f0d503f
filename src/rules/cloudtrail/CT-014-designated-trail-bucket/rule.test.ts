import { Unknown } from '#src/core/unknown.ts';
import { configuration, healthyWorld, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { rule } from './rule.ts';

const stopped = { isLogging: false };
const settings = { designatedBuckets: ['org-logs', 'trail-logs'] };

testRule(rule, {
  pass: {
    'the bucket is designated': { world: healthyWorld(), settings },
    'the designated bucket may be in another account': {
      world: healthyWorld({ without: ['bucket'], trail: { configuration: configuration({ bucketName: 'org-logs' }) } }),
      settings,
    },
  },
  fail: {
    'the bucket is another one': {
      world: healthyWorld({ trail: { configuration: configuration({ bucketName: 'trail-logs-2' }) } }),
      settings,
      message: 'elsewhere',
      says: ['trail-logs-2', 'org-logs and trail-logs'],
    },
  },
  unknown: {
    'the settings of the trail were denied': {
      world: healthyWorld({ trail: { configuration: new Unknown('access-denied') } }),
      settings,
    },
    'whether the trail is active was denied': {
      world: healthyWorld({ trail: { status: new Unknown('access-denied') } }),
      settings,
    },
  },
  notApplicable: {
    'no bucket is designated': healthyWorld(),
    'no bucket is designated, and the settings of the trail were denied': healthyWorld({
      trail: { configuration: new Unknown('access-denied'), status: new Unknown('access-denied') },
    }),
    'the trail is stopped everywhere': {
      world: healthyWorld({ trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) } }),
      settings,
    },
  },
});
