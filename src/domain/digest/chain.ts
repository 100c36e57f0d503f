import type { PreviousDigest } from './document.ts';
import type { ProblemKind } from './problem.ts';
import { addSegment, type Segment, type SegmentState } from './timeline.ts';

/** A digest whose signature, place and form are proven. */
export interface ProvenDigest {
  readonly bucket: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly hash: string;
  readonly signature: string;
  readonly previous: PreviousDigest | null;
}

/** What a look at a digest's predecessor gave, when it is not one of those already seen. */
export type Predecessor =
  | { readonly kind: 'proven'; readonly digest: ProvenDigest }
  | { readonly kind: 'missing'; readonly end: number | undefined }
  /** Seen, and already reported as invalid or unreadable: nothing can be said about the link. */
  | { readonly kind: 'reported' };

/** What the chain says about one digest: a problem, or a time without digest that somebody must explain. */
export type ChainFinding =
  | {
      readonly type: 'problem';
      readonly kind: ProblemKind;
      readonly bucket?: string;
      readonly key?: string;
      readonly from?: number;
      readonly to?: number;
      readonly count?: number;
      readonly detail?: string;
    }
  | {
      readonly type: 'gap';
      readonly from: number;
      readonly to: number;
      readonly where: 'start' | 'middle' | 'end' | 'all';
    };

/** The digest at which an earlier run stopped. */
export type Anchor = Pick<ProvenDigest, 'bucket' | 'key' | 'hash' | 'signature' | 'end'>;

/** Where an earlier run stopped: at a digest, or at the beginning of its range when it proved none before its first fault. */
export type Stop = Anchor | { readonly end: number; readonly key?: undefined };

/**
 * One chain of one trail in one account and region, fed in order of time. It keeps only the last digests, so that a
 * year costs what a day costs.
 */
export interface Chain {
  /** Where the range begins; undefined when everything that is there is asked for. */
  readonly from: number | undefined;
  /** Time is accounted for up to here. */
  until: number | undefined;
  /** The digests that were seen last, proven or not, by place. */
  readonly recent: Map<string, { readonly digest: ProvenDigest | undefined; successor: string | undefined }>;
  anchor: Anchor | undefined;
  digests: number;
  readonly segments: Segment[];
}

export const hour = 3_600_000;
/** Digests of one hour follow each other to the second; this much is forgiven between two that are linked. */
export const seam = 1000;
const remembered = 64;

export function createChain(from: number | undefined, anchor?: Anchor): Chain {
  return { from, until: from, recent: new Map(), anchor, digests: 0, segments: [] };
}

/** Where to look for the digest's predecessor, when it is not one of those already seen. */
export function unseenPredecessor(chain: Chain, digest: ProvenDigest): PreviousDigest | undefined {
  return digest.previous === null || chain.recent.has(place(digest.previous)) ? undefined : digest.previous;
}

/** Takes the next proven digest. `predecessor` is the answer to {@link unseenPredecessor}, when that asked. */
export function addDigest(chain: Chain, digest: ProvenDigest, predecessor?: Predecessor): readonly ChainFinding[] {
  const findings = [...linkFindings(chain, digest, predecessor)];
  const until = chain.until;
  const missing = findings.some((finding) => finding.type === 'problem' && finding.kind === 'digest-missing');
  if (until !== undefined && digest.start > until + seam && !missing) {
    findings.push({ type: 'gap', from: until, to: digest.start, where: chain.digests === 0 ? 'start' : 'middle' });
  } else if (digest.previous === null && chain.digests > 0) {
    findings.push({ type: 'problem', kind: 'chain-restarted', ...where(digest), from: digest.start, to: digest.end });
  }
  findings.push(...anchorFindings(chain, digest));
  remember(chain, digest, digest);
  addSegment(chain.segments, { from: digest.start, to: digest.end, state: 'whole' });
  chain.until = Math.max(until ?? digest.end, digest.end);
  chain.digests += 1;
  return findings;
}

/**
 * Takes a digest object that is there and is not proven. Nothing in it is believed: by its name it covers the hour
 * before its end.
 */
export function addUnproven(
  chain: Chain,
  object: { readonly bucket: string; readonly key: string; readonly end: number },
  state: Extract<SegmentState, 'broken' | 'incomplete'>,
): readonly ChainFinding[] {
  const findings: ChainFinding[] = [];
  const until = chain.until;
  const start = Math.max(object.end - hour, until ?? Number.NEGATIVE_INFINITY);
  if (until !== undefined && object.end - hour > until + seam) {
    findings.push({ type: 'gap', from: until, to: object.end - hour, where: chain.digests === 0 ? 'start' : 'middle' });
  }
  // What it is now is told by itself; one that could not be read was not deleted.
  if (chain.anchor !== undefined && place(chain.anchor) === place(object)) {
    chain.anchor = undefined;
  }
  remember(chain, object, undefined);
  addSegment(chain.segments, { from: start, to: object.end, state });
  chain.until = Math.max(until ?? object.end, object.end);
  chain.digests += 1;
  return findings;
}

