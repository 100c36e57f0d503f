import { trailChanges } from '#src/domain/intents/trail-changes.ts';
import { trailWeakening } from '#src/domain/intents/trail-weakening.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { alarmRows } from '../testing/alarm-rows.ts';
import { alarmOn, alarmWorld, filter, ruleOf, servicePolicy, topicId, topicOf } from '../testing/alarm-world.ts';
import { rule } from './rule.ts';

const rows = alarmRows(trailWeakening);
const own = (pattern: string) => alarmWorld(trailWeakening, { filters: [filter('own', { pattern })] });
/** The bucket is in us-east-1, and only a rule of EventBridge tells of what is done to it. */
const bucketTold = (region: string) =>
  alarmWorld(trailWeakening, {
    bucket: { location: 'us-east-1' },
    filters: [filter('own', { pattern: `{ ${recording} || ${ofKey} || ${ofLogs} }` })],
    rules: [ruleOf({ region, pattern: { source: ['aws.s3'] } })],
    topics: ['eu-west-1', 'us-east-1'].map((at) =>
      topicOf(
        { policy: JSON.stringify({ Statement: [...statements('cloudwatch', at), ...statements('events', at)] }) },
        'alarms',
        at,
      ),
    ),
    alarms: [alarmOn('own')],
  });
const statements = (service: string, region: string): object[] =>
  (JSON.parse(servicePolicy(service, topicId('alarms', region))) as { Statement: object[] }).Statement;
const recording =
  '($.eventName = PutEventSelectors) || ($.eventName = PutInsightSelectors) || ($.eventName = *EventDataStore*)';
const ofLogs = '($.eventName = DeleteLog*) || ($.eventName = PutRetentionPolicy)';
const ofKey = '($.eventSource = kms.amazonaws.com)';

testRule(rule, {
  ...rows,
  pass: {
    ...rows.pass,
    'the filter names the bucket, the key and the log group of the trail': own(
      `{ ${recording} || (($.requestParameters.bucketName = "trail-logs") && ($.readOnly IS FALSE)) || ${ofKey} || (($.requestParameters.logGroupName = "trail-events") && (${ofLogs})) }`,
    ),
    'a rule in the region of the bucket tells of what is done to it': bucketTold('us-east-1'),
    'the bucket belongs to another account, where its changes are recorded': alarmWorld(trailWeakening, {
      trail: { bucketOwner: { standing: 'in-organisation', account: '999999999999' } },
      filters: [filter('own', { pattern: `{ ${recording} || ${ofKey} || ${ofLogs} }` })],
    }),
  },
  fail: {
    ...rows.fail,
    'the filter of CIS alone, which knows five names': {
      world: own(trailChanges.filter),
      message: 'noFilter',
      says: ['PutEventSelectors'],
    },
    'a rule tells of what is done to buckets in another region than that of the trail’s': {
      world: bucketTold('eu-west-1'),
      message: 'filterMisses',
      says: ['DeleteBucket', 'us-east-1'],
    },
    'the filter names another bucket': {
      world: own(`{ ${recording} || ($.requestParameters.bucketName = "other") || ${ofKey} || ${ofLogs} }`),
      message: 'filterMisses',
      says: ['PutBucketPolicy', 'DeleteBucketPolicy'],
    },
  },
});
