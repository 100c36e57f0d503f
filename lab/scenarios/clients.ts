import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import type { Lab } from '../index.ts';

/** The AWS clients of one account and region of the lab. */
export interface Clients {
  readonly account: string;
  readonly region: string;
  readonly cloudtrail: CloudTrailClient;
  readonly cloudwatch: CloudWatchClient;
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly logs: CloudWatchLogsClient;
  readonly organizations: OrganizationsClient;
  readonly s3: S3Client;
  readonly s3Control: S3ControlClient;
  readonly sns: SNSClient;
  readonly sts: STSClient;
  /** The same account in another region. */
  readonly in: (region: string) => Clients;
}

/** Clients that talk to the lab and nothing else. One attempt only: a fault shows at once. */
export function labClients(lab: Pick<Lab, 'url' | 'credentials'>, account: string, region = 'us-east-1'): Clients {
  const base = { endpoint: lab.url, credentials: lab.credentials(account), region, maxAttempts: 1 };
  const global = { ...base, region: 'us-east-1' };
  const url = new URL(lab.url);
  return {
    account,
    region,
    cloudtrail: new CloudTrailClient(base),
    cloudwatch: new CloudWatchClient(base),
    ec2: new EC2Client(base),
    iam: new IAMClient(global),
    kms: new KMSClient(base),
    logs: new CloudWatchLogsClient(base),
    organizations: new OrganizationsClient(global),
    s3: new S3Client({ ...base, forcePathStyle: true }),
    // The endpoint rules of S3 Control put the account in front of any host, which no address can bear; only an
    // endpoint provider of one's own keeps the host as it is (`disableHostPrefix` does not help).
    s3Control: new S3ControlClient({ ...base, endpointProvider: () => ({ url }) }),
    sns: new SNSClient(base),
    sts: new STSClient(base),
    in: (other) => labClients(lab, account, other),
  };
}
