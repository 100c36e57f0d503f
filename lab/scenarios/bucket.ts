import {
  CreateBucketCommand, PutBucketAclCommand, PutBucketLifecycleConfigurationCommand, PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand, PutBucketPolicyCommand, PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand, PutPublicAccessBlockCommand, type LifecycleRule, type BucketCannedACL, type BucketLocationConstraint,
} from '@aws-sdk/client-s3'; // prettier-ignore
import { wire } from '../proxy/wire.ts';
import type { Clients } from './clients.ts';
import type { PolicyDocument } from './policies.ts';

export interface TrailBucketOptions {
  readonly name: string;
  /** A document, or any text: S3 of the lab keeps what it is given. Default: no policy. */
  readonly policy?: PolicyDocument | string;
  /** Default on; `null` leaves it as a new bucket has it. */
  readonly versioning?: 'Enabled' | 'Suspended' | null;
  /** Days of default retention; default 365 in compliance mode; `null` for none. */
  readonly objectLock?: { readonly mode: 'COMPLIANCE' | 'GOVERNANCE'; readonly days: number } | null;
  /** Bucket that gets the access log; default a new bucket `NAME-access`; `null` for none. */
  readonly accessLog?: string | null;
  /** Default: all four flags on; `null` for none. */
  readonly blockPublicAccess?: boolean | null;
  readonly acl?: BucketCannedACL;
  readonly lifecycle?: readonly LifecycleRule[];
}

async function create({ s3, region }: Clients, name: string, objectLock: boolean): Promise<void> {
  const location =
    region === 'us-east-1'
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: wire<BucketLocationConstraint>(region) } };
  await s3.send(new CreateBucketCommand({ Bucket: name, ObjectLockEnabledForBucket: objectLock, ...location }));
}

/** A bucket as good as a trail can have; each option takes one quality away. */
export async function createTrailBucket(clients: Clients, options: TrailBucketOptions): Promise<string> {
  const { s3 } = clients;
  const {
    name: Bucket,
    versioning = 'Enabled',
    accessLog = `${options.name}-access`,
    blockPublicAccess = true,
  } = options;
  const { objectLock = { mode: 'COMPLIANCE', days: 365 } as const } = options;
  await create(clients, Bucket, objectLock !== null);
  if (versioning !== null) {
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: versioning } }));
  }
  if (objectLock !== null) {
    const DefaultRetention = { Mode: objectLock.mode, Days: objectLock.days };
    const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } } as const;
    await s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
  }
  if (accessLog !== null) await setAccessLog(clients, Bucket, accessLog, options.accessLog === undefined);
  if (blockPublicAccess !== null) {
    const on = blockPublicAccess;
    const flags = { BlockPublicAcls: on, IgnorePublicAcls: on, BlockPublicPolicy: on, RestrictPublicBuckets: on };
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: flags }));
  }
  if (options.acl !== undefined) {
    // ACLs count only where ownership is not enforced.
    const OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' as const }] };
    await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
    await s3.send(new PutBucketAclCommand({ Bucket, ACL: options.acl }));
  }
  if (options.lifecycle !== undefined) {
    const LifecycleConfiguration = { Rules: [...options.lifecycle] };
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
  }
  if (options.policy !== undefined) await putBucketPolicy(clients, Bucket, options.policy);
  return Bucket;
}

async function setAccessLog(clients: Clients, Bucket: string, target: string, isNew: boolean): Promise<void> {
  if (isNew) {
    await create(clients, target, false);
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${target}/*`,
    };
    await putBucketPolicy(clients, target, { Version: '2012-10-17', Statement: [statement] });
  }
  const LoggingEnabled = { TargetBucket: target, TargetPrefix: `${Bucket}/` };
  await clients.s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } }));
}

export async function putBucketPolicy({ s3 }: Clients, Bucket: string, policy: PolicyDocument | string): Promise<void> {
  const Policy = typeof policy === 'string' ? policy : JSON.stringify(policy);
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
}
