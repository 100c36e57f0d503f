import { Unknown } from '#src/core/unknown.ts';
import { configuration, healthyFacts, healthyWorld, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { rule } from './rule.ts';

const stopped = { isLogging: false };
const key = (changes: Partial<{ state: string; manager: string; spec: string; usage: string; multiRegion: boolean }>) =>
  healthyWorld({ key: { metadata: { ...healthyFacts.key.metadata, ...changes } } });

testRule(rule, {
  pass: {
    'the key is a customer key that is enabled': healthyWorld(),
    'the key is being updated, which leaves it usable': key({ state: 'Updating' }),
    'a multi-region key is as good': key({ multiRegion: true }),
    'no policy of the key is needed': healthyWorld({ key: { policy: new Unknown('access-denied') } }),
  },
  fail: {
    'no key is named': {
      world: healthyWorld({ trail: { configuration: configuration({ kmsKeyId: undefined }) } }),
      message: 'noKey',
    },
    'the key does not exist': { world: healthyWorld({ missing: ['key'] }), message: 'missing' },
    'the key is disabled': { world: key({ state: 'Disabled' }), message: 'disabled' },
    'the key is about to be deleted': { world: key({ state: 'PendingDeletion' }), message: 'pendingDeletion' },
    'the key is a primary that waits for its replicas to go': {
      world: key({ state: 'PendingReplicaDeletion' }),
      message: 'pendingDeletion',
    },
    'the key is managed by AWS': { world: key({ manager: 'AWS' }), message: 'awsManaged' },
    'the key is asymmetric': { world: key({ spec: 'RSA_4096' }), message: 'asymmetric', says: ['RSA_4096'] },
    'the key is for signatures': {
      world: key({ spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC' }),
      message: 'asymmetric',
    },
    'the key has no material yet': {
      world: key({ state: 'PendingImport' }),
      message: 'unusable',
      says: ['PendingImport'],
    },
    'the key is still being made': { world: key({ state: 'Creating' }), message: 'unusable' },
    'the key store of the key is out of reach': { world: key({ state: 'Unavailable' }), message: 'unusable' },
  },
  unknown: {
    'the key could not be described': {
      world: healthyWorld({ key: { metadata: new Unknown('access-denied', '', 'kms:DescribeKey') } }),
      action: 'kms:DescribeKey',
    },
    'the key belongs to an account outside the scan': healthyWorld({
      without: ['key'],
      trail: { configuration: configuration({ kmsKeyId: 'arn:aws:kms:eu-west-1:999999999999:key/theirs' }) },
    }),
  },
  notApplicable: {
    'the trail is stopped everywhere': healthyWorld({
      trail: {
        configuration: configuration({ kmsKeyId: undefined }),
        status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }),
      },
    }),
  },
});
