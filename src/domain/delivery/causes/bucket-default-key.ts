import { type CauseDefinition, type Found, none } from '../cause.ts';
import { refusals } from '../explain.ts';
import { defaultKey, defaultKeyCheck } from '../key-checks.ts';
import { ownBucket } from '../s3-checks.ts';

const likely = (found: Found): Found => ({ ...found, confidence: 'likely' });

/**
 * A trail without a key of its own leaves encryption to the bucket. What CloudTrail then needs of the bucket's key is not
 * documented: all of this is likely at most.
 */
export const bucketDefaultKey: CauseDefinition = {
  id: 'BKT-SSE-KMS',
  area: 'KMS',
  channels: ['s3', 'digest'],
  title: 'The trail has no key, and the default key of the bucket does not let CloudTrail in',
  symptoms: ['AccessDenied', 'KMS.AccessDeniedException'],
  confidence: 'likely',
  blocks: true,
  repair:
    'Let the key policy allow kms:GenerateDataKey* and kms:Decrypt with aws:SourceArn alone, or give the trail a key of its own.',
  find(site) {
    if (site.trail.configuration.kmsKeyId !== undefined) return none;
    const bucket = ownBucket(site);
    if (bucket?.encryption === undefined || !bucket.encryption.algorithm.startsWith('aws:kms')) return none;
    const { keyId } = bucket.encryption;
    const managed =
      keyId === undefined || keyId.endsWith('alias/aws/s3') || defaultKey(site)?.metadata.manager === 'AWS';
    if (managed) {
      return [
        {
          message: `Bucket ${site.trail.configuration.bucketName} encrypts with the AWS managed key aws/s3, whose policy lets in principals of the bucket's account only and cannot be changed.`,
          document: `default encryption of ${site.trail.configuration.bucketName}`,
          element: 'KMSMasterKeyID',
          value: keyId ?? 'aws/s3',
          wanted: 'a customer key, or SSE-S3',
        },
      ];
    }
    const checks = defaultKeyCheck(site);
    return refusals(checks).map(likely);
  },
};
