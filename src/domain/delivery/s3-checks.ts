import { attempt } from '../../core/three-valued.ts';
import { UnknownRead } from '../../core/unknown.ts';
import type { BucketInput } from './inputs.ts';
import { checkPolicy } from './check.ts';
import type { NamedCheck } from './explain.ts';
import { bucketAclRequest, type FileKind, putObjectRequest } from './requests.ts';
import { documentOf, type Site } from './site.ts';

/** The bucket, where there is one that a policy could let CloudTrail into. */
export function ownBucket({ trail }: Site): BucketInput | undefined {
  const { standing } = trail.bucketOwner;
  return standing === 'missing' || standing === 'stranger' ? undefined : trail.bucket;
}

/** What CloudTrail asks of the bucket at a site of the channels `s3` and `digest`, each held against the bucket policy. */
export function bucketChecks(site: Site): readonly NamedCheck[] {
  return site.onceHere('bucket checks', () => makeChecks(site));
}

function makeChecks(site: Site): readonly NamedCheck[] {
  const bucket = ownBucket(site);
  if (bucket?.policy === undefined) return [];
  const policy = documentOf(site, bucket.policy, 'bucket.policy');
  const document = `bucket policy of ${site.trail.configuration.bucketName}`;
  const acl = (): NamedCheck => ({
    ...checkPolicy(policy, bucketAclRequest(site), 'bucket.policy'),
    document,
    purpose: 'read the ACL of the bucket',
  });
  const put = (kind: FileKind, what: string): NamedCheck =>
    site.once(`put ${kind} ${site.account} ${site.region}`, () => ({
      ...checkPolicy(policy, putObjectRequest(site, kind), 'bucket.policy'),
      document,
      purpose: `write ${what}`,
    }));
  const aclCheck = site.once('bucket acl', acl);
  if (site.channel === 'digest') return [aclCheck, put('CloudTrail-Digest', 'digest files')];
  return [
    aclCheck,
    put('CloudTrail', 'log files'),
    ...insights(site, () => put('CloudTrail-Insight', 'Insights events')),
  ];
}

/** Where it is not known whether Insights are on, that matters only if the bucket would refuse them. */
function insights(site: Site, check: () => NamedCheck): NamedCheck[] {
  const count = attempt(() => site.trail.insightSelectors.length);
  if (count === 0) return [];
  const made = check();
  if (count instanceof UnknownRead) {
    if (made.allowed === 'yes' && made.denies.length === 0) return [];
    throw count;
  }
  return [made];
}
