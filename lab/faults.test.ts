import { DescribeTrailsCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import { GetPublicAccessBlockCommand } from '@aws-sdk/client-s3-control';
import { GetBucketEncryptionCommand, HeadBucketCommand } from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { type Clients, labClients } from './scenarios/index.ts';
import { describeWithLab } from './testing.ts';

const ACCOUNT = '111111111111';

/** One call of each protocol and service: name, how it is asked, and the codes of its errors. */
const CALLS: [string, (clients: Clients) => Promise<unknown>, { denied: string; action: string; throttled: string; notEnabled: string; expired: string }][] = [
  ['cloudtrail', (c) => c.cloudtrail.send(new DescribeTrailsCommand({})), { denied: 'AccessDeniedException', action: 'cloudtrail:DescribeTrails', throttled: 'ThrottlingException', notEnabled: 'UnrecognizedClientException', expired: 'ExpiredTokenException' }],
  ['cloudwatch', (c) => c.cloudwatch.send(new DescribeAlarmsCommand({})), { denied: 'AccessDeniedException', action: 'cloudwatch:DescribeAlarms', throttled: 'ThrottlingException', notEnabled: 'UnrecognizedClientException', expired: 'ExpiredTokenException' }],
  ['logs', (c) => c.logs.send(new DescribeLogGroupsCommand({})), { denied: 'AccessDeniedException', action: 'logs:DescribeLogGroups', throttled: 'ThrottlingException', notEnabled: 'UnrecognizedClientException', expired: 'ExpiredTokenException' }],
  ['kms', (c) => c.kms.send(new DescribeKeyCommand({ KeyId: 'alias/x' })), { denied: 'AccessDeniedException', action: 'kms:DescribeKey', throttled: 'ThrottlingException', notEnabled: 'UnrecognizedClientException', expired: 'ExpiredTokenException' }],
  ['organizations', (c) => c.organizations.send(new DescribeOrganizationCommand({})), { denied: 'AccessDeniedException', action: 'organizations:DescribeOrganization', throttled: 'TooManyRequestsException', notEnabled: 'UnrecognizedClientException', expired: 'ExpiredTokenException' }],
  ['sns', (c) => c.sns.send(new GetTopicAttributesCommand({ TopicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:t` })), { denied: 'AuthorizationErrorException', action: 'SNS:GetTopicAttributes', throttled: 'Throttling', notEnabled: 'InvalidClientTokenId', expired: 'ExpiredToken' }],
  ['iam', (c) => c.iam.send(new GetRoleCommand({ RoleName: 'r' })), { denied: 'AccessDenied', action: 'iam:GetRole', throttled: 'Throttling', notEnabled: 'InvalidClientTokenId', expired: 'ExpiredToken' }],
  ['sts', (c) => c.sts.send(new GetCallerIdentityCommand({})), { denied: 'AccessDenied', action: 'sts:GetCallerIdentity', throttled: 'Throttling', notEnabled: 'InvalidClientTokenId', expired: 'ExpiredToken' }],
  ['ec2', (c) => c.ec2.send(new DescribeRegionsCommand({})), { denied: 'UnauthorizedOperation', action: 'ec2:DescribeRegions', throttled: 'RequestLimitExceeded', notEnabled: 'AuthFailure', expired: 'RequestExpired' }],
  ['s3', (c) => c.s3.send(new GetBucketEncryptionCommand({ Bucket: 'b' })), { denied: 'AccessDenied', action: 's3:GetEncryptionConfiguration', throttled: 'SlowDown', notEnabled: 'InvalidToken', expired: 'ExpiredToken' }],
  ['s3-control', (c) => c.s3Control.send(new GetPublicAccessBlockCommand({ AccountId: ACCOUNT })), { denied: 'AccessDenied', action: 's3:GetAccountPublicAccessBlock', throttled: 'SlowDown', notEnabled: 'InvalidToken', expired: 'ExpiredToken' }],
]; // prettier-ignore

describeWithLab('faults of the lab', (lab) => {
  test.each(CALLS)('%s answers each fault in its own shape', async (service, ask, codes) => {
    const clients = labClients(lab(), ACCOUNT);
    const failing = async (fault: Parameters<ReturnType<typeof lab>['faults']['add']>[0]) => {
      const remove = lab().faults.add(fault);
      const error: unknown = await ask(clients).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      remove();
      return error;
    };
    const denied = await failing({ service, kind: 'denied' });
    expect(denied).toMatchObject({ name: codes.denied });
    expect(String(denied)).toContain(`is not authorized to perform: ${codes.action}`);
    expect(await failing({ service, kind: 'throttled' })).toMatchObject({ name: codes.throttled });
    expect(await failing({ service, kind: 'not-enabled' })).toMatchObject({ name: codes.notEnabled });
    expect(await failing({ service, kind: 'expired' })).toMatchObject({ name: codes.expired });
    expect(await failing({ service, kind: 'reset' })).toMatchObject({ code: 'ECONNRESET' });
    expect(await failing({ service, kind: 'garbage' })).toBeInstanceOf(Error);
    expect(await failing({ service, kind: 'garbage', form: 'html' })).toBeInstanceOf(Error);
    expect(await failing({ service, kind: 'error', code: 'InternalFailure', status: 500 })).toMatchObject({
      name: 'InternalFailure',
    });
  });

  test('a fault hits the calls it names and no others, as often as it says', async () => {
    const home = labClients(lab(), ACCOUNT);
    const asked = (clients: Clients) => clients.cloudtrail.send(new DescribeTrailsCommand({})).then(() => 'fine', () => 'failed'); // prettier-ignore
    lab().faults.add({
      service: 'cloudtrail',
      operation: 'Describe*',
      region: 'us-east-1',
      account: ACCOUNT,
      kind: 'throttled',
      times: 2,
    });
    expect([await asked(home.in('eu-west-1')), await asked(labClients(lab(), '222222222222'))]).toEqual([
      'fine',
      'fine',
    ]);
    expect([await asked(home), await asked(home), await asked(home)]).toEqual(['failed', 'failed', 'fine']);
    lab().faults.add({ resource: /trail\/one$/, kind: 'denied' });
    const status = (Name: string) =>
      home.cloudtrail.send(
        new GetTrailStatusCommand({ Name: `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/${Name}` }),
      );
    await expect(status('one')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(status('two')).rejects.toMatchObject({ name: 'TrailNotFoundException' });
  });

  test('a slow call is right, only later; a truncated one is cut in the middle', async () => {
    const { cloudtrail } = labClients(lab(), ACCOUNT);
    const remove = lab().faults.add({ kind: 'slow', ms: 150 });
    const started = performance.now();
    expect((await cloudtrail.send(new DescribeTrailsCommand({}))).trailList).toEqual([]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(145);
    remove();
    lab().faults.add({ kind: 'garbage', form: 'truncated' });
    await expect(cloudtrail.send(new DescribeTrailsCommand({}))).rejects.toThrow('JSON');
  });

  test('HEAD is refused without a body', async () => {
    lab().faults.add({ operation: 'HeadBucket', kind: 'denied' });
    const head = labClients(lab(), ACCOUNT).s3.send(new HeadBucketCommand({ Bucket: 'b' }));
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  test('every call is in the log with what became of it, also one that moto does not know', async () => {
    const home = labClients(lab(), ACCOUNT);
    lab().clearCalls();
    lab().faults.add({ service: 'kms', kind: 'denied' });
    await home.cloudtrail.send(new DescribeTrailsCommand({}));
    await home.kms.send(new DescribeKeyCommand({ KeyId: 'alias/x' })).catch(() => undefined);
    await fetch(lab().url, {
      method: 'POST',
      headers: {
        'x-amz-target': 'CloudTrail_20131101.GetQueryResults',
        authorization: `AWS4-HMAC-SHA256 Credential=${lab().credentials(ACCOUNT).accessKeyId}/20260101/us-east-1/cloudtrail/aws4_request`,
      },
      body: '{}',
    });
    expect(lab().calls()).toMatchObject([
      { service: 'cloudtrail', operation: 'DescribeTrails', region: 'us-east-1', account: ACCOUNT, status: 200 },
      { service: 'kms', operation: 'DescribeKey', resource: 'alias/x', status: 400, fault: 'denied' },
      { service: 'cloudtrail', operation: 'GetQueryResults', status: 500, unsupported: true },
    ]);
  });
});
