import { type CauseDefinition, none } from '../cause.ts';
import type { Gap } from '../check.ts';
import { gapFound, type NamedCheck, unmentioned } from '../explain.ts';
import { CLOUDTRAIL } from '../requests.ts';
import { bucketChecks, ownBucket } from '../s3-checks.ts';

const channels = ['s3', 'digest'] as const;
const symptoms = ['AccessDenied', 'InsufficientS3BucketPolicyException'];

export const isAcl = ({ request }: NamedCheck): boolean => request.action === 's3:GetBucketAcl';
export const isPut = ({ request }: NamedCheck): boolean => request.action === 's3:PutObject';

export const noPolicy: CauseDefinition = {
  id: 'S3-NOPOLICY',
  area: 'S3',
  channels,
  title: 'The bucket has no policy',
  symptoms,
  confidence: 'certain',
  blocks: true,
  repair: 'Give the bucket the policy that CloudTrail needs: GetBucketAcl on the bucket and PutObject below AWSLogs/.',
  find(site) {
    const bucket = ownBucket(site);
    if (bucket === undefined || bucket.policy !== undefined) return none;
    const { bucketName } = site.trail.configuration;
    return [
      {
        message: `Bucket ${bucketName} has no policy, and CloudTrail is let in by nothing else.`,
        document: `bucket policy of ${bucketName}`,
        element: 'Statement',
        wanted: `Allow s3:GetBucketAcl and s3:PutObject to ${CLOUDTRAIL}`,
      },
    ];
  },
};

export const noAclStatement: CauseDefinition = {
  id: 'S3-NO-ACL-STMT',
  area: 'S3',
  channels,
  title: 'No statement of the bucket policy lets CloudTrail read the ACL of the bucket',
  symptoms,
  confidence: 'certain',
  blocks: true,
  repair: 'Add the statement AWSCloudTrailAclCheck20150319: Allow s3:GetBucketAcl on the ARN of the bucket itself.',
  find(site) {
    const checks = bucketChecks(site).filter(isAcl);
    return [...unmentioned(checks), ...gapFound(checks, ({ part }) => part.kind === 'resource')];
  },
};

export const noPutStatement: CauseDefinition = {
  id: 'S3-NO-PUT-STMT',
  area: 'S3',
  channels,
  title: 'No statement of the bucket policy lets CloudTrail write objects',
  symptoms,
  confidence: 'certain',
  blocks: true,
  repair: 'Add the statement AWSCloudTrailWrite20150319: Allow s3:PutObject below AWSLogs/ for this trail.',
  find: (site) => unmentioned(bucketChecks(site).filter(isPut)),
};

const isLegacy = ({ part }: Gap): boolean => part.kind === 'principal';

export const legacyPrincipal: CauseDefinition = {
  id: 'S3-LEGACY-PRINCIPAL',
  area: 'S3',
  channels,
  title: 'The bucket policy names accounts in place of the service',
  symptoms,
  confidence: 'certain',
  blocks: true,
  repair: `Replace the account principals by {"Service": "${CLOUDTRAIL}"}: the accounts of the old guide cover old regions only.`,
  find: (site) => gapFound(bucketChecks(site), isLegacy, () => `{"Service": "${CLOUDTRAIL}"}`),
};
