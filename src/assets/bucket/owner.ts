import type { Observer, Scope } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { globalRegion } from '#src/domain/aws/partition.ts';
import { headBucket, listBuckets } from './operations.ts';

/** The account of the scan that owns a bucket, `undefined` when none does; unknown when a list could not be read. */
export async function ownerInScan(
  name: string,
  scope: Scope,
  { observeAll }: Observer,
): Promise<string | undefined | Unknown> {
  const region = globalRegion(scope.partition);
  // All accounts at once: hardly a scan's buckets are all in its first account, and each list is asked for once.
  const lists = await Promise.all(
    scope.accounts.map((account) => observeAll(listBuckets, {}, (item) => item.Name, { account, region })),
  );
  const owner = lists.findIndex((names) => names.includes(name));
  if (owner !== -1) return scope.accounts[owner];
  return lists.flat().find((element) => element instanceof Unknown);
}

/** Whether a bucket that no account of the scan owns exists at all, asked from the account whose trail names it. */
export async function foreignBucketExists(name: string, { observe }: Observer): Promise<boolean | Unknown> {
  const answer = await observe(headBucket, { Bucket: name });
  if (answer === undefined) return false;
  if (!(answer instanceof Unknown)) return true;
  if (answer.reason !== 'access-denied') return answer;
  // A stranger's bucket refuses a role that may do everything; a role without the permission is refused alike, even where
  // there is no bucket. The answer has no text that tells which: both ways out are named, and the first counts as advice.
  const ways = `scan its account as well, or grant ${headBucket.permission} if the role lacks it`;
  const detail = `bucket ${name} is in no account of this scan, and ${answer.detail}; ${ways}`;
  return new Unknown('other-account', detail);
}
