import {
  ACCOUNT,
  denied,
  elsewhere,
  HOME,
  KEY,
  key,
  policy,
  SERVICE,
  type Statement,
  statements,
  TOPIC,
  TRAIL,
} from '../testing/sites.ts';
import { type CauseRow, testCause } from '../testing/test-cause.ts';
import { topicKeyManaged, topicKeyPolicy, topicKeyState } from './sns-key.ts';
import {
  noPublishStatement,
  noSubscriber,
  topicCondition,
  topicDeny,
  topicFifo,
  topicLegacy,
  topicMissing,
  topicRegion,
  topicSourceArn,
} from './sns.ts';

const { publish } = statements;
const topic = (...list: readonly Statement[]) => ({ topic: { attributes: { policy: policy(...list) } } });
const when = (Condition: unknown): Statement => ({ ...publish, Condition });
const unreadable: Record<string, CauseRow> = {
  'the attributes of the topic were denied': { trail: { topic: { attributes: denied } } },
  'the topic belongs to an account outside the scan': { trail: { topic: elsewhere } },
};
const fine: Record<string, CauseRow> = {
  'the default that CloudTrail adds, without a condition': {
    trail: topic({ Effect: 'Allow', Principal: SERVICE, Action: 'SNS:Publish', Resource: TOPIC }),
  },
  'the action in lower case': { trail: topic({ ...publish, Action: 'sns:Publish' }) },
  'the owner’s own statement stands beside it': {
    trail: topic(
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['SNS:Publish'],
        Resource: TOPIC,
        Condition: { StringEquals: { 'AWS:SourceOwner': ACCOUNT } },
      },
      publish,
    ),
  },
};

testCause(topicMissing, {
  present: { 'SNS knows no such topic': { trail: { topic: undefined }, says: [TOPIC] } },
  lookAlike: { 'the trail names no topic': { trail: { configuration: { topicArn: undefined }, topic: undefined } } },
  unknown: { 'the topic was denied': { trail: { topic: denied } } },
});

testCause(noPublishStatement, {
  present: {
    'there is no such statement': { trail: topic({ ...publish, Action: 'SNS:Subscribe' }), says: ['sns:Publish'] },
    'the owner’s own statement is all': {
      trail: topic({
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['SNS:Publish'],
        Resource: TOPIC,
        Condition: { StringEquals: { 'AWS:SourceOwner': ACCOUNT } },
      }),
    },
    'the statement names another topic': {
      trail: topic({ ...publish, Resource: `${TOPIC}-old` }),
      element: 'Resource',
    },
    'the topic has no policy': { trail: { topic: { attributes: { policy: undefined } } } },
  },
  lookAlike: {
    ...fine,
    'the statement is there for another trail': { trail: topic(when({ StringEquals: { 'aws:SourceArn': 'x' } })) },
  },
  unknown: unreadable,
});

testCause(topicSourceArn, {
  present: {
    'another trail': {
      trail: topic(when({ StringEquals: { 'aws:SourceArn': 'x' } })),
      statement: 'Publish',
      wanted: TRAIL,
    },
  },
  lookAlike: fine,
  unknown: unreadable,
});

testCause(topicCondition, {
  present: {
    'another account': {
      trail: topic(when({ StringEquals: { 'aws:SourceAccount': '222222222222' } })),
      element: 'aws:SourceAccount',
      wanted: ACCOUNT,
    },
  },
  lookAlike: { ...fine, 'another trail': { trail: topic(when({ StringEquals: { 'aws:SourceArn': 'x' } })) } },
  unknown: unreadable,
});

