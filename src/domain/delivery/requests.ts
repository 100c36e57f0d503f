import { attempt } from '../../core/three-valued.ts';
import { Unknown, UnknownRead } from '../../core/unknown.ts';
import { bucketArn, parseArn, resourceName } from '../aws/arn.ts';
import { impliedContext } from '../policy/implied-context.ts';
import { Context, type ContextValue } from '../policy/context.ts';
import { encryptionContextKeys, type Request, type RequestPrincipal } from '../policy/request.ts';
import type { RoleInput, TrailInput } from './inputs.ts';
import { logRoot } from './log-prefix.ts';
import type { Site } from './site.ts';

export const CLOUDTRAIL = 'cloudtrail.amazonaws.com';

/** The folder below the account in which CloudTrail writes each kind of file. */
export type FileKind = 'CloudTrail' | 'CloudTrail-Digest' | 'CloudTrail-Insight';

/** What AWS does not document stays unknown, told apart from what this scan could not read by its reason. */
export const undocumented = (detail: string): Unknown => new Unknown('unresolved-reference', detail);
export const isUndocumented = ({ reason }: Unknown): boolean => reason === 'unresolved-reference';

const service = (id: string): RequestPrincipal => ({ type: 'service', id });

/**
 * Keys that CloudTrail's calls carry. The source is the trail under its home region and owner, also for deliveries from other
 * regions and for members of an organisation.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
function sourceContext({ trail, now, once }: Site): Context {
  return once('source context', () => {
    const keys = {
      ...impliedContext(service(CLOUDTRAIL)),
      'aws:SourceArn': trail.id,
      'aws:SourceAccount': trail.account,
      'aws:SourceOrgID': sourceOrganization(trail),
      'aws:SourceOrgPaths': undocumented('the path of the trail owner in its organisation was not asked for'),
      'aws:CurrentTime': new Date(now).toISOString(),
      'aws:EpochTime': String(Math.floor(now / 1000)),
      'aws:RequestedRegion': [undocumented('CloudTrail may call from the region of the events or of the destination')],
    };
    return new Context(keys);
  });
}

/** Keys of every call to the bucket: those that speak about its owner, too. */
function bucketContext(site: Site): Context {
  return site.once('bucket context', () => new Context(ownerKeys(site), sourceContext(site)));
}

function ownerKeys({ trail }: Site): Record<string, ContextValue> {
  const owner = attempt(() => trail.bucketOwner.account);
  const unclear = undocumented('the organisation of the bucket is not known');
  const isOwn = owner === trail.account;
  return {
    'aws:ResourceAccount': typeof owner === 'string' ? owner : [undocumented('the owner of the bucket is not known')],
    'aws:ResourceOrgID': isOwn ? sourceOrganization(trail) : unclear,
    'aws:ResourceOrgPaths': unclear,
    's3:ResourceAccount': typeof owner === 'string' ? owner : [undocumented('the owner of the bucket is not known')],
  };
}

/** Absent outside an organisation; where membership could not be read, that unknown. */
function sourceOrganization(trail: TrailInput): ContextValue {
  const id = attempt(() => trail.organization?.id);
  if (id instanceof UnknownRead) return id.unknown;
  return id === undefined ? [] : id;
}

/** The key of an object that CloudTrail would write now. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html */
export function objectKey(site: Site, kind: FileKind): string {
  const { trail, account, region, now } = site;
  const { isOrganization, homeRegion } = trail.configuration;
  const organization = isOrganization ? `${organizationId(trail)}/` : '';
  const time = site.once('time of files', () => new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, ''));
  const [year, month, day] = [time.slice(0, 4), time.slice(4, 6), time.slice(6, 8)];
  const folder = `${logRoot(trail.configuration)}${organization}${account}/${kind}/${region}/${year}/${month}/${day}`;
  const file =
    kind === 'CloudTrail-Digest'
      ? `${account}_${kind}_${region}_${trail.name}_${homeRegion}_${time}.json.gz`
      : `${account}_${kind}_${region}_${time.slice(0, 13)}Z_Ab3dEf6hIj9kLm2n.json.gz`;
  return `${folder}/${file}`;
}

/** The id of the organisation whose trail it is; unknown where nothing tells it. */
export function organizationId(trail: TrailInput): string {
  const id = trail.organization?.id;
  if (id !== undefined) return id;
  const detail = `trail ${trail.name} is an organisation's, and its owner ${trail.account} was not seen in one`;
  throw new UnknownRead('organization.id', new Unknown('call-failed', detail, 'organizations:DescribeOrganization'));
}

/** `s3:GetBucketAcl`: CloudTrail looks whether it may write before it writes. */
export function bucketAclRequest(site: Site): Request {
  const { trail, partition } = site;
  return {
    action: 's3:GetBucketAcl',
    resource: bucketArn(partition, trail.configuration.bucketName),
    principal: service(CLOUDTRAIL),
    context: bucketContext(site),
  };
}

/** `s3:PutObject` of one kind of file. */
export function putObjectRequest(site: Site, kind: FileKind): Request {
  const { trail, partition } = site;
  return {
    action: 's3:PutObject',
    resource: `${bucketArn(partition, trail.configuration.bucketName)}/${objectKey(site, kind)}`,
    principal: service(CLOUDTRAIL),
    context: putContext(site),
  };
}

