import { expect, test } from 'vitest';
import { Unknown } from '#src/core/unknown.ts';
import { configuration, healthyWorld, ids, kinds, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { missing, unreadable } from '#src/testing/world.ts';
import { findings } from '../testing/verdict.ts';
import { rule } from './rule.ts';

const stopped = { isLogging: false };
const denied = new Unknown('access-denied', '', 'kms:DescribeKey');

testRule(rule, {
  pass: {
    'all of them exist': healthyWorld(),
    'the bucket belongs to another account of the organisation': healthyWorld({
      without: ['bucket'],
      trail: { bucketOwner: { standing: 'in-organisation', account: '222222222222' } },
    }),
    'the trail has a bucket and nothing else': healthyWorld({
      without: ['key', 'topic', 'logGroup', 'logRole'],
      trail: {
        configuration: configuration({
          kmsKeyId: undefined,
          topicArn: undefined,
          logGroupArn: undefined,
          logRoleArn: undefined,
        }),
      },
    }),
  },
  fail: {
    'the bucket is gone': {
      world: healthyWorld({ missing: ['bucket'], trail: { bucketOwner: { standing: 'missing' } } }),
      key: 'bucket',
      message: 'bucketMissing',
      says: ['gives log files up after 30 days'],
    },
    'the bucket belongs to a stranger': {
      world: healthyWorld({ without: ['bucket'], trail: { bucketOwner: { standing: 'stranger' } } }),
      key: 'bucket',
      message: 'stranger',
      says: ['belongs to an account that neither this scan nor the organisation knows'],
    },
    'the key is gone': {
      world: healthyWorld({ missing: ['key'] }),
      key: 'key',
      message: 'missing',
      says: [ids.key.id],
    },
    'the topic is gone': { world: healthyWorld({ missing: ['topic'] }), key: 'topic', says: ['SNS topic'] },
    'the log group is gone': { world: healthyWorld({ missing: ['logGroup'] }), key: 'log-group', says: ['log group'] },
    'the role is gone': { world: healthyWorld({ missing: ['logRole'] }), key: 'role', says: ['IAM role'] },
    'the topic is gone and the key was denied': {
      world: healthyWorld({ missing: ['topic'], without: ['key'], more: [unreadable(kinds.key, ids.key, denied)] }),
      key: 'topic',
      message: 'missing',
    },
  },
  unknown: {
    'whose bucket it is could not be found out': {
      world: healthyWorld({ trail: { bucketOwner: new Unknown('access-denied', '', 's3:ListBucket') } }),
      key: 'bucket',
      action: 's3:ListBucket',
    },
    'the key could not be read': {
      world: healthyWorld({ without: ['key'], more: [unreadable(kinds.key, ids.key, denied)] }),
      key: 'key',
      action: 'kms:DescribeKey',
    },
    'the key belongs to an account outside the scan': {
      world: healthyWorld({
        without: ['key'],
        trail: { configuration: configuration({ kmsKeyId: 'arn:aws:kms:eu-west-1:999999999999:key/theirs' }) },
      }),
      key: 'key',
    },
  },
  notApplicable: {
    'no topic is named': {
      world: healthyWorld({ trail: { configuration: configuration({ topicArn: undefined }) } }),
      key: 'topic',
    },
    'the trail is stopped everywhere': {
      world: healthyWorld({
        missing: ['key'],
        trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) },
      }),
      key: 'key',
    },
  },
});

test.each([
  ['bucket', 'S3-MISSING', { missing: ['bucket'], trail: { bucketOwner: { standing: 'missing' } } }],
  ['bucket', 'S3-FOREIGN', { without: ['bucket'], trail: { bucketOwner: { standing: 'stranger' } } }],
  ['key', 'KMS-MISSING', { missing: ['key'] }],
  ['topic', 'SNS-MISSING', { missing: ['topic'] }],
  ['log-group', 'CWL-GROUP-MISSING', { missing: ['logGroup'] }],
  ['role', 'CWL-ROLE-MISSING', { missing: ['logRole'] }],
] as const)('a missing %s is the cause %s, with its repair', (key, id, changes) => {
  const found = findings(rule, healthyWorld(changes)).find((finding) => finding.key === key);
  expect(found?.causes).toHaveLength(1);
  expect(found?.causes?.[0]).toMatchObject({ id, blocks: true, repair: expect.stringMatching(/\w{3,}/) });
});

test('an alias that leads nowhere is told as that', () => {
  const alias = { ...ids.key, id: ids.key.id.replace(/key\/.*/, 'alias/trail'), name: 'alias/trail' };
  const trail = { configuration: configuration({ kmsKeyId: 'alias/trail' }) };
  const world = healthyWorld({ trail, without: ['key'], more: [missing(kinds.key, alias)] });
  const found = findings(rule, world).find((finding) => finding.key === 'key');
  expect(found?.causes).toMatchObject([{ id: 'KMS-ALIAS-DANGLING', document: 'alias/trail' }]);
});
