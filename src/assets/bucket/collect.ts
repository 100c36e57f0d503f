import { defineCollector } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { answer } from '../answer.ts';
import { bucketName } from '#src/domain/aws/arn.ts';
import { globalRegion } from '#src/domain/aws/partition.ts';
import { lifecycleRule } from './lifecycle.ts';
import { bucket } from './model.ts';
import * as s3 from './operations.ts';
import { foreignBucketExists, ownerInScan } from './owner.ts';

function blocks({
  PublicAccessBlockConfiguration: block,
}: {
  PublicAccessBlockConfiguration: Record<
    'BlockPublicAcls' | 'IgnorePublicAcls' | 'BlockPublicPolicy' | 'RestrictPublicBuckets',
    boolean
  >;
}) {
  return {
    blockPublicAcls: block.BlockPublicAcls,
    ignorePublicAcls: block.IgnorePublicAcls,
    blockPublicPolicy: block.BlockPublicPolicy,
    restrictPublicBuckets: block.RestrictPublicBuckets,
  };
}

/** It holds each new object until an event that nobody can foretell, and for some time after. */
const EVENT_HOLD = new Unknown(
  'unresolved-reference',
  'how long a default event hold keeps an object depends on its event',
);

export const collectBucket = defineCollector({
  kind: bucket,
  locate: {
    operations: [s3.listBuckets, s3.headBucket, s3.getBucketLocation],
    async find(id, context) {
      const name = bucketName(id);
      const owner = await ownerInScan(name, context.scope, context);
      if (typeof owner !== 'string') {
        const exists = await foreignBucketExists(name, context);
        if (exists === false) return 'missing';
        // Without the list of our own buckets nobody knows whose it is: that list is what is missing.
        if (owner instanceof Unknown) return owner;
        if (exists instanceof Unknown) return exists;
        const detail = `bucket ${name} belongs to an account that is not in this scan; scan its account as well`;
        return new Unknown('other-account', detail);
      }
      const home = { account: owner, region: globalRegion(context.scope.partition) };
      const location = await context.observe(s3.getBucketLocation, { Bucket: name }, home);
      // Without the location the calls go to the region of what names the bucket and follow S3's redirect.
      const region =
        location === undefined || location instanceof Unknown
          ? context.from.region
          : regionOf(location.LocationConstraint, context.scope.partition);
      return { id, name, account: owner, region };
    },
  },
  facts: {
    location: {
      operations: [s3.getBucketLocation],
      collect: ({ self, scope, observe }) =>
        answer(
          observe(s3.getBucketLocation, { Bucket: self.name }, { region: globalRegion(scope.partition) }),
          ({ LocationConstraint }) => regionOf(LocationConstraint, scope.partition),
        ),
    },
    policy: {
      operations: [s3.getBucketPolicy],
      collect: ({ self, observe }) =>
        answer(observe(s3.getBucketPolicy, { Bucket: self.name }), ({ Policy }) => Policy),
    },
    acl: {
      operations: [s3.getBucketAcl],
      collect: ({ self, observe }) =>
        answer(observe(s3.getBucketAcl, { Bucket: self.name }), ({ Owner, Grants }) => ({
          owner: Owner?.ID,
          grants: Grants.map(({ Permission, Grantee }) => ({
            grantee: Grantee.URI ?? Grantee.ID ?? Grantee.EmailAddress ?? '',
            group: Grantee.URI !== undefined,
            permission: Permission,
          })),
        })),
    },
    publicAccessBlock: {
      operations: [s3.getPublicAccessBlock],
      collect: ({ self, observe }) => answer(observe(s3.getPublicAccessBlock, { Bucket: self.name }), blocks),
    },
    accountPublicAccessBlock: {
      operations: [s3.getAccountPublicAccessBlock],
      collect: ({ self, scope, observe }) =>
        answer(
          observe(
            s3.getAccountPublicAccessBlock,
            { AccountId: self.account },
            { region: globalRegion(scope.partition) },
          ),
          blocks,
        ),
    },
    encryption: {
      operations: [s3.getBucketEncryption],
      collect: ({ self, observe }) =>
        answer(observe(s3.getBucketEncryption, { Bucket: self.name }), ({ ServerSideEncryptionConfiguration }) => {
          const rule = ServerSideEncryptionConfiguration.Rules[0];
          const byDefault = rule?.ApplyServerSideEncryptionByDefault;
          return byDefault === undefined
            ? undefined
            : {
                algorithm: byDefault.SSEAlgorithm,
                keyId: byDefault.KMSMasterKeyID,
                bucketKey: rule?.BucketKeyEnabled ?? false,
              };
        }),
    },
    versioning: {
      operations: [s3.getBucketVersioning],
      collect: ({ self, observe }) =>
        answer(observe(s3.getBucketVersioning, { Bucket: self.name }), ({ Status, MFADelete }) => ({
          status: Status ?? ('Off' as const),
          mfaDelete: MFADelete === 'Enabled',
        })),
    },
    objectLock: {
      operations: [s3.getObjectLockConfiguration],
      collect: ({ self, observe }) =>
        answer(observe(s3.getObjectLockConfiguration, { Bucket: self.name }), ({ ObjectLockConfiguration }) => {
          const { Mode, Days, Years, DefaultEventHold } = ObjectLockConfiguration.Rule?.DefaultRetention ?? {};
          return Mode === undefined && DefaultEventHold !== undefined
            ? EVENT_HOLD
            : { mode: Mode, days: Days, years: Years };
        }),
    },
    lifecycle: {
      operations: [s3.getBucketLifecycle],
      collect: ({ self, observe }) =>
        answer(observe(s3.getBucketLifecycle, { Bucket: self.name }), ({ Rules }) => ({
          rules: Rules.map(lifecycleRule),
        })),
    },
    accessLogging: {
      operations: [s3.getBucketLogging],
      collect: ({ self, observe }) =>
        answer(
          observe(s3.getBucketLogging, { Bucket: self.name }),
          ({ LoggingEnabled }) =>
            LoggingEnabled && { targetBucket: LoggingEnabled.TargetBucket, targetPrefix: LoggingEnabled.TargetPrefix },
        ),
    },
    ownership: {
      operations: [s3.getBucketOwnership],
      collect: ({ self, observe }) =>
        answer(
          observe(s3.getBucketOwnership, { Bucket: self.name }),
          ({ OwnershipControls }) => OwnershipControls.Rules[0]!.ObjectOwnership,
        ),
    },
    requestPayer: {
      operations: [s3.getBucketRequestPayment],
      collect: ({ self, observe }) =>
        answer(observe(s3.getBucketRequestPayment, { Bucket: self.name }), ({ Payer }) => Payer),
    },
  },
});

function regionOf(constraint: string | undefined, partition: string): string {
  if (constraint === undefined || constraint === '') return globalRegion(partition);
  return constraint === 'EU' ? 'eu-west-1' : constraint;
}
