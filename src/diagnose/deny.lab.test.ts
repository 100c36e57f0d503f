import { DeleteBucketPolicyCommand, PutBucketPolicyCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from 'vitest';
import { type Clients, createTrailBucket, labClients } from '#lab/scenarios/index.ts';
import { describeWithLab } from '#lab/testing.ts';
import { decide } from '#src/domain/policy/decide.ts';
import { parsePolicyDocument } from '#src/domain/policy/parse.ts';

const BUCKET = 'puts';
const arn = `arn:aws:s3:::${BUCKET}`;
const keys = [
  'AWSLogs/111111111111/CloudTrail/x.json.gz',
  'AWSLogs/111111111111/CloudTrail-Digest/x.json.gz',
  'other/x',
  'AWSLogs/22/x',
];

/** The emulator knows effect, action and resource with `*` of a Deny on object puts, for everybody: that much can be compared. */
const denies: Readonly<Record<string, object>> = {
  'the whole bucket': { Action: 's3:PutObject', Resource: `${arn}/*` },
  'every action': { Action: 's3:*', Resource: `${arn}/*` },
  'a wildcard in the action': { Action: 's3:Put*', Resource: `${arn}/*` },
  'another action': { Action: 's3:DeleteObject', Resource: `${arn}/*` },
  'the bucket and not its objects': { Action: 's3:PutObject', Resource: arn },
  'one prefix': { Action: 's3:PutObject', Resource: `${arn}/AWSLogs/*` },
  'a star in the middle': { Action: 's3:PutObject', Resource: `${arn}/AWSLogs/*/CloudTrail/*` },
  'several resources': {
    Action: ['s3:PutObject', 's3:GetObject'],
    Resource: [`${arn}/other/*`, `${arn}/AWSLogs/22/*`],
  },
  'another case': { Action: 's3:PutObject', Resource: `${arn}/awslogs/*` },
};

describeWithLab(
  "a Deny on object puts: the evaluator beside the emulator's own enforcement",
  (lab) => {
    let clients: Clients;
    beforeAll(async () => {
      clients = labClients(lab(), '111111111111');
      await createTrailBucket(clients, { name: BUCKET, objectLock: null, accessLog: null, versioning: null });
      // The emulator asks the policy only about objects that exist.
      for (const Key of keys) await clients.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x' }));
    });

    test.each(Object.entries(denies))('%s', async (_, deny) => {
      const document = {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`] },
          { Effect: 'Deny', Principal: '*', ...deny },
        ],
      };
      await clients.s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: JSON.stringify(document) }));
      const policy = parsePolicyDocument(document);
      const principal = { type: 'aws', arn: 'arn:aws:iam::111111111111:root', account: '111111111111' } as const;
      const answers: Record<string, string> = {};
      const expected: Record<string, string> = {};
      for (const Key of keys) {
        const put = clients.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x' }));
        answers[Key] = await put.then(
          () => 'allow',
          (error: { $metadata?: { httpStatusCode?: number } }) =>
            error.$metadata?.httpStatusCode === 403 ? 'deny' : 'another error',
        );
        expected[Key] = decide(policy, { action: 's3:PutObject', resource: `${arn}/${Key}`, principal, context: {} });
      }
      await clients.s3.send(new DeleteBucketPolicyCommand({ Bucket: BUCKET }));
      expect(answers).toEqual(expected);
    });
  },
  { keep: true, regions: ['us-east-1'] },
);
