import type { CauseDefinition } from './cause.ts';
import { bucketDefaultKey } from './causes/bucket-default-key.ts';
import { aliasDangling, keyDisabled, keyMissing, keyPending, keyRegion, keyState, keyUsage } from './causes/kms-key.ts';
import {
  encryptionContext,
  foreignKey,
  keyCondition,
  keyDeny,
  keyResourceControl,
  keySourceArn,
  noDecrypt,
  noDescribe,
  noEncryptStatement,
  viaService,
} from './causes/kms-policy.ts';
import {
  groupAccount,
  groupArn,
  groupMissing,
  groupRegion,
  groupRetention,
  halfConfigured,
  roleMissing,
} from './causes/logs-destination.ts';
import { logGroupKey } from './causes/logs-key.ts';
import {
  rolePermissions,
  roleResourceControl,
  roleServiceControl,
  roleTrust,
  streamPattern,
} from './causes/logs-role.ts';
import { optInHome, serviceLinkedRole, trustedAccess } from './causes/organization.ts';
import {
  bucketForeign,
  bucketLifecycle,
  bucketMissing,
  bucketPartition,
  prefixInvalid,
  requesterPays,
} from './causes/s3-bucket.ts';
import { aclCondition, otherCondition, sourceAccount, sourceArn } from './causes/s3-conditions.ts';
import { bucketDeny, encryptionHeaders, resourceControlDeny } from './causes/s3-deny.ts';
import { organizationPath, wrongAccount, wrongPrefix } from './causes/s3-resource.ts';
import { legacyPrincipal, noAclStatement, noPolicy, noPutStatement } from './causes/s3-statements.ts';
import { topicKeyManaged, topicKeyPolicy, topicKeyState } from './causes/sns-key.ts';
import {
  noPublishStatement,
  noSubscriber,
  topicCondition,
  topicDeny,
  topicFifo,
  topicLegacy,
  topicMissing,
  topicRegion,
  topicSourceArn,
} from './causes/sns.ts';

/** Every known cause, in the order in which a delivery meets them: what blocks first stands first. */
export const catalogue: readonly CauseDefinition[] = [
  // Does anything leave the account at all?
  trustedAccess,
  serviceLinkedRole,
  optInHome,
  // Is there a bucket, and is it one that CloudTrail can write to?
  bucketMissing,
  bucketForeign,
  bucketPartition,
  requesterPays,
  // A Deny decides before any Allow is looked for.
  resourceControlDeny,
  bucketDeny,
  encryptionHeaders,
  // What the bucket policy must allow.
  noPolicy,
  noAclStatement,
  noPutStatement,
  legacyPrincipal,
  wrongPrefix,
  wrongAccount,
  organizationPath,
  sourceArn,
  sourceAccount,
  aclCondition,
  otherCondition,
  // S3 asks the key once it lets the object in.
  keyMissing,
  aliasDangling,
  keyDisabled,
  keyPending,
  keyState,
  keyUsage,
  keyRegion,
  keyResourceControl,
  keyDeny,
  noEncryptStatement,
  encryptionContext,
  keySourceArn,
  keyCondition,
  viaService,
  bucketDefaultKey,
  foreignKey,
  noDescribe,
  noDecrypt,
  // Notifications.
  topicMissing,
  topicRegion,
  topicFifo,
  topicDeny,
  noPublishStatement,
  topicLegacy,
  topicSourceArn,
  topicCondition,
  topicKeyState,
  topicKeyManaged,
  topicKeyPolicy,
  // CloudWatch Logs: role first, then the group.
  halfConfigured,
  groupArn,
  groupRegion,
  groupAccount,
  roleMissing,
  roleResourceControl,
  roleTrust,
  roleServiceControl,
  rolePermissions,
  streamPattern,
  groupMissing,
  logGroupKey,
  // Nothing is refused, and the files are of no use.
  prefixInvalid,
  bucketLifecycle,
  noSubscriber,
  groupRetention,
];

/** Rows of the old advice that are no causes: they stay silent, and tests hold them to it. */
export const notCauses: readonly { readonly what: string; readonly why: string }[] = [
  { what: 'Block Public Access', why: 'a policy that names a service is not public, whatever its four flags say' },
  { what: 'versioning and MFA delete', why: 'they keep what is there and refuse no new object' },
  { what: 'Object Lock with default retention', why: 'CloudTrail sends the checksum that such a bucket asks for' },
  { what: 'replication', why: 'it copies what has arrived' },
  { what: 'BucketOwnerEnforced ownership', why: 'the canned ACL bucket-owner-full-control is accepted there' },
];
