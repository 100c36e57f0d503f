import {
  ACCOUNT,
  denied,
  elsewhere,
  HOME,
  KEY,
  key,
  organization,
  OTHER,
  policy,
  SERVICE,
  type Statement,
  statements,
  TRAIL,
} from '../testing/sites.ts';
import { type CauseRow, testCause } from '../testing/test-cause.ts';
import { bucketDefaultKey } from './bucket-default-key.ts';
import { aliasDangling, keyDisabled, keyMissing, keyPending, keyRegion, keyState, keyUsage } from './kms-key.ts';
import {
  encryptionContext,
  foreignKey,
  keyCondition,
  keyDeny,
  keyResourceControl,
  keySourceArn,
  noDecrypt,
  noDescribe,
  noEncryptStatement,
  viaService,
} from './kms-policy.ts';

const { encrypt, describe } = statements;
const alias = `arn:aws:kms:${HOME}:${ACCOUNT}:alias/trail`;
const state = (name: string) => ({ key: { metadata: { state: name } } });
const keyWith = (...list: readonly Statement[]) => ({ key: { policy: policy(...list) } });
const when = (statement: Statement, Condition: unknown): Statement => ({ ...statement, Condition });
const noKey = { configuration: { kmsKeyId: undefined }, key: undefined };
const bucketKey = (document?: string, metadata: object = {}) => ({
  ...noKey,
  bucket: { encryption: { algorithm: 'aws:kms', keyId: KEY, bucketKey: true }, key: key(metadata, document) },
});
const unreadable: Record<string, CauseRow> = { 'the key could not be looked at': { trail: { key: denied } } };
const policyUnreadable: Record<string, CauseRow> = {
  'the key policy was denied': { trail: { key: { policy: denied } } },
  'the key belongs to an account outside the scan': { trail: { key: elsewhere } },
};
const source = { 'aws:SourceArn': TRAIL };
const context = { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` };

testCause(keyMissing, {
  present: {
    'the key is gone': { trail: { key: undefined }, element: 'KmsKeyId' },
    'the default key of the bucket is gone, and the trail has none': {
      trail: {
        ...bucketKey(),
        bucket: { encryption: { algorithm: 'aws:kms', keyId: KEY, bucketKey: false }, key: undefined },
      },
    },
  },
  absent: { 'neither the trail nor the bucket has a key': { trail: noKey } },
  lookAlike: {
    'the key waits for its deletion': { trail: state('PendingDeletion') },
    'the trail has a key of its own, and the default key of the bucket is gone': {
      trail: { bucket: { encryption: { algorithm: 'aws:kms', keyId: 'gone', bucketKey: false } } },
    },
    'an alias leads nowhere': { trail: { configuration: { kmsKeyId: alias }, key: undefined } },
  },
  unknown: unreadable,
});

testCause(aliasDangling, {
  present: {
    'the alias leads nowhere': {
      trail: { configuration: { kmsKeyId: alias }, key: undefined },
      wanted: 'the ARN of a key',
    },
  },
  absent: { 'the alias leads to a key': { trail: { configuration: { kmsKeyId: alias } } } },
  lookAlike: { 'the key itself is gone': { trail: { key: undefined } } },
  unknown: unreadable,
});

testCause(keyDisabled, {
  present: {
    'the key is disabled': { trail: state('Disabled'), element: 'KeyState', wanted: 'Enabled' },
    'the default key of the bucket is disabled': { trail: bucketKey(undefined, { state: 'Disabled' }) },
  },
  lookAlike: {
    'the key waits for its deletion': { trail: state('PendingDeletion') },
    'a multi-region key changes its primary': { trail: state('Updating') },
    'the default key of the bucket is disabled, and the trail has its own': {
      trail: {
        bucket: { encryption: { algorithm: 'aws:kms', keyId: KEY, bucketKey: false }, key: key({ state: 'Disabled' }) },
      },
    },
  },
  unknown: unreadable,
});

testCause(keyPending, {
  present: {
    'the key waits for its deletion': { trail: state('PendingDeletion'), says: ['PendingDeletion'] },
    'the key waits for its replicas': { trail: state('PendingReplicaDeletion') },
  },
  lookAlike: { 'the key is disabled': { trail: state('Disabled') } },
  unknown: unreadable,
});

testCause(keyState, {
  present: {
    'the key waits for key material': { trail: state('PendingImport') },
    'the key store is away': { trail: state('Unavailable') },
    'the key is being made': { trail: state('Creating') },
  },
  lookAlike: {
    'the key is disabled': { trail: state('Disabled') },
    'the primary changes': { trail: state('Updating') },
  },
  unknown: unreadable,
});

testCause(keyUsage, {
  present: {
    'the key signs': { trail: { key: { metadata: { spec: 'RSA_2048', usage: 'SIGN_VERIFY' } } }, element: 'KeySpec' },
    'the key is asymmetric': { trail: { key: { metadata: { spec: 'RSA_4096' } } } },
  },
  lookAlike: { 'the key is disabled': { trail: state('Disabled') } },
  unknown: unreadable,
});

testCause(keyRegion, {
  present: {
    'the key is in another region than the bucket': {
      trail: { bucket: { location: 'us-east-1' } },
      wanted: 'us-east-1',
    },
  },
  absent: { 'the trail has no key': { trail: { ...noKey, bucket: { location: 'us-east-1' } } } },
  lookAlike: {
    'key and bucket are both elsewhere than the trail': { trail: { configuration: { homeRegion: 'us-east-1' } } },
  },
  unknown: { 'where the bucket is was denied': { trail: { bucket: { location: denied } } } },
});

testCause(noEncryptStatement, {
  present: {
    'there is no such statement': { trail: keyWith(describe), says: ['kms:GenerateDataKey'] },
    'the statement is for the account and its IAM policies': {
      trail: keyWith({
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'kms:*',
        Resource: '*',
      }),
      element: 'Statement',
    },
  },
  absent: {
    'every use is allowed': { trail: keyWith({ Effect: 'Allow', Principal: SERVICE, Action: 'kms:*', Resource: '*' }) },
  },
  lookAlike: {
    'the statement is there for another trail': {
      trail: keyWith(when(encrypt, { StringEquals: { 'aws:SourceArn': TRAIL.replace('main', 'other') } })),
    },
    'the key is disabled, and its policy says nothing': {
      trail: { key: { metadata: { state: 'Disabled' }, policy: policy(describe) } },
    },
    'the trail has no key': { trail: noKey },
  },
  unknown: policyUnreadable,
});

testCause(encryptionContext, {
  present: {
    'the account of a member': {
      trail: keyWith(
        when(encrypt, {
          StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${OTHER}:trail/*` },
        }),
      ),
      element: 'kms:EncryptionContext:aws:cloudtrail:arn',
      wanted: TRAIL,
    },
    'another partition': {
      trail: keyWith(
        when(encrypt, {
          StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws-cn:cloudtrail:*:${ACCOUNT}:trail/*` },
        }),
      ),
    },
  },
  absent: { 'no context is asked for': { trail: keyWith(when(encrypt, { StringEquals: source })) } },
  lookAlike: {
    'the source differs': {
      trail: keyWith(when(encrypt, { StringEquals: { 'aws:SourceArn': 'x' }, StringLike: context })),
    },
  },
  unknown: policyUnreadable,
});

testCause(keySourceArn, {
  present: {
    'another trail': {
      trail: keyWith(
        when(encrypt, { StringEquals: { 'aws:SourceArn': TRAIL.replace('main', 'other') }, StringLike: context }),
      ),
      statement: 'Statement[0] (Encrypt)',
      wanted: TRAIL,
    },
  },
  absent: {
    'a list with this trail in it': {
      trail: keyWith(when(encrypt, { StringEquals: { 'aws:SourceArn': ['x', TRAIL] } })),
    },
  },
  lookAlike: {
    'the context differs': {
      trail: keyWith(when(encrypt, { StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'x' } })),
    },
  },
  unknown: policyUnreadable,
});

testCause(viaService, {
  present: {
    'through S3 only': {
      trail: keyWith(when(encrypt, { StringEquals: { ...source, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } })),
      element: 'kms:ViaService',
      confidence: 'likely',
    },
  },
  lookAlike: {
    'another statement for principals goes through S3': {
      trail: keyWith(encrypt, {
        ...encrypt,
        Principal: '*',
        Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
      }),
    },
  },
  unknown: policyUnreadable,
});

testCause(keyCondition, {
  present: {
    'another account': {
      trail: keyWith(when(encrypt, { StringEquals: { 'aws:SourceAccount': OTHER } })),
      element: 'aws:SourceAccount',
      wanted: ACCOUNT,
    },
    'a tag of the principal': { trail: keyWith(when(encrypt, { StringEquals: { 'aws:PrincipalTag/team': 'audit' } })) },
  },
  absent: {
    "the owner's account": { trail: keyWith(when(encrypt, { StringEquals: { 'aws:SourceAccount': ACCOUNT } })) },
  },
  lookAlike: { 'the ARN differs': { trail: keyWith(when(encrypt, { StringEquals: { 'aws:SourceArn': 'x' } })) } },
  unknown: policyUnreadable,
});

testCause(keyDeny, {
  present: {
    'all but the organisation are kept out': {
      trail: keyWith(encrypt, {
        Sid: 'Guard',
        Effect: 'Deny',
        Principal: '*',
        Action: 'kms:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-x' } },
      }),
      statement: 'Statement[1] (Guard)',
    },
  },
  lookAlike: {
    'only its deletion is denied': {
      trail: keyWith(encrypt, { Effect: 'Deny', Principal: '*', Action: 'kms:ScheduleKeyDeletion', Resource: '*' }),
    },
    'services are left out': {
      trail: keyWith(encrypt, {
        Effect: 'Deny',
        Principal: '*',
        Action: 'kms:*',
        Resource: '*',
        Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
      }),
    },
  },
  unknown: policyUnreadable,
});

const rcp = (Condition: object) => ({
  key: { account: OTHER },
  organization: {
    ...organization,
    resourceControlPolicies: {
      [OTHER]: [
        [
          {
            name: 'Perimeter',
            document: policy({ Sid: 'P', Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*', Condition }),
          },
        ],
      ],
    },
  },
});
testCause(keyResourceControl, {
  present: {
    'all but the organisation are kept out, services too': {
      trail: rcp({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-x' } }),
      says: ['Perimeter'],
    },
  },
  lookAlike: {
    'services are left out': {
      trail: rcp({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-x' }, Bool: { 'aws:PrincipalIsAWSService': 'false' } }),
    },
    'the account is in no organisation': { trail: { organization: undefined } },
  },
  unknown: {
    'the policies were denied': {
      trail: { key: { account: OTHER }, organization: { ...organization, resourceControlPolicies: denied } },
    },
    'the organisation was denied': { trail: { organization: denied } },
  },
});

testCause(noDescribe, {
  present: { 'there is no such statement': { trail: keyWith(encrypt), says: ['kms:DescribeKey'] } },
  lookAlike: {
    'every use is allowed': { trail: keyWith({ Effect: 'Allow', Principal: SERVICE, Action: 'kms:*', Resource: '*' }) },
    'the trail has no key': { trail: noKey },
  },
  unknown: policyUnreadable,
});

testCause(noDecrypt, {
  present: {
    'the bucket uses a bucket key': {
      trail: { bucket: { encryption: { algorithm: 'aws:kms', keyId: KEY, bucketKey: true }, key: key() } },
      says: ['kms:Decrypt'],
    },
  },
  absent: {
    'the statement is there': {
      trail: {
        ...keyWith(encrypt, { Effect: 'Allow', Principal: SERVICE, Action: 'kms:Decrypt', Resource: '*' }),
        bucket: { encryption: { algorithm: 'aws:kms', keyId: KEY, bucketKey: true } },
      },
    },
  },
  lookAlike: {
    'the bucket uses KMS without a bucket key': {
      trail: { bucket: { encryption: { algorithm: 'aws:kms', keyId: KEY, bucketKey: false } } },
    },
  },
  unknown: { 'the encryption of the bucket was denied': { trail: { bucket: { encryption: denied } } } },
});

const theirs = `arn:aws:kms:${HOME}:${OTHER}:key/theirs`;
testCause(foreignKey, {
  // Never found: a key of another account is no fault, and what cannot be read is unknown.
  present: {},
  lookAlike: {
    'the key of another account, whose policy was read there': { trail: { configuration: { kmsKeyId: theirs } } },
    'the key of the own account, whose policy was denied': { trail: { key: { policy: denied } } },
  },
  unknown: {
    'the key belongs to an account outside the scan': {
      trail: { configuration: { kmsKeyId: theirs }, key: elsewhere },
    },
    'the key was seen, and its policy answers its own account only': {
      trail: { configuration: { kmsKeyId: theirs }, key: { policy: denied } },
    },
  },
});

testCause(bucketDefaultKey, {
  present: {
    'the AWS managed key': {
      trail: { ...noKey, bucket: { encryption: { algorithm: 'aws:kms', bucketKey: false } } },
      element: 'KMSMasterKeyID',
    },
    'the alias of the AWS managed key': {
      trail: {
        ...noKey,
        bucket: {
          encryption: { algorithm: 'aws:kms', keyId: `arn:aws:kms:${HOME}:${ACCOUNT}:alias/aws/s3`, bucketKey: false },
        },
      },
    },
    'a customer key that does not let CloudTrail in': { trail: bucketKey(policy(describe)), confidence: 'likely' },
    'a customer key that asks for the context of a trail key': {
      trail: bucketKey(policy(encrypt)),
      element: 'kms:EncryptionContext:aws:cloudtrail:arn',
      confidence: 'likely',
    },
  },
  absent: {
    'a customer key that asks for the source alone': {
      trail: bucketKey(policy(when(encrypt, { StringEquals: source }))),
    },
  },
  lookAlike: {
    'the bucket encrypts with S3’s own keys': { trail: noKey },
    'the trail has its own key': { trail: { bucket: { encryption: { algorithm: 'aws:kms', bucketKey: false } } } },
    'the customer key is disabled': { trail: bucketKey(policy(describe), { state: 'Disabled' }) },
  },
  unknown: {
    'the encryption of the bucket was denied': { trail: { ...noKey, bucket: { encryption: denied } } },
    'the policy of the default key was denied': {
      trail: {
        ...noKey,
        bucket: {
          encryption: { algorithm: 'aws:kms', keyId: KEY, bucketKey: true },
          key: { ...key(), policy: denied },
        },
      },
    },
  },
});
