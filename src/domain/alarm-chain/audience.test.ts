import { expect, test } from 'vitest';
import { guard } from '#src/core/guard.ts';
import { Unknown } from '#src/core/unknown.ts';
import { audience, type Publisher } from './audience.ts';
import type { TopicInput } from './inputs.ts';

const ACCOUNT = '111111111111';
const arn = (service: string, name: string): string => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${name}`;

const publisher: Publisher = {
  arn: arn('cloudwatch', 'alarm:root'),
  account: ACCOUNT,
  region: 'eu-west-1',
  service: 'cloudwatch',
  title: 'Alarm root',
  route: 'alarm root',
  notes: [],
};
const unheard: TopicInput = {
  id: arn('sns', 'unheard'),
  name: 'unheard',
  account: ACCOUNT,
  region: 'eu-west-1',
  attributes: {},
  subscriptions: [],
  key: undefined,
};
const heard = { ...unheard, subscriptions: [{ protocol: 'email', endpoint: 'a@example.com', confirmed: true }] };
const gone = arn('sns', 'gone');

/** Why nobody is told; `told`, or `unknown`. */
function why(actions: readonly string[], topics: readonly (TopicInput | Unknown)[]): string {
  const step = audience(actions, guard(topics, 'topics') as readonly TopicInput[], publisher);
  return step.kind === 'broken' ? step.at.why : step.kind;
}

test.each([
  ['a topic with a confirmed subscription', [unheard.id], [heard], 'told'],
  ['a function, taken on trust', [arn('lambda', 'function:page')], [], 'told'],
  ['an action of EC2', ['arn:aws:automate:eu-west-1:ec2:stop'], [], 'automate stop tells nobody'],
  ['no action at all', [], [], 'it has no action for the ALARM state'],
  ['a topic that nobody subscribes to', [unheard.id], [unheard], 'topic unheard: nobody has subscribed'],
  ['a topic that is not there', [gone], [], 'topic gone does not exist'],
  ['one that may be the topic that could not be read', [gone], [new Unknown('access-denied')], 'unknown'],
])('of %s', (_, actions, topics, expected) => {
  expect(why(actions, topics)).toBe(expected);
});

test('a key policy that lets the service in nowhere is told with the principal that it would have to name', () => {
  const region = 'cn-north-1';
  const key = { id: 'key', metadata: { state: 'Enabled', manager: 'CUSTOMER' }, policy: '{"Statement":[]}' };
  const encrypted = { ...heard, region, attributes: { kmsKeyId: 'key' }, key };
  expect(why([heard.id], [encrypted])).toBe(
    'the key policy of topic unheard does not let cloudwatch.amazonaws.com use the key',
  );
});
