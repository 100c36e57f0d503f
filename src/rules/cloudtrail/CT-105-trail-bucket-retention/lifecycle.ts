import type { LifecycleRule } from '#src/assets/bucket/model.ts';
import { holdsLogFiles, type LogPlace } from '#src/domain/delivery/log-prefix.ts';

export type VersioningStatus = 'Enabled' | 'Suspended' | 'Off';

/** Log files have at most 50 MB compressed, and no gzip file has less than 20 bytes. */
const LARGEST = 50 * 1024 * 1024;
const SMALLEST = 20;

/** Is a rule for log files of the trail? They have no tags. */
export function reaches(rule: LifecycleRule, place: LogPlace): boolean {
  const { enabled, tagged, prefix, sizeGreaterThan = 0, sizeLessThan = Infinity } = rule;
  const isOfSize = sizeGreaterThan < LARGEST && sizeLessThan > SMALLEST;
  return enabled && tagged !== true && isOfSize && holdsLogFiles(prefix, place);
}

/** On its date a rule expires everything that is there, yesterday's log files too, and goes on doing so every day. */
export function expiresEarly({ expirationDays, expirationDate }: LifecycleRule, minimum: number): boolean {
  return expirationDate !== undefined || (expirationDays !== undefined && expirationDays < minimum);
}

/**
 * Does a rule make a deletion final too early? A log file is written once, so that its deletion leaves one noncurrent
 * version; a rule that keeps some of the newest keeps this one.
 */
export function deletesVersionsEarly(rule: LifecycleRule, minimum: number): boolean {
  const { noncurrentDays, newerNoncurrentVersions = 0 } = rule;
  return noncurrentDays !== undefined && noncurrentDays < minimum && newerNoncurrentVersions === 0;
}

/**
 * Does S3's lifecycle lose log files by these rules? With versioning, expiration only puts a delete marker on top, and
 * the versions below go by noncurrent expiration. Files that were written while it is suspended have no version to
 * keep. https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-actions
 */
export function loses(rules: readonly LifecycleRule[], minimum: number, status: () => VersioningStatus): boolean {
  const expire = rules.some((rule) => expiresEarly(rule, minimum));
  const deleteVersions = rules.some((rule) => deletesVersionsEarly(rule, minimum));
  if (expire === deleteVersions) return expire;
  return expire ? status() !== 'Enabled' : status() !== 'Off';
}

/**
 * How long Object Lock keeps what a rule would delete. Lifecycle cannot bypass it in either mode.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-lifecycle
 */
export function lockedDays(lock: { readonly days?: number; readonly years?: number } | undefined): number {
  return lock?.days ?? (lock?.years ?? 0) * 365;
}

/** `lifecycle rule "tidy" hides them after 30 days`, and `... makes a deletion final after 1 day`, where that is early. */
export function describe(rule: LifecycleRule, minimum: number, status: VersioningStatus | undefined): string[] {
  const name = rule.id === undefined ? 'a lifecycle rule without a name' : `lifecycle rule "${rule.id}"`;
  const texts: string[] = [];
  if (expiresEarly(rule, minimum)) {
    const verb = status === undefined ? 'expires' : status === 'Enabled' ? 'hides' : 'deletes';
    const { expirationDate, expirationDays = 0 } = rule;
    const what =
      expirationDate === undefined
        ? `them after ${days(expirationDays)}`
        : `all of them on ${expirationDate.slice(0, 10)}`;
    texts.push(`${name} ${verb} ${what}`);
  }
  if (status !== 'Off' && deletesVersionsEarly(rule, minimum)) {
    texts.push(`${name} makes a deletion final after ${days(rule.noncurrentDays ?? 0)}`);
  }
  return texts;
}

export const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);
