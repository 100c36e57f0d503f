import type { Sample } from './model.ts';
import { byAnybody, once, signIn } from './record.ts';

/** A usual day: events that nobody wants to be woken for. A filter that matches most of them cries wolf. */
export const ordinaryEvents: readonly Sample[] = [
  once({
    source: 'sts',
    name: 'AssumeRole',
    readOnly: true,
    request: { roleArn: 'arn:aws:iam::123456789012:role/Application', roleSessionName: 'deploy' },
  }),
  once({ source: 'sts', name: 'GetCallerIdentity', readOnly: true }),
  ...byAnybody({ source: 'ec2', name: 'DescribeInstances', readOnly: true }),
  once({
    source: 'ec2',
    name: 'CreateTags',
    request: { resourcesSet: { items: [{ resourceId: 'i-0a1b2c3d4e5f60718' }] } },
  }),
  once({ source: 's3', name: 'ListBuckets', readOnly: true }),
  once({ source: 's3', name: 'GetBucketLocation', readOnly: true, request: { bucketName: 'customer-data' } }),
  once({ source: 'kms', name: 'Decrypt', readOnly: true, request: { encryptionAlgorithm: 'SYMMETRIC_DEFAULT' } }),
  once({ source: 'lambda', name: 'UpdateFunctionCode20150331v2', request: { functionName: 'orders' } }),
  once({
    source: 'logs',
    name: 'CreateLogStream',
    request: { logGroupName: '/aws/lambda/orders', logStreamName: '2026/03/02' },
  }),
  once({ source: 'dynamodb', name: 'DescribeTable', readOnly: true, request: { tableName: 'orders' } }),
  once({ source: 'cloudformation', name: 'DescribeStacks', readOnly: true }),
  once({ source: 'secretsmanager', name: 'GetSecretValue', readOnly: true, request: { secretId: 'orders/database' } }),
  signIn({ user: 'alice', from: '198.51.100.17', result: 'Success', mfaUsed: 'Yes', remark: 'with MFA' }),
];
