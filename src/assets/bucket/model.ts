import { z } from 'zod';
import { defineAssetKind, fromFact, one } from '#src/core/asset.ts';
import { observable } from '#src/core/observable.ts';
import { keyArn } from '#src/domain/aws/arn.ts';
import { partitionOf } from '#src/domain/aws/partition.ts';
import { key } from '../key/model.ts';

const publicAccessBlock = z.object({
  blockPublicAcls: z.boolean(),
  ignorePublicAcls: z.boolean(),
  blockPublicPolicy: z.boolean(),
  restrictPublicBuckets: z.boolean(),
});

const encryption = z.object({
  /** `AES256`, `aws:kms`, `aws:kms:dsse` */
  algorithm: z.string(),
  /** Absent for `aws:kms` means the AWS managed key `aws/s3`. */
  keyId: z.string().optional(),
  bucketKey: z.boolean(),
});

const lifecycleRule = z.object({
  id: z.string().optional(),
  enabled: z.boolean(),
  /** Empty: the whole bucket. */
  prefix: z.string(),
  /** True when tags or sizes narrow the rule further. */
  narrowed: z.boolean(),
  /** True when tags are among what narrows the rule: log files have none. */
  tagged: z.boolean().optional(),
  /** Bytes; the rule is for objects that are larger, and smaller, than these. */
  sizeGreaterThan: z.number().optional(),
  sizeLessThan: z.number().optional(),
  expirationDays: z.number().optional(),
  expirationDate: z.string().optional(),
  noncurrentDays: z.number().optional(),
  /** So many noncurrent versions of an object are kept, however old they are. */
  newerNoncurrentVersions: z.number().optional(),
  transitions: z.array(z.object({ storageClass: z.string(), days: z.number().optional() })),
});
export type LifecycleRule = z.output<typeof lifecycleRule>;

export const bucket = defineAssetKind({
  name: 'AWS::S3::Bucket',
  title: 'S3 bucket',
  facts: {
    location: z.string(),
    /** The bucket policy's text. */
    policy: z.string().optional(),
    acl: z.object({
      owner: z.string().optional(),
      grants: z.array(
        z.object({
          /** Canonical user id, e-mail address or group URI. */
          grantee: z.string(),
          group: z.boolean(),
          permission: z.string(),
        }),
      ),
    }),
    publicAccessBlock: publicAccessBlock.optional(),
    /** Of the account that owns the bucket; holds for every bucket in it. */
    accountPublicAccessBlock: publicAccessBlock.optional(),
    encryption: encryption.optional(),
    versioning: z.object({ status: z.enum(['Enabled', 'Suspended', 'Off']), mfaDelete: z.boolean() }),
    objectLock: z
      .object({
        mode: z.enum(['GOVERNANCE', 'COMPLIANCE']).optional(),
        days: z.number().optional(),
        years: z.number().optional(),
      })
      .optional(),
    lifecycle: z.object({ rules: z.array(observable(lifecycleRule)) }).optional(),
    accessLogging: z.object({ targetBucket: z.string(), targetPrefix: z.string() }).optional(),
    /** `BucketOwnerEnforced` switches ACLs off. */
    ownership: z.string().optional(),
    requestPayer: z.enum(['BucketOwner', 'Requester']),
  },
  links: {
    /** The customer key of the bucket's default encryption. */
    key: one(
      key,
      fromFact<z.output<typeof encryption>>('encryption', ({ keyId }, { account, region }) =>
        keyId === undefined ? undefined : keyArn(keyId, { partition: partitionOf(region), region, account }),
      ),
    ),
  },
});
