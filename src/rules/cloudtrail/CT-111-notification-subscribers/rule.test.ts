import { Unknown } from '#src/core/unknown.ts';
import { configuration, healthyWorld, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { rule } from './rule.ts';

const stopped = { isLogging: false };
const waiting = { protocol: 'email', endpoint: 'a@example.com', confirmed: false };
const confirmed = { protocol: 'sqs', endpoint: 'arn:aws:sqs:eu-west-1:111111111111:trail', confirmed: true };
const cut = new Unknown('throttled', '', 'sns:ListSubscriptionsByTopic');

testRule(rule, {
  pass: {
    'one subscription is confirmed': healthyWorld(),
    'one of two is confirmed': healthyWorld({ topic: { subscriptions: [waiting, confirmed] } }),
    'one is confirmed, although the next page was denied': healthyWorld({ topic: { subscriptions: [cut, confirmed] } }),
  },
  fail: {
    'nobody is subscribed': { world: healthyWorld({ topic: { subscriptions: [] } }), message: 'nobody' },
    'nobody confirmed the subscription': {
      world: healthyWorld({ topic: { subscriptions: [waiting] } }),
      message: 'unconfirmed',
      says: ['1 waiting'],
    },
  },
  unknown: {
    'the only page that could be read holds none that is confirmed': {
      world: healthyWorld({ topic: { subscriptions: [waiting, cut] } }),
      action: 'sns:ListSubscriptionsByTopic',
    },
    'the topic belongs to an account outside the scan': healthyWorld({
      without: ['topic'],
      trail: { configuration: configuration({ topicArn: 'arn:aws:sns:eu-west-1:999999999999:theirs' }) },
    }),
  },
  notApplicable: {
    'no topic is named': healthyWorld({ trail: { configuration: configuration({ topicArn: undefined }) } }),
    'the topic is gone': healthyWorld({ missing: ['topic'] }),
    'the trail is stopped everywhere': healthyWorld({
      trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) },
    }),
  },
});
