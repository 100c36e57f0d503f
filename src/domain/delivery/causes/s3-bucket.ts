import { bucketArn } from '../../aws/arn.ts';
import { partitionOf } from '../../aws/partition.ts';
import { type CauseDefinition, type Found, none } from '../cause.ts';
import { holdsLogFiles } from '../log-prefix.ts';
import { ownBucket } from '../s3-checks.ts';

const channels = ['s3', 'digest'] as const;

export const bucketMissing: CauseDefinition = {
  id: 'S3-MISSING',
  area: 'S3',
  channels,
  title: 'The bucket does not exist',
  symptoms: ['NoSuchBucket'],
  confidence: 'certain',
  blocks: true,
  repair:
    'Create a bucket of the same name in the same region with the policy that CloudTrail needs: it keeps trying for 30 days and delivers the backlog. Or point the trail at another bucket.',
  find({ trail, partition }) {
    if (trail.bucketOwner.standing !== 'missing') return none;
    const bucket = bucketArn(partition, trail.configuration.bucketName);
    return [{ message: `Bucket ${bucket} does not exist.`, document: bucket }];
  },
};

export const bucketForeign: CauseDefinition = {
  id: 'S3-FOREIGN',
  area: 'S3',
  channels,
  title: 'The bucket belongs to an account outside the organisation',
  symptoms: ['AccessDenied', 'AllAccessDisabled'],
  // A stranger may let CloudTrail in: then the files arrive, and he has them. CT-102 reports that.
  confidence: 'likely',
  blocks: true,
  repair: 'Point the trail at a bucket of your own at once, and find out who took the name.',
  find({ trail, partition }) {
    if (trail.bucketOwner.standing !== 'stranger') return none;
    const bucket = bucketArn(partition, trail.configuration.bucketName);
    return [
      {
        message: `Bucket ${bucket} belongs to an account that neither this scan nor the organisation knows: the name of a deleted bucket can be taken by anybody.`,
        document: bucket,
      },
    ];
  },
};

export const bucketPartition: CauseDefinition = {
  id: 'S3-PARTITION',
  area: 'S3',
  channels,
  title: 'The bucket is in another partition than the trail',
  symptoms: ['NoSuchBucket', 'AccessDenied'],
  confidence: 'certain',
  blocks: true,
  repair: "Make a bucket in the trail's own partition and point the trail at it.",
  find(site) {
    const bucket = ownBucket(site);
    if (bucket === undefined) return none;
    const partition = partitionOf(bucket.location);
    if (partition === site.partition) return none;
    return [
      {
        message: `Bucket ${site.trail.configuration.bucketName} is in ${bucket.location}, partition ${partition}; the trail is in partition ${site.partition}, and no trail crosses partitions.`,
        element: 'region',
        value: bucket.location,
        wanted: `a region of ${site.partition}`,
      },
    ];
  },
};

export const prefixInvalid: CauseDefinition = {
  id: 'S3-PREFIX-INVALID',
  area: 'S3',
  channels,
  title: 'The key prefix is one that CloudTrail does not accept',
  symptoms: ['InvalidS3PrefixException'],
  confidence: 'certain',
  // CloudTrail refuses it when the trail is written; a trail that has it was made before.
  blocks: false,
  repair: 'Give the trail a prefix of at most 200 characters without AWSLogs/ in it.',
  find({ trail }) {
    const { keyPrefix = '' } = trail.configuration;
    const found: Found[] = [];
    const add = (message: string, wanted: string): void => {
      found.push({ message, element: 'S3KeyPrefix', value: keyPrefix.slice(0, 80), wanted });
    };
    if (`${keyPrefix}/`.includes('AWSLogs/')) {
      add(`The prefix "${keyPrefix}" holds AWSLogs/, which CloudTrail adds itself.`, 'a prefix without AWSLogs/');
    }
    if (keyPrefix.length > 200) {
      add(`The prefix has ${keyPrefix.length} characters; CloudTrail takes 200.`, 'at most 200 characters');
    }
    return found;
  },
};

export const requesterPays: CauseDefinition = {
  id: 'S3-REQUESTER-PAYS',
  area: 'S3',
  channels,
  title: 'The bucket asks whoever makes a request to pay',
  symptoms: ['AccessDenied'],
  confidence: 'certain',
  blocks: true,
  repair: 'Let the bucket owner pay: put-bucket-request-payment with Payer=BucketOwner.',
  find(site) {
    if (ownBucket(site)?.requestPayer !== 'Requester') return none;
    return [
      {
        message: `Bucket ${site.trail.configuration.bucketName} is a Requester Pays bucket, and CloudTrail does not pay.`,
        element: 'Payer',
        value: 'Requester',
        wanted: 'BucketOwner',
      },
    ];
  },
};

/** Files that are gone, or out of reach of validation, within this many days are as good as not delivered. */
const TOO_SOON_DAYS = 30;
const ARCHIVES = new Set(['GLACIER', 'DEEP_ARCHIVE']);

export const bucketLifecycle: CauseDefinition = {
  id: 'S3-LIFECYCLE',
  area: 'S3',
  channels,
  title: 'A lifecycle rule takes the files away soon after they are delivered',
  symptoms: [],
  confidence: 'certain',
  blocks: false,
  repair: 'Change the lifecycle rule so that the log files stay readable for as long as they must be kept.',
  find(site) {
    const { keyPrefix, isOrganization } = site.trail.configuration;
    const place = { keyPrefix, isOrganization, account: site.trail.account };
    const found: Found[] = [];
    for (const { enabled, prefix, narrowed, expirationDays, transitions } of ownBucket(site)?.lifecycle?.rules ?? []) {
      if (!enabled || narrowed || !holdsLogFiles(prefix, place)) continue;
      const where = `The lifecycle rule for ${prefix === '' ? 'the whole bucket' : `"${prefix}"`}`;
      if (expirationDays !== undefined && expirationDays <= TOO_SOON_DAYS) {
        found.push({
          message: `${where} deletes the files after ${expirationDays} days: they are delivered, and vanish.`,
          element: 'Expiration',
          value: String(expirationDays),
        });
      }
      const archive = transitions.find(
        ({ storageClass, days }) => ARCHIVES.has(storageClass) && days !== undefined && days <= TOO_SOON_DAYS,
      );
      if (archive !== undefined) {
        found.push({
          message: `${where} moves the files to ${archive.storageClass} after ${archive.days} days, where they cannot be validated without restoring them.`,
          element: 'Transition',
          value: archive.storageClass,
        });
      }
    }
    return found;
  },
};
