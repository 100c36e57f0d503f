import { parseArn } from '../../aws/arn.ts';
import { type CauseDefinition, type Found, none } from '../cause.ts';
import { defaultKey, fileKey, trailKey } from '../key-checks.ts';
import { type KeyFault, keyFault, keyFaultFound } from '../key-state.ts';
import { ownBucket } from '../s3-checks.ts';
import type { Site } from '../site.ts';

const common = { area: 'KMS', channels: ['s3', 'digest'], confidence: 'certain', blocks: true } as const;

const isAlias = (reference: string): boolean => /(?:^|:)alias\//.test(reference);

/** The reference to a key that AWS says does not exist. */
function missingKey(site: Site): string | undefined {
  const { kmsKeyId } = site.trail.configuration;
  if (kmsKeyId !== undefined) return trailKey(site) === undefined ? kmsKeyId : undefined;
  const reference = ownBucket(site)?.encryption?.keyId;
  return reference !== undefined && defaultKey(site) === undefined ? reference : undefined;
}

export const keyMissing: CauseDefinition = {
  ...common,
  id: 'KMS-MISSING',
  title: 'The key that encrypts the log files does not exist',
  symptoms: ['KMS.NotFoundException', 'KmsKeyNotFoundException'],
  repair:
    'Point the trail at a key that exists, or take the key out of the trail; a deleted key cannot be brought back.',
  find(site) {
    const reference = missingKey(site);
    if (reference === undefined || isAlias(reference)) return none;
    return [
      { message: `Key ${reference} does not exist.`, document: reference, element: 'KmsKeyId', value: reference },
    ];
  },
};

export const aliasDangling: CauseDefinition = {
  ...common,
  id: 'KMS-ALIAS-DANGLING',
  title: 'The key is named by an alias that leads nowhere',
  symptoms: ['KMS.NotFoundException', 'KmsKeyNotFoundException'],
  repair: 'Name the key by its ARN, or let the alias point at a key again.',
  find(site) {
    const reference = missingKey(site);
    if (reference === undefined || !isAlias(reference)) return none;
    return [
      {
        message: `Alias ${reference} leads to no key.`,
        document: reference,
        element: 'KmsKeyId',
        value: reference,
        wanted: 'the ARN of a key',
      },
    ];
  },
};

function stateCause(fault: KeyFault) {
  return (site: Site): readonly Found[] => {
    const key = fileKey(site);
    return key === undefined || keyFault(key) !== fault ? none : [keyFaultFound(key, fault)];
  };
}

export const keyDisabled: CauseDefinition = {
  ...common,
  id: 'KMS-DISABLED',
  title: 'The key is disabled',
  symptoms: ['KMS.DisabledException'],
  repair: 'Enable the key.',
  find: stateCause('disabled'),
};

export const keyPending: CauseDefinition = {
  ...common,
  id: 'KMS-PENDING',
  title: 'The key waits for its deletion',
  symptoms: ['KMS.KMSInvalidStateException'],
  repair: 'Cancel the deletion, then enable the key: cancelling leaves it disabled.',
  find: stateCause('pending-deletion'),
};

export const keyState: CauseDefinition = {
  ...common,
  id: 'KMS-STATE',
  title: 'The key is in a state in which it encrypts nothing',
  symptoms: ['KMS.KMSInvalidStateException'],
  repair: 'Import the key material again, or reconnect the key store that holds it.',
  find: stateCause('unusable'),
};

export const keyUsage: CauseDefinition = {
  ...common,
  id: 'KMS-USAGE',
  title: 'The key is not a symmetric key for encryption',
  symptoms: ['KMS.InvalidKeyUsageException', 'InvalidKmsKeyIdException', 'AccessDenied'],
  repair: 'Point the trail at a symmetric key for encryption and decryption.',
  find: stateCause('wrong-usage'),
};

export const keyRegion: CauseDefinition = {
  ...common,
  id: 'KMS-REGION',
  title: 'The key is in another region than the bucket',
  symptoms: ['KmsKeyNotFoundException', 'KMS.NotFoundException', 'InvalidRequest'],
  repair: 'Point the trail at a key in the region of the bucket; a replica of a multi-region key will do.',
  find(site) {
    const { kmsKeyId } = site.trail.configuration;
    const region = kmsKeyId === undefined ? undefined : parseArn(kmsKeyId)?.region;
    if (region === undefined || region === '') return none;
    const bucket = ownBucket(site);
    if (bucket === undefined || bucket.location === region) return none;
    return [
      {
        message: `Key ${kmsKeyId} is in ${region}, and bucket ${site.trail.configuration.bucketName} is in ${bucket.location}.`,
        document: kmsKeyId!,
        element: 'region',
        value: region,
        wanted: bucket.location,
      },
    ];
  },
};
