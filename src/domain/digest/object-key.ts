/**
 * Where CloudTrail puts log files and digests. The two kinds of key are parsed from both ends, because a trail's
 * name may contain `_`, `-` and `.`.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */

/** One account and region under one prefix: the folder that holds a region's log files, and beside it its digests. */
export interface Location {
  /** The trail's key prefix without slash at its end; empty when there is none. */
  readonly prefix: string;
  readonly organization: string | undefined;
  readonly account: string;
  readonly region: string;
}

export interface DigestKey extends Location {
  readonly trail: string;
  readonly homeRegion: string;
  /** Milliseconds since the epoch: the digest's end, as its name says. */
  readonly end: number;
  readonly backfill: boolean;
}

const folders =
  /^(?:(.+)\/)?AWSLogs\/(?:(o-[a-z0-9]{4,32})\/)?(\d{12})\/(CloudTrail|CloudTrail-Digest)\/([a-z0-9-]{4,40})\/(\d{4})\/(\d\d)\/(\d\d)\/([^/]+)$/;
const digestTail = /^(.+)_([a-z0-9-]{4,40})_(\d{8}T\d{6}Z)(_backfill)?\.json\.gz$/;

/** Parses a digest's object key; undefined when it is none, or when its folder's date is not that of its name. */
export function parseDigestKey(key: string): DigestKey | undefined {
  const path = parseFolders(key, 'CloudTrail-Digest');
  if (path === undefined) {
    return undefined;
  }
  const head = `${path.account}_CloudTrail-Digest_${path.region}_`;
  if (!path.file.startsWith(head)) {
    return undefined;
  }
  const tail = digestTail.exec(path.file.slice(head.length));
  const stamp = tail?.[3];
  if (tail?.[1] === undefined || tail[2] === undefined || stamp === undefined || stamp.slice(0, 8) !== path.day) {
    return undefined;
  }
  const end = parseStamp(stamp);
  if (end === undefined) {
    return undefined;
  }
  return { ...path.location, trail: tail[1], homeRegion: tail[2], end, backfill: tail[4] !== undefined };
}

/**
 * The time, in milliseconds, that a log object's key carries (its delivery, to the minute). A key that sits in a
 * region's log folder under another name gives the start of its day, so that it is still accounted for; undefined when
 * it is not in such a folder.
 */
export function logKeyTime(key: string): number | undefined {
  const path = parseFolders(key, 'CloudTrail');
  if (path === undefined) {
    return undefined;
  }
  const head = `${path.account}_CloudTrail_${path.region}_`;
  const stamp = path.file.startsWith(head) ? /^(\d{8}T\d{4})Z_/.exec(path.file.slice(head.length))?.[1] : undefined;
  const own = stamp === undefined ? undefined : parseStamp(`${stamp}00Z`);
  return own ?? parseStamp(`${path.day}T000000Z`);
}

/** `prefix/AWSLogs/o-id/account/`, with the slash. */
export function accountFolder(location: Pick<Location, 'prefix' | 'organization' | 'account'>): string {
  return `${organizationFolder(location)}${location.account}/`;
}

/** `prefix/AWSLogs/o-id/` or `prefix/AWSLogs/`. */
export function organizationFolder(location: Pick<Location, 'prefix' | 'organization'>): string {
  const prefix = location.prefix === '' ? '' : `${location.prefix}/`;
  const organization = location.organization === undefined ? '' : `${location.organization}/`;
  return `${prefix}AWSLogs/${organization}`;
}

export function digestFolder(location: Location): string {
  return `${accountFolder(location)}CloudTrail-Digest/${location.region}/`;
}

export function logFolder(location: Location): string {
  return `${accountFolder(location)}CloudTrail/${location.region}/`;
}

export function digestKey(of: DigestKey): string {
  const stamp = formatStamp(of.end);
  const name = `${of.account}_CloudTrail-Digest_${of.region}_${of.trail}_${of.homeRegion}_${stamp}`;
  return `${digestFolder(of)}${dayFolder(of.end)}${name}${of.backfill ? '_backfill' : ''}.json.gz`;
}

/** `2026/11/21/`, UTC: the folder of a day, to start a listing at. */
export function dayFolder(time: number): string {
  return `${new Date(time).toISOString().slice(0, 10).replaceAll('-', '/')}/`;
}

/** `20261121T080000Z` */
export function formatStamp(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

interface Folders {
  readonly location: Location;
  readonly account: string;
  readonly region: string;
  /** `20261121` */
  readonly day: string;
  readonly file: string;
}

function parseFolders(key: string, kind: 'CloudTrail' | 'CloudTrail-Digest'): Folders | undefined {
  // Longer than S3 allows: nothing below has to look at it.
  const match = key.length > 1024 ? null : folders.exec(key);
  if (match === null || match[4] !== kind) {
    return undefined;
  }
  const [, prefix = '', organization, account = '', , region = '', year = '', month = '', day = '', file = ''] = match;
  const location = { prefix, organization, account, region };
  return { location, account, region, day: `${year}${month}${day}`, file };
}

function parseStamp(stamp: string): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // Date.parse takes 31 February for March: only a date that prints as it was read is one.
  return Number.isNaN(time) || formatStamp(time) !== stamp ? undefined : time;
}
