import { Unknown } from '#src/core/unknown.ts';
import { configuration, healthyFacts, healthyWorld, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { rule } from './rule.ts';

const stopped = { isLogging: false };
const encryptedWith = (kmsKeyId: string | undefined) =>
  healthyWorld({ logGroup: { configuration: { ...healthyFacts.logGroup.configuration, kmsKeyId } } });

testRule(rule, {
  pass: { 'the log group has a key': healthyWorld() },
  fail: {
    'the log group has no key': { world: encryptedWith(undefined), message: 'noKey', says: ['trail-events'] },
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
