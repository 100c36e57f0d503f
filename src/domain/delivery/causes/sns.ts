import { some } from '../../../core/three-valued.ts';
import { parseArn } from '../../aws/arn.ts';
import { type CauseDefinition, none } from '../cause.ts';
import { checkPolicy } from '../check.ts';
import { conditionKey, denyFound, gapFound, type NamedCheck, unmentioned } from '../explain.ts';
import { CLOUDTRAIL, publishRequest } from '../requests.ts';
import { documentOf, type Site } from '../site.ts';
import { topicOf } from '../topic-key.ts';

const common = { area: 'SNS', channels: ['sns'], confidence: 'certain', blocks: true } as const;
const refusals = ['AuthorizationError', 'InsufficientSnsTopicPolicyException'];

function publishChecks(site: Site): readonly NamedCheck[] {
  const topic = topicOf(site);
  if (topic?.attributes.policy === undefined) return [];
  const text = topic.attributes.policy;
  return site.once('publish', () => {
    const policy = documentOf(site, text, 'topic.attributes.policy');
    const check = checkPolicy(policy, publishRequest(site, topic.id), 'topic.attributes.policy');
    return [{ ...check, document: `topic policy of ${topic.id}`, purpose: 'publish notifications' }];
  });
}

export const topicMissing: CauseDefinition = {
  ...common,
  id: 'SNS-MISSING',
  title: 'The topic does not exist',
  symptoms: ['NotFound', 'NotFoundException'],
  repair: 'Create a topic of the same name with the policy that CloudTrail needs, or take the topic out of the trail.',
  find(site) {
    const { topicArn } = site.trail.configuration;
    if (topicArn === undefined || site.trail.topic !== undefined) return none;
    return [{ message: `Topic ${topicArn} does not exist.`, document: topicArn }];
  },
};

export const noPublishStatement: CauseDefinition = {
  ...common,
  id: 'SNS-POLICY',
  title: 'No statement of the topic policy lets CloudTrail publish',
  symptoms: refusals,
  repair:
    'Add the statement AWSCloudTrailSNSPolicy20131101: Allow SNS:Publish on the topic to cloudtrail.amazonaws.com.',
  find(site) {
    const topic = topicOf(site);
    if (topic !== undefined && topic.attributes.policy === undefined) {
      return [
        {
          message: `Topic ${topic.id} has no policy, and CloudTrail is let in by nothing else.`,
          document: `topic policy of ${topic.id}`,
        },
      ];
    }
    const checks = publishChecks(site);
    return [...unmentioned(checks), ...gapFound(checks, ({ part }) => part.kind === 'resource')];
  },
};

export const topicSourceArn: CauseDefinition = {
  ...common,
  id: 'SNS-SOURCEARN',
  title: 'The topic policy lets CloudTrail publish for another trail only',
  symptoms: refusals,
  repair: "Put the trail's ARN, with its home region and its owner's account, into aws:SourceArn of the topic policy.",
  find: (site) => gapFound(publishChecks(site), (gap) => conditionKey(gap) === 'aws:sourcearn'),
};

export const topicCondition: CauseDefinition = {
  ...common,
  id: 'SNS-CONDITION',
  title: 'The topic policy lets CloudTrail publish under a condition that it does not meet',
  symptoms: refusals,
  repair: 'Take the condition out of the statement for CloudTrail, or give it the value that CloudTrail sends.',
  find: (site) =>
    gapFound(publishChecks(site), (gap) => {
      const key = conditionKey(gap);
      return key !== undefined && key !== 'aws:sourcearn';
    }),
};

export const topicDeny: CauseDefinition = {
  ...common,
  id: 'SNS-DENY',
  title: 'A Deny of the topic policy matches CloudTrail',
  symptoms: refusals,
  repair:
    'Leave services out of the Deny ("Bool": {"aws:PrincipalIsAWSService": "false"} as a further condition), or delete it.',
  find: (site) => denyFound(publishChecks(site)),
};

export const topicLegacy: CauseDefinition = {
  ...common,
  id: 'SNS-LEGACY',
  title: 'The topic policy names accounts in place of the service',
  symptoms: refusals,
  repair: `Replace the account principals by {"Service": "${CLOUDTRAIL}"}.`,
  find: (site) =>
    gapFound(
      publishChecks(site),
      ({ part }) => part.kind === 'principal',
      () => `{"Service": "${CLOUDTRAIL}"}`,
    ),
};

export const topicRegion: CauseDefinition = {
  ...common,
  id: 'SNS-REGION',
  title: 'The topic of a single-region trail is in another region',
  symptoms: ['NotFound', 'InvalidParameter', 'AuthorizationError'],
  repair: 'Use a topic in the region of the trail; a multi-region trail may use one topic in any region.',
  find({ trail }) {
    const { topicArn, isMultiRegion, homeRegion } = trail.configuration;
    const region = topicArn === undefined ? undefined : parseArn(topicArn)?.region;
    if (isMultiRegion || region === undefined || region === homeRegion) return none;
    return [
      {
        message: `Topic ${topicArn} is in ${region}, and the trail records ${homeRegion} only.`,
        element: 'region',
        value: region,
        wanted: homeRegion,
      },
    ];
  },
};

export const topicFifo: CauseDefinition = {
  ...common,
  id: 'SNS-FIFO',
  title: 'The topic is a FIFO topic',
  symptoms: ['InvalidParameter', 'InvalidParameterException'],
  confidence: 'likely',
  repair: 'Use a standard topic: CloudTrail gives no message group.',
  find(site) {
    const topic = topicOf(site);
    if (topic?.attributes.fifo !== true) return none;
    return [
      {
        message: `Topic ${topic.id} is a FIFO topic.`,
        document: topic.id,
        element: 'FifoTopic',
        value: 'true',
        wanted: 'a standard topic',
      },
    ];
  },
};

export const noSubscriber: CauseDefinition = {
  ...common,
  id: 'SNS-NOSUB',
  title: 'Nobody subscribes to the topic',
  symptoms: [],
  blocks: false,
  repair: 'Subscribe whoever shall be told, and confirm the subscription.',
  find(site) {
    const topic = topicOf(site);
    if (topic?.subscriptions === undefined || some(topic.subscriptions, ({ confirmed }) => confirmed)) return none;
    return [
      {
        message: `Topic ${topic.id} has no confirmed subscription: notifications arrive, and nobody reads them.`,
        document: topic.id,
      },
    ];
  },
};
