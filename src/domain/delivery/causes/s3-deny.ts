import type { StatementTrace } from '../../policy/trace.ts';
import { type CauseDefinition, type Found, none } from '../cause.ts';
import { statusFields } from '../channel.ts';
import { denyFound } from '../explain.ts';
import { resourceControlChecks } from '../organization-policies.ts';
import { putObjectRequest } from '../requests.ts';
import { bucketChecks, ownBucket } from '../s3-checks.ts';
import { statementLabel } from '../../policy/document.ts';
import { documentOf, type Site } from '../site.ts';

const channels = ['s3', 'digest'] as const;

const isAboutEncryption = (key: string): boolean => key.toLowerCase().startsWith('s3:x-amz-server-side-encryption');

/** Whether only the encryption headers, which AWS does not document, keep it from being told. */
const hingesOnHeaders = ({ result, conditions }: StatementTrace): boolean =>
  result === 'unknown' &&
  conditions.some((condition) => condition.result === 'unknown' && isAboutEncryption(condition.key));

export const bucketDeny: CauseDefinition = {
  id: 'S3-DENY',
  area: 'S3',
  channels,
  title: 'A Deny of the bucket policy matches CloudTrail',
  symptoms: ['AccessDenied', 'InsufficientS3BucketPolicyException'],
  confidence: 'certain',
  blocks: true,
  repair:
    'Leave services out of the Deny ("Bool": {"aws:PrincipalIsAWSService": "false"} as a further condition), or delete it; no Allow overrides it.',
  find: (site) => denyFound(bucketChecks(site), (statement) => !hingesOnHeaders(statement)),
};

export const resourceControlDeny: CauseDefinition = {
  id: 'S3-RCP',
  area: 'S3',
  channels,
  title: 'A resource control policy of the organisation denies CloudTrail',
  symptoms: ['AccessDenied'],
  confidence: 'certain',
  blocks: true,
  repair: 'Ask whoever administers the organisation to leave AWS services out of the Deny (aws:PrincipalIsAWSService).',
  find(site) {
    const { bucketOwner } = site.trail;
    if (bucketOwner.standing === 'missing' || bucketOwner.standing === 'stranger') return none;
    if (site.trail.organization === undefined) return none;
    const account = bucketOwner.account ?? '';
    const kind = site.channel === 'digest' ? 'CloudTrail-Digest' : 'CloudTrail';
    return denyFound(
      resourceControlChecks(
        site,
        account,
        () => putObjectRequest(site, kind),
        `write to ${site.trail.configuration.bucketName}`,
      ),
    );
  },
};

/**
 * Until 2025-05-22 digests were encrypted by S3 whatever key the trail had; a Deny that asks for headers of encryption may still
 * hit one kind of file and not the other. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-document-history.html
 */
export const encryptionHeaders: CauseDefinition = {
  id: 'DIGEST-SSE',
  area: 'KMS',
  channels,
  title: 'A Deny of the bucket policy asks for encryption headers that this kind of file may not carry',
  symptoms: ['AccessDenied'],
  confidence: 'likely',
  blocks: true,
  repair:
    'Leave CloudTrail-Digest/ and services out of the Deny, and let the default encryption of the bucket do its work.',
  find(site) {
    const unclear = denyFound(bucketChecks(site), hingesOnHeaders);
    return unclear.length > 0 ? unclear : oneKindOnly(site);
  },
};

/** One kind of file is refused while the other arrives: a Deny about encryption headers is what can tell them apart. */
function oneKindOnly(site: Site): Found[] {
  const bucket = ownBucket(site);
  const status = site.trail.status[site.account]?.[site.region];
  if (bucket?.policy === undefined || status === undefined || !site.trail.configuration.logFileValidation) return [];
  const other = site.channel === 's3' ? 'digest' : 's3';
  if (status[statusFields[site.channel].error] !== 'AccessDenied') return [];
  if (status[statusFields[other].error] !== undefined || status[statusFields[other].time] === undefined) return [];
  const { statements } = documentOf(site, bucket.policy, 'bucket.policy');
  return statements.flatMap((statement) => {
    const condition = statement.conditions.find((one) => 'key' in one && isAboutEncryption(one.key));
    if (statement.effect !== 'Deny' || condition === undefined || !('key' in condition)) return [];
    const label = statementLabel(statement);
    const document = `bucket policy of ${site.trail.configuration.bucketName}`;
    return [
      {
        message: `${label} of the ${document} (a Deny) asks for ${condition.key}, and only one kind of file is refused: these files may not carry that header.`,
        document,
        statement: label,
        element: condition.key,
        value: condition.operator.name,
      },
    ];
  });
}
