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
function why(actions: readonly string[], topics: readonly (TopicInput | Unknown)[], by = publisher): string {
  const step = audience(actions, guard(topics, 'topics') as readonly TopicInput[], by);
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

const rule: Publisher = {
  ...publisher,
  arn: arn('events', 'rule/root'),
  service: 'events',
  title: 'EventBridge rule root',
};
const letting = (service: string, Condition?: object): string =>
  JSON.stringify({ Statement: { Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: '*', Resource: '*', Condition } }); // prettier-ignore
const withKey = (policy: string, state = 'Enabled'): TopicInput => {
  const key = { id: 'key', metadata: { state, manager: 'CUSTOMER' }, policy };
  return { ...heard, attributes: { kmsKeyId: 'key', policy: letting('events') }, key };
};
const noKey = 'the key policy of topic unheard does not let events.amazonaws.com use the key';

test.each([
  ['no condition', undefined, 'told'],
  [
    'the topic in the encryption context',
    { StringEquals: { 'kms:EncryptionContext:aws:sns:topicArn': heard.id } },
    'told',
  ],
  ['another topic there', { StringEquals: { 'kms:EncryptionContext:aws:sns:topicArn': gone } }, noKey],
  ['the source account, which EventBridge does not hand on', { StringEquals: { 'aws:SourceAccount': ACCOUNT } }, noKey],
  ['the source', { ArnLike: { 'aws:SourceArn': arn('events', 'rule/*') } }, noKey],
])('of an EventBridge rule through a key whose policy asks for %s', (_, condition, expected) => {
  expect(why([heard.id], [withKey(letting('events', condition))], rule)).toBe(expected);
});

test('a key whose custom key store changes encrypts', () => {
  expect(why([heard.id], [withKey(letting('events'), 'Updating')], rule)).toBe('told');
});

test.each(['aws:SourceOrgID', 'aws:SourceOrgPaths'])('of a policy that asks for %s, which nobody looked up', (key) => {
  const policy = letting('cloudwatch', { StringLike: { [key]: 'o-a1b2c3d4e5*' } });
  const step = audience([heard.id], [{ ...heard, attributes: { policy } }], publisher);
  expect(step).toMatchObject({
    kind: 'unknown',
    pending: { unknown: { reason: 'unresolved-reference', detail: expect.stringContaining('organisation') as string } },
  });
});