/** Ends the chain: `due` is the time up to which digests must be there by now. */
export function endChain(chain: Chain, due: number | undefined): readonly ChainFinding[] {
  const findings: ChainFinding[] = [];
  const anchor = chain.anchor;
  if (anchor !== undefined && (chain.until === undefined || chain.until < anchor.end)) {
    findings.push(anchorMissing(anchor, 'it is no longer there'));
  }
  // Of a range without any digest not even a second is proven.
  const forgiven = chain.digests === 0 ? 0 : seam;
  if (due !== undefined && chain.until !== undefined && chain.until + forgiven < due) {
    findings.push({ type: 'gap', from: chain.until, to: due, where: chain.digests === 0 ? 'all' : 'end' });
  }
  return findings;
}

function linkFindings(chain: Chain, digest: ProvenDigest, predecessor?: Predecessor): readonly ChainFinding[] {
  const named = digest.previous;
  if (named === null) {
    return [];
  }
  const seen = chain.recent.get(place(named));
  if (seen === undefined) {
    return predecessor === undefined ? [] : unseenFindings(chain, digest, named, predecessor);
  }
  const findings: ChainFinding[] = [];
  if (seen.successor !== undefined && seen.successor !== place(digest)) {
    findings.push({
      type: 'problem',
      kind: 'chain-fork',
      ...where(digest),
      detail: `the other one is ${seen.successor}`,
    });
  }
  seen.successor = place(digest);
  return seen.digest === undefined ? findings : [...findings, ...compare(digest, named, seen.digest)];
}

function unseenFindings(
  chain: Chain,
  digest: ProvenDigest,
  named: PreviousDigest,
  predecessor: Predecessor,
): readonly ChainFinding[] {
  if (predecessor.kind === 'reported') {
    return [];
  }
  if (predecessor.kind === 'proven') {
    return compare(digest, named, predecessor.digest);
  }
  // What is gone ended before all that is looked at: an expiry rule of the bucket does that every day.
  const { end = digest.start } = predecessor;
  const before = chain.from === undefined ? chain.digests === 0 : end <= chain.from + seam;
  const until = chain.until;
  if (before && (until === undefined || digest.start <= until + seam)) {
    return [{ type: 'problem', kind: 'predecessor-expired', bucket: named.bucket, key: named.key }];
  }
  // Something else may stand where it stood, and cover its time by name: it is missing nevertheless.
  const from = until === undefined || until >= digest.start ? end - hour : until;
  const to = Math.max(from, digest.start);
  return [
    {
      type: 'problem',
      kind: 'digest-missing',
      bucket: named.bucket,
      key: named.key,
      from,
      to,
      count: hours(from, to),
      detail: `named by ${digest.key}`,
    },
  ];
}

function compare(digest: ProvenDigest, named: PreviousDigest, actual: ProvenDigest): readonly ChainFinding[] {
  const findings: ChainFinding[] = [];
  if (actual.end > digest.end) {
    findings.push({ type: 'problem', kind: 'chain-order', ...where(digest), detail: `it names ${named.key}` });
  }
  if (named.hash !== actual.hash) {
    findings.push({ type: 'problem', kind: 'chain-hash-mismatch', ...where(digest), detail: `it names ${named.key}` });
  }
  if (named.signature.toLowerCase() !== actual.signature.toLowerCase()) {
    findings.push({
      type: 'problem',
      kind: 'chain-signature-mismatch',
      ...where(digest),
      detail: `it names ${named.key}`,
    });
  }
  return findings;
}

function anchorFindings(chain: Chain, digest: ProvenDigest): readonly ChainFinding[] {
  const anchor = chain.anchor;
  if (anchor === undefined || digest.end < anchor.end) {
    return [];
  }
  chain.anchor = undefined;
  if (place(digest) !== place(anchor)) {
    return [anchorMissing(anchor, `${digest.key} stands in its place`)];
  }
  const same = digest.hash === anchor.hash && digest.signature.toLowerCase() === anchor.signature.toLowerCase();
  return same ? [] : [anchorMissing(anchor, 'its content is another one now')];
}

function anchorMissing(anchor: Anchor, detail: string): ChainFinding {
  return {
    type: 'problem',
    kind: 'proven-digest-missing',
    bucket: anchor.bucket,
    key: anchor.key,
    to: anchor.end,
    detail,
  };
}

function remember(chain: Chain, at: { bucket: string; key: string }, digest: ProvenDigest | undefined): void {
  chain.recent.set(place(at), { digest, successor: undefined });
  if (chain.recent.size > remembered) {
    for (const oldest of chain.recent.keys()) {
      chain.recent.delete(oldest);
      break;
    }
  }
}

function where(digest: ProvenDigest): {
  readonly bucket: string;
  readonly key: string;
  readonly from: number;
  readonly to: number;
} {
  return { bucket: digest.bucket, key: digest.key, from: digest.start, to: digest.end };
}

export function place(of: { readonly bucket: string; readonly key: string }): string {
  return `${of.bucket}/${of.key}`;
}

/** Hours of a stretch, at least one: a digest covers an hour. */
export function hours(from: number, to: number): number {
  return Math.max(1, Math.round((to - from) / hour));
}
