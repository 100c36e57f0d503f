/** Whose log files a trail writes, and where in its bucket. */
export interface LogPlace {
  readonly keyPrefix?: string | undefined;
  /** An organisation's trail writes for every account, under the organisation's id. */
  readonly isOrganization: boolean;
  /** The account that owns the trail. */
  readonly account: string;
}

/** The folder in its bucket below which a trail writes: `[prefix/]AWSLogs/`. */
export function logRoot({ keyPrefix = '' }: Pick<LogPlace, 'keyPrefix'>): string {
  return `${keyPrefix === '' ? '' : `${keyPrefix}/`}AWSLogs/`;
}

/**
 * Can a lifecycle rule's prefix hold log files or digests of the trail? They stand under
 * `[prefix/]AWSLogs/[o-id/]account/CloudTrail.../`; what other services write beside them is not the trail's.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export function holdsLogFiles(rulePrefix: string, { keyPrefix, isOrganization, account }: LogPlace): boolean {
  const root = logRoot({ keyPrefix });
  if (root.startsWith(rulePrefix)) return true;
  if (!rulePrefix.startsWith(root)) return false;
  const segments = rulePrefix.slice(root.length).split('/');
  const layouts = isOrganization
    ? [
        [organizationId, accountId, cloudTrail],
        [accountId, cloudTrail],
      ]
    : [[exactly(account), cloudTrail]];
  return layouts.some((layout) => follows(segments, layout));
}

/** A segment of a key: complete when a slash follows it, else the beginning of one. */
type Segment = (text: string, complete: boolean) => boolean;

const exactly =
  (wanted: string): Segment =>
  (text, complete) =>
    complete ? text === wanted : wanted.startsWith(text);
const organizationId: Segment = (text, complete) =>
  complete ? /^o-[a-z0-9]+$/.test(text) : /^(o(-[a-z0-9]*)?)?$/.test(text);
const accountId: Segment = (text, complete) => (complete ? /^\d{12}$/ : /^\d{0,12}$/).test(text);
/** `CloudTrail`, `CloudTrail-Digest`, `CloudTrail-Insight`. */
const cloudTrail: Segment = (text, complete) =>
  text.startsWith('CloudTrail') || (!complete && 'CloudTrail'.startsWith(text));

function follows(segments: readonly string[], layout: readonly Segment[]): boolean {
  return layout.every((segment, index) => {
    const text = segments[index];
    return text === undefined || segment(text, index < segments.length - 1);
  });
}
