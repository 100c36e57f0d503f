import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { decide } from '../policy/decide.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { TopicInput } from './inputs.ts';
import { anyOf, broken, inTurn, type Step, steps, type Via } from './step.ts';

/** Who publishes: an alarm, or an EventBridge rule. */
export interface Publisher {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** `cloudwatch` or `events` */
  readonly service: 'cloudwatch' | 'events';
  /** As the subject of a sentence: `Alarm root-usage`. */
  readonly title: string;
  readonly route: string;
  readonly notes: readonly string[];
}

/** Actions that reach somebody without a topic: code and tickets. What they do then is their owner's affair. */
const acting =
  /^arn:[^:]+:(lambda|ssm|ssm-incidents|states|sqs|kinesis|firehose|events|aiops|chatbot|execute-api|ecs|batch|codebuild|codepipeline):/;

/** Whether one of the actions tells somebody. `topics` are those among them that are topics and exist. */
export function audience(actions: readonly string[], topics: readonly TopicInput[], publisher: Publisher): Step {
  const isTopic = (arn: string): boolean => /^arn:[^:]+:sns:/.test(arn);
  const found = steps(topics, (topic) => (actions.includes(topic.id) ? topicStep(topic, publisher) : undefined));
  const known = new Set(topicIds(topics));
  const elsewhere = topics.length > known.size;
  const others = actions.flatMap((arn): Step[] => {
    if (!isTopic(arn))
      return [
        acting.test(arn)
          ? toldUnread(publisher, arn)
          : broken('nobodyTold', publisher.title, `${describeArn(arn)} tells nobody`),
      ];
    // A topic that is not among those found does not exist, unless some of them could not be read.
    return known.has(arn) || elsewhere
      ? []
      : [broken('nobodyTold', publisher.title, `topic ${nameOf(arn)} does not exist`)];
  });
  return anyOf([...found, ...others]) ?? broken('nobodyTold', publisher.title, 'it has no action for the ALARM state');
}

function topicIds(topics: readonly TopicInput[]): string[] {
  const ids: string[] = [];
  for (let index = 0; index < topics.length; index++) {
    try {
      ids.push(topics[index]!.id);
    } catch (error) {
      if (!(error instanceof UnknownRead)) throw error;
    }
  }
  return ids;
}

/** A target that no collector reads: that it is there and may be used is taken on trust, and said so. */
function toldUnread(publisher: Publisher, arn: string): Step {
  const caller = { cloudwatch: 'CloudWatch', events: 'EventBridge' }[publisher.service];
  const note = `Not checked: whether ${describeArn(arn)} exists and lets ${caller} call it.`;
  return told({ ...publisher, notes: [...publisher.notes, note] }, describeArn(arn));
}

function told(publisher: Publisher, whom: string): Step {
  const via: Via = { route: publisher.route, told: whom, notes: publisher.notes };
  return { kind: 'told', via: [via] };
}

/** Whether a publisher can publish to a topic and somebody gets it. */
export function topicStep(topic: TopicInput, publisher: Publisher, byRole = false): Step {
  const stop = (why: string): Step => broken('nobodyTold', publisher.title, why);
  return inTurn(
    () => {
      if (byRole || mayPublish(topic, publisher)) return undefined;
      return stop(`the policy of topic ${topic.name} does not let ${publisher.service}.amazonaws.com publish`);
    },
    () => (byRole ? undefined : keyStep(topic, publisher, stop)),
    () => {
      const confirmed = steps(topic.subscriptions, (one) =>
        one.confirmed ? told(publisher, `${one.protocol} ${one.endpoint} (topic ${topic.name})`) : undefined,
      );
      const pending = steps(topic.subscriptions, (one) => (one.confirmed ? undefined : stop('pending')));
      const why = pending.length > 0 ? 'no subscription is confirmed' : 'nobody has subscribed';
      return anyOf(confirmed) ?? stop(`topic ${topic.name}: ${why}`);
    },
  );
}

function contextOf({ arn, account }: Publisher, service: Publisher['service']): Readonly<Record<string, string>> {
  const context: Record<string, string> = {
    'aws:SourceArn': arn,
    'aws:SourceAccount': account,
    'aws:SecureTransport': 'true',
    'aws:PrincipalIsAWSService': 'true',
    'aws:PrincipalServiceName': `${service}.amazonaws.com`,
  };
  // Alarms carry the key that the default policy of a topic asks for; EventBridge does not, and needs a policy of its own.
  return service === 'cloudwatch' ? { ...context, 'aws:SourceOwner': account } : context;
}

function mayPublish(topic: TopicInput, publisher: Publisher): boolean {
  const { policy } = topic.attributes;
  // A topic of the alarm's own account with no policy at all has the default one, which lets that account's alarms publish.
  if (policy === undefined) return publisher.service === 'cloudwatch' && topic.account === publisher.account;
  return allowed(policy, `policy of topic ${topic.name}`, 'sns:Publish', topic.id, publisher);
}

function allowed(text: string, document: string, action: string, resource: string, publisher: Publisher): boolean {
  const parsed = parsePolicy(text);
  const decision = decide(parsed, {
    action,
    resource,
    principal: { type: 'service', id: `${publisher.service}.amazonaws.com` },
    context: contextOf(publisher, publisher.service),
  });
  if (decision !== 'unknown') return decision === 'allow';
  throw new UnknownRead('attributes.policy', new Unknown('invalid-document', `the ${document} could not be evaluated`));
}

/**
 * A topic with a key needs a key policy that lets the service use it; the key that AWS manages for SNS lets none.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
function keyStep(topic: TopicInput, publisher: Publisher, stop: (why: string) => Step): Step | undefined {
  if (topic.attributes.kmsKeyId === undefined) return undefined;
  const { key } = topic;
  if (key === undefined) return stop(`the key of topic ${topic.name} does not exist`);
  if (key.metadata.manager === 'AWS') {
    return stop(
      `topic ${topic.name} is encrypted with the key that AWS manages, which ${publisher.service}.amazonaws.com may not use`,
    );
  }
  if (key.metadata.state !== 'Enabled') return stop(`the key of topic ${topic.name} is ${key.metadata.state}`);
  const { policy } = key;
  const may = ['kms:GenerateDataKey', 'kms:Decrypt'].every(
    (action) => policy !== undefined && allowed(policy, `policy of key ${key.id}`, action, key.id, publisher),
  );
  return may
    ? undefined
    : stop(
        `the key policy of topic ${topic.name} does not let ${publisher.service}.amazonaws.com use the key`,
      );
}

export const nameOf = (arn: string): string => arn.slice(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);

function describeArn(arn: string): string {
  const [, , service = ''] = arn.split(':');
  return `${service} ${nameOf(arn)}`;
}
