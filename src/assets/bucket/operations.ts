import { z } from 'zod';
import { defineOperation, definePagedOperation, type Operation } from '#src/core/operation.ts';

interface Special {
  readonly notSet?: readonly string[];
  readonly root?: string;
}

function read<O>(name: string, permission: string, output: z.ZodType<O>, special: Special = {}): Operation<O> {
  return defineOperation({ service: 's3', name, permission, output, ...special });
}

export const listBuckets = definePagedOperation({
  service: 's3',
  name: 'ListBuckets',
  permission: 's3:ListAllMyBuckets',
  item: z.object({ Name: z.string() }),
  pages: { items: 'Buckets', nextToken: 'ContinuationToken', token: 'ContinuationToken' },
});

export const headBucket = read(
  'HeadBucket',
  's3:ListBucket',
  // The one thing that S3 always says of a bucket that is there: any gateway can answer 200 with no body.
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
  z.object({ BucketRegion: z.string() }),
  { notSet: ['NotFound', 'NoSuchBucket'] },
);

export const getBucketLocation = read(
  'GetBucketLocation',
  's3:GetBucketLocation',
  // Buckets in us-east-1 answer nothing, very old European ones `EU`.
  z.object({ LocationConstraint: z.string().optional() }),
  { root: 'LocationConstraint' },
);

export const getBucketPolicy = read('GetBucketPolicy', 's3:GetBucketPolicy', z.object({ Policy: z.string() }), {
  notSet: ['NoSuchBucketPolicy'],
});

export const getBucketAcl = read(
  'GetBucketAcl',
  's3:GetBucketAcl',
  z.object({
    Owner: z.object({ ID: z.string().optional() }).optional(),
    Grants: z
      .array(
        z.object({
          Permission: z.string(),
          Grantee: z.object({
            Type: z.string().optional(),
            ID: z.string().optional(),
            URI: z.string().optional(),
            EmailAddress: z.string().optional(),
          }),
        }),
      )
      .default([]),
  }),
  { root: 'AccessControlPolicy' },
);

const blockConfiguration = z.object({
  PublicAccessBlockConfiguration: z.object({
    BlockPublicAcls: z.boolean().default(false),
    IgnorePublicAcls: z.boolean().default(false),
    BlockPublicPolicy: z.boolean().default(false),
    RestrictPublicBuckets: z.boolean().default(false),
  }),
});

export const getPublicAccessBlock = read('GetPublicAccessBlock', 's3:GetBucketPublicAccessBlock', blockConfiguration, {
  notSet: ['NoSuchPublicAccessBlockConfiguration'],
  root: 'PublicAccessBlockConfiguration',
});

export const getAccountPublicAccessBlock = defineOperation({
  service: 's3-control',
  name: 'GetPublicAccessBlock',
  permission: 's3:GetAccountPublicAccessBlock',
  output: blockConfiguration,
  notSet: ['NoSuchPublicAccessBlockConfiguration'],
  root: 'PublicAccessBlockConfiguration',
});

export const getBucketEncryption = read(
  'GetBucketEncryption',
  's3:GetEncryptionConfiguration',
  z.object({
    ServerSideEncryptionConfiguration: z.object({
      Rules: z.array(
        z.object({
          ApplyServerSideEncryptionByDefault: z
            .object({ SSEAlgorithm: z.string(), KMSMasterKeyID: z.string().optional() })
            .optional(),
          BucketKeyEnabled: z.boolean().default(false),
        }),
      ),
    }),
  }),
  { notSet: ['ServerSideEncryptionConfigurationNotFoundError'] },
);

export const getBucketVersioning = read(
  'GetBucketVersioning',
  's3:GetBucketVersioning',
  z.object({
    Status: z.enum(['Enabled', 'Suspended']).optional(),
    MFADelete: z.enum(['Enabled', 'Disabled']).optional(),
  }),
  { root: 'VersioningConfiguration' },
);

export const getObjectLockConfiguration = read(
  'GetObjectLockConfiguration',
  's3:GetBucketObjectLockConfiguration',
  z.object({
    ObjectLockConfiguration: z.object({
      Rule: z
        .object({
          DefaultRetention: z
            .object({
              Mode: z.enum(['GOVERNANCE', 'COMPLIANCE']).optional(),
              Days: z.number().optional(),
              Years: z.number().optional(),
              DefaultEventHold: z.unknown().optional(),
            })
            .optional(),
        })
        .optional(),
    }),
  }),
  { notSet: ['ObjectLockConfigurationNotFoundError'], root: 'ObjectLockConfiguration' },
);

export const getBucketLifecycle = read(
  'GetBucketLifecycleConfiguration',
  's3:GetLifecycleConfiguration',
  z.object({ Rules: z.array(z.unknown()).default([]) }),
  { notSet: ['NoSuchLifecycleConfiguration'], root: 'LifecycleConfiguration' },
);

export const getBucketLogging = read(
  'GetBucketLogging',
  's3:GetBucketLogging',
  z.object({
    LoggingEnabled: z.object({ TargetBucket: z.string(), TargetPrefix: z.string().default('') }).optional(),
  }),
  { root: 'BucketLoggingStatus' },
);

export const getBucketOwnership = read(
  'GetBucketOwnershipControls',
  's3:GetBucketOwnershipControls',
  z.object({ OwnershipControls: z.object({ Rules: z.array(z.object({ ObjectOwnership: z.string() })).min(1) }) }),
  { notSet: ['OwnershipControlsNotFoundError'] },
);

export const getBucketRequestPayment = read(
  'GetBucketRequestPayment',
  's3:GetBucketRequestPayment',
  z.object({ Payer: z.enum(['BucketOwner', 'Requester']) }),
);
