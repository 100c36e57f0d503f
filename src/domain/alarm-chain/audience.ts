import { attemptEach } from '#src/core/three-valued.ts';
import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { parseArn, resourceName } from '../aws/arn.ts';
import { USABLE } from '../delivery/key-state.ts';
import { undocumented } from '../delivery/requests.ts';
import type { ContextValue } from '../policy/context.ts';
import { decide } from '../policy/decide.ts';
import { parsePolicy } from '../policy/parse.ts';
import { encryptionContextKeys, type Request } from '../policy/request.ts';
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
const acting = new Set([
  'lambda',
  'ssm',
  'ssm-incidents',
  'states',
  'sqs',
  'kinesis',
  'firehose',
  'events',
  'aiops',
  'chatbot',
  'execute-api',
  'ecs',
  'batch',
  'codebuild',
  'codepipeline',
]);

const serviceOf = (arn: string): string => parseArn(arn)?.service ?? '';

/** Whether one of the actions tells somebody. `topics` are those among them that are topics and exist. */
export function audience(actions: readonly string[], topics: readonly TopicInput[], publisher: Publisher): Step {
  const found = steps(topics, (topic) => (actions.includes(topic.id) ? topicStep(topic, publisher) : undefined));
  const read = [...attemptEach(topics)];
  // A topic that is not among those found does not exist, unless some of them could not be read.
  const mayExist = (arn: string): boolean => read.some((topic) => topic instanceof UnknownRead || topic.id === arn);
  const others = actions.flatMap((arn): Step[] => {
    const service = serviceOf(arn);
    if (acting.has(service)) return [toldUnread(publisher, arn)];
    if (service !== 'sns') return [broken('nobodyTold', publisher.title, `${describeArn(arn)} tells nobody`)];
    return mayExist(arn) ? [] : [broken('nobodyTold', publisher.title, `topic ${resourceName(arn)} does not exist`)];
  });
  return anyOf([...found, ...others]) ?? broken('nobodyTold', publisher.title, 'it has no action for the ALARM state');
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

const organizationOf = (account: string): Unknown =>
  undocumented(`the organisation of account ${account} was not asked for`);

/** Keys that say for whom a service publishes. */
function sourceOf({ arn, account, service }: Publisher): Readonly<Record<string, ContextValue>> {
  const source = {
    'aws:SourceArn': arn,
    'aws:SourceAccount': account,
    'aws:SourceOrgID': organizationOf(account),
    'aws:SourceOrgPaths': organizationOf(account),
  };
  // Alarms carry the key that the default policy of a topic asks for; EventBridge does not, and needs a policy of its own.
  return service === 'cloudwatch' ? { ...source, 'aws:SourceOwner': account } : source;
}

/** "Adding aws:SourceAccount, aws:SourceArn or aws:SourceOrgID to a KMS policy is not supported for EventBridge": SNS page below. */
const keySourceOf = (publisher: Publisher) => (publisher.service === 'events' ? {} : sourceOf(publisher));

const serviceContext = ({ service }: Publisher) => ({
  'aws:SecureTransport': 'true',
  'aws:PrincipalIsAWSService': 'true',
  'aws:PrincipalServiceName': `${service}.amazonaws.com`,
});

function mayPublish(topic: TopicInput, publisher: Publisher): boolean {
  const { policy } = topic.attributes;
  // A topic of the alarm's own account with no policy at all has the default one, which lets that account's alarms publish.
  if (policy === undefined) return publisher.service === 'cloudwatch' && topic.account === publisher.account;
  const context = { ...serviceContext(publisher), ...sourceOf(publisher) };
  return allowed(
    policy,
    `policy of topic ${topic.name}`,
    { action: 'sns:Publish', resource: topic.id, context },
    publisher,
  );
}

function allowed(
  text: string,
  document: string,
  request: Pick<Request, 'action' | 'resource' | 'context'>,
  { service }: Publisher,
): boolean {
  const decision = decide(parsePolicy(text), { ...request, principal: { type: 'service', id: `${service}.amazonaws.com` } }); // prettier-ignore
  if (decision !== 'unknown') return decision === 'allow';
  const why = /aws:SourceOrg(?:ID|Paths)/i.test(text)
    ? undocumented(`the ${document} asks for the organisation of the account, which was not looked up`)
    : new Unknown('invalid-document', `the ${document} could not be evaluated`);
  throw new UnknownRead('attributes.policy', why);
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
  const { state } = key.metadata;
  if (!USABLE.has(state)) return stop(`the key of topic ${topic.name} is ${state}`);
  const { policy } = key;
  const context = {
    ...serviceContext(publisher),
    ...keySourceOf(publisher),
    ...encryptionContextKeys({ 'aws:sns:topicArn': topic.id }),
  };
  const may = ['kms:GenerateDataKey', 'kms:Decrypt'].every(
    (action) =>
      policy !== undefined &&
      allowed(policy, `policy of key ${key.id}`, { action, resource: key.id, context }, publisher),
  );
  return may
    ? undefined
    : stop(`the key policy of topic ${topic.name} does not let ${publisher.service}.amazonaws.com use the key`);
}

function describeArn(arn: string): string {
  return `${serviceOf(arn)} ${resourceName(arn)}`;
}