testCause(topicDeny, {
  present: {
    'everyone outside the organisation is kept out': {
      trail: topic(publish, {
        Sid: 'Guard',
        Effect: 'Deny',
        Principal: '*',
        Action: 'SNS:Publish',
        Resource: TOPIC,
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-x' } },
      }),
      statement: 'Guard',
    },
  },
  lookAlike: {
    ...fine,
    'what comes without TLS is kept out': {
      trail: topic(publish, {
        Effect: 'Deny',
        Principal: '*',
        Action: 'SNS:Publish',
        Resource: TOPIC,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    },
  },
  unknown: unreadable,
});

testCause(topicLegacy, {
  present: {
    'accounts of the old guide are named': {
      trail: topic({
        Sid: 'Old',
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::859597730677:root'] },
        Action: 'SNS:Publish',
        Resource: TOPIC,
      }),
      statement: 'Old',
      element: 'Principal',
    },
  },
  lookAlike: fine,
  unknown: unreadable,
});

testCause(topicRegion, {
  present: {
    'a single-region trail and a topic elsewhere': {
      trail: { configuration: { isMultiRegion: false, topicArn: TOPIC.replace(HOME, 'us-east-1') } },
      wanted: HOME,
    },
  },
  lookAlike: {
    'a multi-region trail and a topic elsewhere': {
      trail: { configuration: { topicArn: TOPIC.replace(HOME, 'us-east-1') } },
    },
  },
  unknown: { 'the settings of the trail were denied': { trail: { configuration: denied } } },
});

testCause(topicFifo, {
  present: { 'a FIFO topic': { trail: { topic: { attributes: { fifo: true } } } } },
  lookAlike: { 'a topic whose name only ends so': { trail: { configuration: { topicArn: `${TOPIC}-fifo` } } } },
  unknown: unreadable,
});

testCause(noSubscriber, {
  present: {
    'nobody subscribes': { trail: { topic: { subscriptions: [] } } },
    'nobody has confirmed': { trail: { topic: { subscriptions: [{ confirmed: false }] } } },
  },
  absent: {
    'one of two has confirmed': { trail: { topic: { subscriptions: [{ confirmed: false }, { confirmed: true }] } } },
  },
  lookAlike: { 'the topic is gone': { trail: { topic: undefined } } },
  unknown: { 'the subscriptions were denied': { trail: { topic: { subscriptions: denied } } } },
});

const encrypted = (reference: string, theKey: unknown) => ({
  topic: { attributes: { kmsKeyId: reference }, key: theKey },
});
const use = { Effect: 'Allow', Principal: SERVICE, Action: ['kms:GenerateDataKey*', 'kms:Decrypt'], Resource: '*' };

testCause(topicKeyPolicy, {
  present: {
    'the policy does not speak of CloudTrail': {
      trail: encrypted(KEY, key({}, policy(statements.describe))),
      places: 2,
    },
    'decryption is left out': {
      trail: encrypted(KEY, key({}, policy({ ...use, Action: 'kms:GenerateDataKey*' }))),
      says: ['kms:Decrypt'],
    },
    'a source is asked for: whether SNS names one is not documented': {
      trail: encrypted(KEY, key({}, policy({ ...use, Condition: { StringEquals: { 'aws:SourceArn': TRAIL } } }))),
      places: 2,
      confidence: 'likely',
    },
  },
  absent: { 'both are allowed': { trail: encrypted(KEY, key({}, policy(use))) } },
  lookAlike: {
    'the key is disabled': { trail: encrypted(KEY, key({ state: 'Disabled' }, policy())) },
    'the AWS managed key': { trail: encrypted('alias/aws/sns', undefined) },
  },
  unknown: { 'the key policy was denied': { trail: encrypted(KEY, { ...key(), policy: denied }) } },
});

testCause(topicKeyManaged, {
  present: {
    'the alias of the AWS managed key': { trail: encrypted('alias/aws/sns', undefined), element: 'KmsMasterKeyId' },
    'the key itself, which AWS manages': { trail: encrypted(KEY, key({ manager: 'AWS' })) },
  },
  lookAlike: { 'a customer key': { trail: encrypted(KEY, key({}, policy(use))) } },
  unknown: { 'the key was denied': { trail: encrypted(KEY, denied) } },
});

testCause(topicKeyState, {
  present: {
    'the key is disabled': { trail: encrypted(KEY, key({ state: 'Disabled' })), wanted: 'Enabled' },
    'the key is one for signatures': {
      trail: encrypted(KEY, key({ usage: 'SIGN_VERIFY', spec: 'RSA_2048' })),
      element: 'KeySpec',
      wanted: 'SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT',
    },
    'the key is gone': { trail: encrypted(KEY, undefined), says: ['does not exist'] },
  },
  lookAlike: {
    'the AWS managed key': { trail: encrypted('alias/aws/sns', undefined) },
    'the policy of the key is at fault': { trail: encrypted(KEY, key({}, policy(statements.describe))) },
  },
  unknown: { 'the key was denied': { trail: encrypted(KEY, denied) } },
});
