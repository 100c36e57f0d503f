import type { CallSite, CollectContext } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { headBucket } from '../bucket/operations.ts';
import { foreignBucketExists, ownerInScan } from '../bucket/owner.ts';
import { listAccounts } from '../organization/operations.ts';

interface BucketOwner {
  standing: 'in-scan' | 'in-organisation' | 'stranger' | 'missing';
  account?: string;
}

/**
 * Whose bucket a trail writes to. A deleted bucket's name can be taken by anybody, so "it exists" is not enough: S3 is
 * asked with `ExpectedBucketOwner` for each account of the organisation, and only when it refuses all of them, while it
 * answers without, is the owner a stranger.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 */
export async function bucketOwner(
  name: string,
  site: CallSite,
  context: CollectContext,
): Promise<BucketOwner | Unknown> {
  const owner = await ownerInScan(name, context.scope, context);
  if (typeof owner === 'string') return { standing: 'in-scan', account: owner };
  const exists = await foreignBucketExists(name, context);
  if (exists === false) return { standing: 'missing' };
  if (owner instanceof Unknown) return owner;
  if (exists instanceof Unknown) return exists;

  const organisation = await organisationAccounts(site, context);
  let unread: Unknown | undefined;
  for (const account of organisation) {
    if (account instanceof Unknown) {
      unread = account;
      continue;
    }
    const answer = await context.observe(headBucket, { Bucket: name, ExpectedBucketOwner: account }, site);
    if (answer !== undefined && !(answer instanceof Unknown)) return { standing: 'in-organisation', account };
    if (answer instanceof Unknown && answer.reason !== 'access-denied') unread = answer;
  }
  return unread ?? { standing: 'stranger' };
}

/** The organisation's accounts that the scan does not cover; none outside an organisation. */
async function organisationAccounts(
  site: CallSite,
  { scope, observeAll }: CollectContext,
): Promise<(string | Unknown)[]> {
  const membership = await scope.accountFact(site.account, 'membership');
  if (membership === undefined) return [];
  if (membership instanceof Unknown) return [membership];
  const accounts = await observeAll(listAccounts, {}, (item) => item.Id, {
    account: site.account,
    region: scope.defaultRegion,
  });
  return accounts.filter((account) => account instanceof Unknown || !scope.accounts.includes(account));
}
