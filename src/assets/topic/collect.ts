import { z } from 'zod';
import { defineCollector } from '#src/core/collector.ts';
import { defineOperation, definePagedOperation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import { answer } from '../answer.ts';
import { locateByArn, whereFound } from '../locate.ts';
import { topic } from './model.ts';

const getTopicAttributes = defineOperation({
  service: 'sns',
  name: 'GetTopicAttributes',
  notSet: ['NotFound', 'NotFoundException'],
  // The one attribute that every topic has: without it, none of the others is known to be absent.
  output: z.object({ Attributes: z.record(z.string(), z.string()).refine((all) => 'TopicArn' in all) }),
});

const subscription = z.object({ SubscriptionArn: z.string(), Protocol: z.string(), Endpoint: z.string().default('') });

const listSubscriptions = definePagedOperation({
  service: 'sns',
  name: 'ListSubscriptionsByTopic',
  item: subscription,
  pages: { items: 'Subscriptions', nextToken: 'NextToken', token: 'NextToken' },
});

export const collectTopic = defineCollector({
  kind: topic,
  locate: {
    operations: [getTopicAttributes],
    async find(id, context) {
      const located = locateByArn(id, context, (resource) => resource);
      if (located instanceof Unknown) return located;
      const found = await context.observe(getTopicAttributes, { TopicArn: id }, located);
      return whereFound(found, located);
    },
  },
  facts: {
    attributes: {
      operations: [getTopicAttributes],
      collect: ({ self, observe }) =>
        answer(observe(getTopicAttributes, { TopicArn: self.id }), ({ Attributes }) => ({
          policy: Attributes['Policy'],
          kmsKeyId: Attributes['KmsMasterKeyId'] || undefined,
          fifo: Attributes['FifoTopic'] === 'true',
        })),
    },
    subscriptions: {
      operations: [listSubscriptions],
      async collect({ self, observeAll }) {
        const found = await observeAll(listSubscriptions, { TopicArn: self.id }, (item) => {
          const { SubscriptionArn, Protocol, Endpoint } = item;
          // Until someone confirms it, and after it was deleted, a word stands where the ARN will be.
          return { protocol: Protocol, endpoint: Endpoint, confirmed: SubscriptionArn.startsWith('arn:') };
        });
        return found as Exclude<(typeof found)[number], Unknown>[];
      },
    },
  },
});
