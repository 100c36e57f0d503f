import { trail } from '#src/assets/trail/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { some } from '#src/core/three-valued.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-111',
  slug: 'notification-subscribers',
  title: 'Notifications of trails reach a subscriber',
  severity: 'low',
  pillars: ['security'],
  aliases: {},
  controls,
  asset: trail,
  reads: { status: true, configuration: true, topic: { subscriptions: true } },
  messages: {
    nobody: 'Topic {topic} of trail {trail} has no subscription: notifications are sent to nobody.',
    unconfirmed:
      'No subscription of topic {topic} of trail {trail} is confirmed ({count} waiting or deleted): notifications are sent to nobody.',
  },
  evaluate(asset, { pass, fail, notApplicable }) {
    if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
    if (asset.configuration.topicArn === undefined) return notApplicable('The trail sends no notifications.');
    const { topic, name } = asset;
    if (!topic) return notApplicable('The topic does not exist; CT-102 reports that.');
    if (some(topic.subscriptions, ({ confirmed }) => confirmed)) return pass();
    const count = topic.subscriptions.length;
    return count === 0
      ? fail('nobody', { topic: topic.name, trail: name })
      : fail('unconfirmed', { topic: topic.name, trail: name, count });
  },
});
