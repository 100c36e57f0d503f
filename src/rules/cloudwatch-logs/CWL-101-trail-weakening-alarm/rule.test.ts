import { trailChanges } from '#src/domain/intents/trail-changes.ts';
import { trailWeakening } from '#src/domain/intents/trail-weakening.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { alarmRows } from '../testing/alarm-rows.ts';
import { alarmWorld, filter } from '../testing/alarm-world.ts';
import { rule } from './rule.ts';

const rows = alarmRows(trailWeakening);
const own = (pattern: string) => alarmWorld(trailWeakening, { filters: [filter('own', { pattern })] });
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
    'the filter names another bucket': {
      world: own(`{ ${recording} || ($.requestParameters.bucketName = "other") || ${ofKey} || ${ofLogs} }`),
      message: 'filterMisses',
      says: ['PutBucketPolicy', 'DeleteBucketPolicy'],
    },
  },
});
