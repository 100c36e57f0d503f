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
  /^(?:(.+)\/)?AWSLogs\/(?:(o-[a-z0-9]{4,32})\/)?(\d{12})\/CloudTrail-Digest\/([a-z0-9-]{4,40})\/(\d{4})\/(\d\d)\/(\d\d)\/([^/]+)$/;
const digestTail = /^(.+)_([a-z0-9-]{4,40})_(\d{8}T\d{6}Z)(_backfill)?\.json\.gz$/;

/** Parses a digest's object key; undefined when it is none, or when its folder's date is not that of its name. */
export function parseDigestKey(key: string): DigestKey | undefined {
  const path = parseFolders(key);
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

/** Milliseconds since the epoch, both ends included. */
export interface KeyTime {
  readonly from: number;
  readonly to: number;
}

/**
 * Tells the time that the key of a log object carries: its delivery, to the minute. A key of another form in a day's
 * folder, or in a folder below it, has all of that day. A name that says another day than its folder, or another
 * account or region, is such a key: believed, one file of the year 2099 would stand before all that are listed after
 * it. Undefined when the key is not in a day's folder.
 */
export function logKeyTimes(location: Location): (key: string) => KeyTime | undefined {
  const folder = logFolder(location);
  const head = `${location.account}_CloudTrail_${location.region}_`;
  return (key) => {
    const date = /^\d{4}\/\d\d\/\d\d\//.exec(
      key.startsWith(folder) ? key.slice(folder.length, folder.length + 11) : '',
    );
    if (date === null) {
      return undefined;
    }
    const day = date[0].replaceAll('/', '');
    const file = key.slice(folder.length + 11);
    const stamp = file.startsWith(head) ? /^(\d{8}T\d{4})Z_[^/]+$/.exec(file.slice(head.length))?.[1] : undefined;
    const own = stamp === undefined || !stamp.startsWith(day) ? undefined : parseStamp(`${stamp}00Z`);
    if (own !== undefined) {
      return { from: own, to: own };
    }
    const begin = parseStamp(`${day}T000000Z`);
    return begin === undefined ? undefined : { from: begin, to: begin + 24 * 3_600_000 - 1 };
  };
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

/** Names the chain of a trail in an account and region, and where it lies: the same may be verified in two buckets. */
export function chainName(bucket: string, of: Location & Pick<DigestKey, 'trail' | 'homeRegion'>): string {
  return `${placeName(bucket, of)}/${of.trail}@${of.homeRegion}`;
}

/** What a chain's name says: where it lies, whose it is, and of which trail. */
export interface ChainName {
  /** What stands before the account: bucket, prefix and organisation. */
  readonly head: string;
  readonly account: string;
  readonly region: string;
  readonly trail: string;
  readonly homeRegion: string;
}

/** Takes a name of {@link chainName} apart; undefined where it is none. */
export function parseChainName(name: string): ChainName | undefined {
  const [, head, account, region, trail, homeRegion] =
    /^(?:(.*)\/)?(\d{12})\/([^/]+)\/([^/]+)@([^/@]+)$/s.exec(name) ?? [];
  if (account === undefined || region === undefined || trail === undefined || homeRegion === undefined) {
    return undefined;
  }
  return { head: head ?? '', account, region, trail, homeRegion };
}

export function placeName(bucket: string, { prefix, organization, account, region }: Location): string {
  return `${bucket}/${prefix === '' ? '' : `${prefix}/`}${organization === undefined ? '' : `${organization}/`}${account}/${region}`;
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

function parseFolders(key: string): Folders | undefined {
  // Longer than S3 allows: nothing below has to look at it.
  const match = key.length > 1024 ? null : folders.exec(key);
  if (match === null) {
    return undefined;
  }
  const [, prefix = '', organization, account = '', region = '', year = '', month = '', day = '', file = ''] = match;
  const location = { prefix, organization, account, region };
  return { location, account, region, day: `${year}${month}${day}`, file };
}

function parseStamp(stamp: string): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // Date.parse takes 31 February for March: only a date that prints as it was read is one.
  return Number.isNaN(time) || formatStamp(time) !== stamp ? undefined : time;
}
