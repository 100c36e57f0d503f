import { type CauseDefinition, none } from '../cause.ts';
import { refusals } from '../explain.ts';
import { keyFault, keyFaultFound } from '../key-state.ts';
import { isAwsManaged, topicKeyChecks, topicOf } from '../topic-key.ts';

const common = { area: 'SNS', channels: ['sns'], confidence: 'certain', blocks: true } as const;

export const topicKeyPolicy: CauseDefinition = {
  ...common,
  id: 'SNS-KMS-POLICY',
  title: "The policy of the topic's key does not let CloudTrail use it",
  symptoms: ['KMSAccessDenied', 'KMSAccessDeniedException'],
  repair: 'Let the key policy allow kms:GenerateDataKey* and kms:Decrypt to cloudtrail.amazonaws.com.',
  find(site) {
    const checks = topicKeyChecks(site);
    return refusals(checks);
  },
};

export const topicKeyManaged: CauseDefinition = {
  ...common,
  id: 'SNS-KMS-AWSMANAGED',
  title: 'The topic is encrypted with the AWS managed key',
  symptoms: ['KMSAccessDenied', 'KMSAccessDeniedException'],
  repair:
    'Encrypt the topic with a customer key that lets CloudTrail in, or not at all: the policy of alias/aws/sns cannot be changed.',
  find(site) {
    const topic = topicOf(site);
    const reference = topic?.attributes.kmsKeyId;
    if (topic === undefined || reference === undefined) return none;
    if (!isAwsManaged(reference, undefined) && !isAwsManaged(reference, topic.key)) return none;
    return [
      {
        message: `Topic ${topic.id} is encrypted with the AWS managed key ${reference}, which no service but SNS itself may use.`,
        document: topic.id,
        element: 'KmsMasterKeyId',
        value: reference,
        wanted: 'a customer key, or none',
      },
    ];
  },
};

export const topicKeyState: CauseDefinition = {
  ...common,
  id: 'SNS-KMS-STATE',
  title: "The topic's key cannot be used",
  symptoms: ['KMSDisabled', 'KMSInvalidState', 'KMSNotFound'],
  repair: 'Enable the key (cancel its deletion first), or encrypt the topic with another one.',
  find(site) {
    const topic = topicOf(site);
    const reference = topic?.attributes.kmsKeyId;
    if (topic === undefined || reference === undefined || isAwsManaged(reference, undefined)) return none;
    const { key } = topic;
    if (key === undefined) {
      return [
        {
          message: `Key ${reference} of topic ${topic.id} does not exist.`,
          document: reference,
          element: 'KmsMasterKeyId',
          value: reference,
        },
      ];
    }
    const fault = keyFault(key);
    return fault === undefined ? none : [keyFaultFound(key, fault)];
  },
};
