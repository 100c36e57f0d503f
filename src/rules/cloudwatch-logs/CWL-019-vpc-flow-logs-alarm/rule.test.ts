import { Unknown } from '#src/core/unknown.ts';
import { defaultFormat, rejectFilter } from '#src/domain/intents/flow-logs.ts';
import { ids } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { alarmId, alarmOn, filter, keyOf, publishing, topicId, topicOf } from '../testing/alarm-world.ts';
import { flowWorld } from '../testing/flow-world.ts';
import { rule } from './rule.ts';

const pattern = rejectFilter(defaultFormat);
const bytes = publishing('Rejected', { metricValue: '$bytes' });

testRule(rule, {
  pass: {
    'the alarm tells': flowWorld(),
    'the alarm waits for a hundred records': flowWorld({ alarms: [alarmOn('Rejected', { threshold: 100 })] }),
    'the filter asks for rewritten records, and nothing rewrites them': flowWorld({
      filters: [filter('Rejected', { pattern, applyOnTransformedLogs: true })],
    }),
    'the filter counts bytes': flowWorld({ filters: [filter('Rejected', { pattern, ...bytes })] }),
    'an encrypted topic whose key lets alarms use it': flowWorld({
      topics: [topicOf({ kmsKeyId: ids.key.id })],
      more: [keyOf()],
    }),
    'a composite alarm tells': flowWorld({
      alarms: [
        alarmOn('Rejected', { alarmActions: [] }, [
          {
            arn: alarmId('all'),
            name: 'all',
            rule: 'ALARM(Rejected)',
            actionsEnabled: true,
            alarmActions: [topicId()],
          },
        ]),
      ],
    }),
  },
  fail: {
    'no alarm': {
      world: flowWorld({ filters: [filter('Rejected', { pattern }, [])], alarms: [] }),
      message: 'noAlarm',
    },
    'the alarm waits for more than the setting': {
      world: flowWorld({ alarms: [alarmOn('Rejected', { threshold: 101 })] }),
      message: 'alarmCannotFire',
    },
    'the setting is one record': {
      world: flowWorld({ alarms: [alarmOn('Rejected', { threshold: 2 })] }),
      settings: { maximumRecords: 1 },
      message: 'alarmCannotFire',
    },
    'the actions are off': {
      world: flowWorld({ alarms: [alarmOn('Rejected', { actionsEnabled: false })] }),
      message: 'actionsOff',
    },
    'nobody has subscribed': { world: flowWorld({ topics: [topicOf({ subscriptions: [] })] }), message: 'nobodyTold' },
  },
  unknown: {
    'the filter sees records that a transformer has made JSON of': flowWorld({
      filters: [filter('Rejected', { pattern: '{ $.action = REJECT }', applyOnTransformedLogs: true })],
      logGroup: { transformation: { processors: ['parseVPC'], level: 'log-group' } },
    }),
    'subscriptions may not be listed': {
      world: flowWorld({
        topics: [topicOf({ subscriptions: new Unknown('access-denied', 'denied', 'sns:ListSubscriptionsByTopic') })],
      }),
      action: 'sns:ListSubscriptionsByTopic',
    },
  },
  notApplicable: {
    'no flow log': flowWorld({ account: { flowLogArns: [] } }),
    'no filter, which CWL-018 reports': { world: flowWorld({ filters: [] }), says: ['CWL-018'] },
  },
});
