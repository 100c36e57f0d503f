import { Unknown } from '#src/core/unknown.ts';
import { configuration, healthyFacts, healthyWorld, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { rule } from './rule.ts';

const stopped = { isLogging: false };
const keeps = (retentionDays: number | undefined) =>
  healthyWorld({ logGroup: { configuration: { ...healthyFacts.logGroup.configuration, retentionDays } } });

testRule(rule, {
  pass: {
    'events are kept for exactly the days required': keeps(365),
    'events never expire': keeps(undefined),
    'the setting asks for less': { world: keeps(30), settings: { minimumRetentionDays: 30 } },
  },
  fail: {
    'events are kept for one day less': { world: keeps(364), message: 'short', says: ['364', '365'] },
    'a group of the class for delivery keeps events for a day, and no setting tells so': {
      world: healthyWorld({
        logGroup: {
          configuration: {
            ...healthyFacts.logGroup.configuration,
            retentionDays: undefined,
            logGroupClass: 'DELIVERY',
          },
        },
      }),
      says: ['for 1 day;'],
    },
    'the setting asks for more': { world: keeps(400), settings: { minimumRetentionDays: 731 }, says: ['731'] },
  },
  unknown: {
    'the log group could not be read': {
      world: healthyWorld({
        logGroup: { configuration: new Unknown('access-denied', '', 'logs:DescribeLogGroups') },
      }),
      action: 'logs:DescribeLogGroups',
    },
    'the log group belongs to an account outside the scan': healthyWorld({ without: ['logGroup'] }),
  },
  notApplicable: {
    'the trail sends nothing to CloudWatch Logs': healthyWorld({
      trail: { configuration: configuration({ logGroupArn: undefined }) },
    }),
    'the log group is gone': healthyWorld({ missing: ['logGroup'] }),
    'the trail is stopped everywhere': healthyWorld({
      trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) },
    }),
  },
});
