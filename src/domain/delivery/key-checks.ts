import { checkPolicy } from './check.ts';
import type { NamedCheck } from './explain.ts';
import type { KeyInput } from './inputs.ts';
import { keyFault } from './key-state.ts';
import { bucketKeyRequest, trailKeyRequest } from './requests.ts';
import { ownBucket } from './s3-checks.ts';
import { documentOf, type Site } from './site.ts';

/** The trail's own key; nothing when it has none or when the key is gone. */
export function trailKey({ trail }: Site): KeyInput | undefined {
  return trail.configuration.kmsKeyId === undefined ? undefined : trail.key;
}

/** The key that encrypts the files: the trail's, else the customer key of the bucket's default encryption. */
export function fileKey(site: Site): KeyInput | undefined {
  return site.trail.configuration.kmsKeyId === undefined ? defaultKey(site) : trailKey(site);
}

/** The key of the bucket's default encryption, where that is what encrypts the files. */
export function defaultKey(site: Site): KeyInput | undefined {
  if (site.trail.configuration.kmsKeyId !== undefined) return undefined;
  const bucket = ownBucket(site);
  return bucket?.encryption?.keyId === undefined ? undefined : bucket.key;
}

/** A key that is out of service answers nobody: its policy matters when it is back. */
const works = (key: KeyInput): boolean => keyFault(key) === undefined;

/** A request that CloudTrail makes of the trail's key, held against the key policy. */
export function trailKeyCheck(site: Site, action: string, purpose: string): readonly NamedCheck[] {
  const key = trailKey(site);
  if (key === undefined || !works(key)) return [];
  return site.once(`trail key ${action}`, () => {
    const policy = documentOf(site, key.policy, 'key.policy');
    const check = checkPolicy(policy, trailKeyRequest(site, action, key.metadata.arn), 'key.policy');
    return [{ ...check, document: `key policy of ${key.id}`, purpose }];
  });
}

export const encryptCheck = (site: Site): readonly NamedCheck[] =>
  trailKeyCheck(site, 'kms:GenerateDataKey', 'encrypt log files');

/** The same for the key of the bucket's default encryption. */
export function defaultKeyCheck(site: Site): readonly NamedCheck[] {
  const key = defaultKey(site);
  if (key === undefined || key.metadata.manager === 'AWS' || !works(key)) return [];
  return site.once('default key', () => {
    const policy = documentOf(site, key.policy, 'bucket.key.policy');
    const check = checkPolicy(policy, bucketKeyRequest(site, key.metadata.arn), 'bucket.key.policy');
    return [
      {
        ...check,
        document: `key policy of ${key.id}`,
        purpose: 'encrypt log files with the default key of the bucket',
      },
    ];
  });
}