function putContext(site: Site): Context {
  return site.once('put context', () => {
    const { kmsKeyId } = site.trail.configuration;
    const header = undocumented(
      'which encryption headers CloudTrail sends for a trail without a key is not documented',
    );
    const keys = {
      's3:x-amz-acl': 'bucket-owner-full-control',
      's3:x-amz-server-side-encryption': kmsKeyId === undefined ? header : 'aws:kms',
      's3:x-amz-server-side-encryption-aws-kms-key-id': kmsKeyId ?? header,
    };
    return new Context(keys, bucketContext(site));
  });
}

/**
 * What CloudTrail asks of the trail's key for each file.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function trailKeyRequest(site: Site, action: string, keyArn: string): Request {
  const { trail } = site;
  const { bucketName } = trail.configuration;
  const encrypts = action !== 'kms:DescribeKey';
  const object = undocumented('the object whose ARN is in the encryption context is not known beforehand');
  const encryptionContext = { 'aws:cloudtrail:arn': trail.id, 'aws:s3:arn': object };
  return {
    action,
    resource: keyArn,
    principal: service(CLOUDTRAIL),
    context: new Context(
      {
        ...(encrypts ? encryptionContextKeys(encryptionContext) : {}),
        'kms:ViaService': undocumented(
          `whether CloudTrail reaches the key through S3 for ${bucketName} is not documented`,
        ),
        'kms:CallerAccount': undocumented('the account of a service call is not documented'),
        'kms:EncryptionContextKeys': undocumented('the full encryption context is not documented'),
        'aws:ResourceAccount': [parseArn(keyArn)?.account ?? ''],
      },
      sourceContext(site),
    ),
  };
}

/**
 * What is asked of the bucket's own default key when the trail has none. AWS documents neither who asks nor with which source;
 * the encryption context is S3's: the object's ARN, or the bucket's with a bucket key.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
 */
export function bucketKeyRequest(site: Site, keyArn: string): Request {
  const bucket = bucketArn(site.partition, site.trail.configuration.bucketName);
  const object = undocumented(`the encryption context is ${bucket} or an object in it`);
  return {
    action: 'kms:GenerateDataKey',
    resource: keyArn,
    principal: service(CLOUDTRAIL),
    context: new Context(
      {
        'kms:EncryptionContext:aws:s3:arn': [object],
        'kms:ViaService': undocumented('whether the key is reached through S3 is not documented'),
        'kms:CallerAccount': undocumented('the account of a service call is not documented'),
        'kms:EncryptionContextKeys': ['aws:s3:arn'],
      },
      sourceContext(site),
    ),
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html */
export function publishRequest(site: Site, topicArn: string): Request {
  return { action: 'sns:Publish', resource: topicArn, principal: service(CLOUDTRAIL), context: sourceContext(site) };
}

/** What publishing to an encrypted topic asks of the topic's key. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
export function topicKeyRequest(site: Site, action: string, topicArn: string, keyArn: string): Request {
  const source = undocumented('whether SNS hands the trail on to KMS as the source is not documented');
  return {
    action,
    resource: keyArn,
    principal: service(CLOUDTRAIL),
    context: new Context(
      {
        'aws:SourceArn': source,
        'aws:SourceAccount': source,
        'kms:ViaService': undocumented('whether the key is reached through SNS is not documented'),
        'kms:CallerAccount': undocumented('the account of a service call is not documented'),
        ...encryptionContextKeys({ 'aws:sns:topicArn': topicArn }),
      },
      sourceContext(site),
    ),
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html */
export function assumeRoleRequest(site: Site, roleArn: string): Request {
  return { action: 'sts:AssumeRole', resource: roleArn, principal: service(CLOUDTRAIL), context: sourceContext(site) };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-log-group-log-stream-naming-for-cloudtrail.html */
export function logStreamName({ trail, account }: Site): string {
  const { isOrganization, homeRegion } = trail.configuration;
  const own = `${account}_CloudTrail_${homeRegion}`;
  return isOrganization && account !== trail.account ? `${organizationId(trail)}_${own}` : own;
}

/** What the role must be able to do in the log group, asked as the session that CloudTrail opens. */
export function logEventsRequest(site: Site, action: string, role: RoleInput, logGroupArn: string): Request {
  const session = `arn:${site.partition}:sts::${role.account}:assumed-role/${resourceName(role.id)}/CloudTrail`;
  const principal: RequestPrincipal = { type: 'aws', arn: session, account: role.account, role: role.id };
  return {
    action,
    resource: `${logGroupArn}:log-stream:${logStreamName(site)}`,
    principal,
    context: { ...impliedContext(principal), 'aws:CurrentTime': new Date(site.now).toISOString() },
  };
}

/** How CloudWatch Logs uses the key of an encrypted log group. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
export function logGroupKeyRequest(site: Site, action: string, logGroupArn: string, keyArn: string): Request {
  const region = parseArn(logGroupArn)?.region ?? site.region;
  const principal = service(`logs.${region}.amazonaws.com`);
  return {
    action,
    resource: keyArn,
    principal,
    context: {
      ...impliedContext(principal),
      'aws:SourceArn': undocumented('whether CloudWatch Logs names a source to KMS is not documented'),
      'aws:SourceAccount': undocumented('whether CloudWatch Logs names a source to KMS is not documented'),
      'kms:ViaService': undocumented('whether the key is reached through CloudWatch Logs is not documented'),
      'kms:CallerAccount': undocumented('the account of a service call is not documented'),
      ...encryptionContextKeys({ 'aws:logs:arn': logGroupArn }),
    },
  };
}
