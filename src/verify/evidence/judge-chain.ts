import {
  addDigest,
  addUnproven,
  type Chain,
  type ChainFinding,
  createChain,
  endChain,
  hour,
  place,
  type Predecessor,
  type ProvenDigest,
  seam,
  unseenPredecessor,
} from '#src/domain/digest/chain.ts';
import type { PreviousDigest } from '#src/domain/digest/document.ts';
import { timeText } from '#src/domain/digest/time-text.ts';
import { parseDigestKey } from '#src/domain/digest/object-key.ts';
import { type ProblemKind, problemKinds, type Verdict, verdictOf, worseVerdict } from '#src/domain/digest/problem.ts';
import type { LineOf } from './schema.ts';

export interface BundledDigest {
  readonly role: LineOf<'digest'>['role'];
  readonly proven: ProvenDigest;
  /** How many log files it names. */
  readonly logs: number;
}

export type Claim = LineOf<'problem'>['problem'];

/** What a bundle holds of one chain. */
export interface ChainLines {
  readonly id: string;
  from: number | undefined;
  /** False while it is only the place of a problem. */
  begun: boolean;
  readonly digests: BundledDigest[];
  readonly unproven: LineOf<'unproven'>[];
  readonly logs: Map<string, LineOf<'logs'>>;
  readonly claims: Claim[];
}

export interface Judgement {
  /** What the bundle should say and does not. */
  readonly faults: readonly string[];
  readonly digests: number;
  readonly backfill: number;
  /** Log files that had the signed hash. */
  readonly logs: number;
  /** Log files that are accounted for, also those that had not. */
  readonly named: number;
  /** What the problems that it names come to. */
  readonly verdict: Verdict;
  /** Times that proven digests cover without a hole. */
  readonly spans: readonly { readonly from: number; readonly to: number }[];
}

const ofLogs: ReadonlySet<ProblemKind> = new Set<ProblemKind>([
  'log-modified',
  'log-malformed',
  'log-trailing-bytes',
  'log-missing',
  'log-conflict',
  'log-unreadable',
  'too-large',
  'pointer-refused',
  'worker-failed',
]);

/**
 * Judges one chain again from what the bundle holds: whatever is wrong or not there must be named as a problem. What a
 * forger leaves out leaves a hole in the chain, in the hours or in the counts.
 *
 * @param due time up to which digests had to be there; undefined when the end of the range is not judged
 */
export function judgeChain(lines: ChainLines, due: number | undefined): Judgement {
  const faults: string[] = [];
  const before = new Map(lines.digests.filter(({ role }) => role === 'predecessor').map((digest) => [place(digest.proven), digest])); // prettier-ignore
  const claims: Claims = Map.groupBy(lines.claims, ({ key }) => key);
  const times = accountedFor(lines.claims);
  let logs = 0;
  let faulty = 0;

  const takeLogs = (digest: BundledDigest): void => {
    const said = lines.logs.get(digest.proven.key);
    logs += said?.valid ?? 0;
    faulty += said?.faulty ?? 0;
    if (digest.logs > 0 && (said === undefined || said.valid + said.faulty !== digest.logs)) {
      const counted = said === undefined ? 'none is accounted for' : `${said.valid} valid and ${said.faulty} faulty ones are told`; // prettier-ignore
      faults.push(`${digest.proven.key}: it names ${digest.logs} log files, and ${counted}`);
    }
  };
  const take = (findings: readonly ChainFinding[], backfill: boolean): void => {
    for (const finding of findings) {
      if (finding.type === 'gap') {
        if (!backfill && !covers(times, finding.from, finding.to)) {
          faults.push(`no digest covers ${timeText(finding.from)} to ${timeText(finding.to)}, and no problem says so`);
        }
      } else if (
        problemKinds[finding.kind].class !== 'notice' &&
        claims.get(finding.key)?.some(({ kind }) => kind === finding.kind) !== true
      ) {
        faults.push(`the digests show ${finding.kind}, and no problem says so`);
      }
    }
  };
  const takeDigest = (chain: Chain, digest: BundledDigest): void => {
    const backfill = digest.role === 'backfill';
    const { walked, last, absent } = walk(chain, digest.proven, before, backfill);
    if (absent !== undefined && !isTold(lines, claims, chain, absent)) {
      faults.push(`${digest.proven.key} names ${absent.key}, which is not in the bundle, and no problem says so`);
    }
    let predecessor = last;
    for (const earlier of walked) {
      take(addDigest(chain, earlier.proven, predecessor), backfill);
      takeLogs(earlier);
      predecessor = undefined;
    }
    take(addDigest(chain, digest.proven, predecessor), backfill);
    takeLogs(digest);
  };

  const chains = { main: createChain(lines.from), backfill: createChain(lines.from) };
  for (const entry of inOrder(lines)) {
    if ('proven' in entry) {
      takeDigest(entry.role === 'backfill' ? chains.backfill : chains.main, entry);
      continue;
    }
    take(addUnproven(entry.backfill ? chains.backfill : chains.main, entry, entry.state), entry.backfill);
    if (claims.get(entry.key)?.some(({ kind }) => isFault(kind)) !== true) {
      faults.push(`${entry.key} is not proven, and no problem says so`);
    }
  }
  if (lines.begun) {
    take(endChain(chains.main, due), false);
  }
  if (lines.begun && chains.main.digests === 0 && !lines.claims.some(({ kind }) => verdictOf(kind) !== 'valid')) {
    faults.push('it has no digests, and no problem says so');
  }
  const present = new Set(lines.digests.map(({ proven }) => proven.key));
  for (const key of lines.logs.keys().filter((name) => !present.has(name))) {
    faults.push(`log files of ${key} are told, which is not in the bundle`);
  }
  const told = lines.claims.filter(({ kind, key }) => ofLogs.has(kind) && parseDigestKey(key ?? '') === undefined);
  if (told.length < faulty) {
    faults.push(`${faulty} log files are faulty, and ${told.length} problems say so`);
  }
  const count = (role: BundledDigest['role']): number => lines.digests.filter((digest) => digest.role === role).length;
  return {
    faults: faults.map((fault) => `${lines.id}: ${fault}`),
    digests: chains.main.digests - lines.unproven.filter(({ backfill }) => !backfill).length,
    backfill: count('backfill'),
    logs,
    named: logs + faulty,
    verdict: lines.claims.map(({ kind }) => verdictOf(kind)).reduce(worseVerdict, 'valid'),
    spans: chains.main.segments.filter(({ state }) => state === 'whole'),
  };
}

/** As the run took them: by the end of the hour that each stands for. */
function inOrder(lines: ChainLines): readonly (BundledDigest | LineOf<'unproven'>)[] {
  const end = (entry: BundledDigest | LineOf<'unproven'>): number => ('proven' in entry ? entry.proven.end : entry.end);
  return [...lines.unproven, ...lines.digests.filter(({ role }) => role !== 'predecessor')].sort((a, b) => end(a) - end(b)); // prettier-ignore
}

/** Follows the pointers over digests of a place that the trail had before, the oldest first, as the run did. */
function walk(
  chain: Chain,
  digest: ProvenDigest,
  before: ReadonlyMap<string, BundledDigest>,
  backfill: boolean,
): { walked: readonly BundledDigest[]; last: Predecessor | undefined; absent?: PreviousDigest } {
  const walked: BundledDigest[] = [];
  let current = digest;
  while (walked.length <= before.size) {
    const named = unseenPredecessor(chain, current);
    const found = named === undefined ? undefined : before.get(place(named));
    if (named === undefined || found === undefined) {
      const last = named === undefined ? undefined : ({ kind: 'reported' } as const);
      return { walked: walked.reverse(), last, ...(named === undefined ? {} : { absent: named }) };
    }
    const { start, end } = found.proven;
    const inRange = chain.until !== undefined && end > chain.until + seam;
    if (!inRange || backfill || end > current.start + hour || start >= current.start) {
      return { walked: walked.reverse(), last: { kind: 'proven', digest: found.proven } };
    }
    walked.push(found);
    current = found.proven;
  }
  return { walked: walked.reverse(), last: { kind: 'reported' } };
}

/** Whether it is no wonder that a predecessor is not in the bundle: it is before the range, or a problem names it. */
function isTold(lines: ChainLines, claims: Claims, chain: Chain, named: PreviousDigest): boolean {
  const end = parseDigestKey(named.key)?.end;
  const isBefore = lines.from === undefined ? chain.digests === 0 : end !== undefined && end <= lines.from + seam;
  return isBefore || claims.get(named.key)?.some(({ kind }) => problemKinds[kind].class !== 'notice') === true;
}

type Claims = ReadonlyMap<string | undefined, readonly Claim[]>;

/** The times that problems account for, in order and apart: a bundle may name more of them than can be gone over again. */
function accountedFor(claims: readonly Claim[]): readonly { readonly from: number; readonly to: number }[] {
  const times: { from: number; to: number }[] = [];
  const told = claims.flatMap(({ kind, from, to }) =>
    problemKinds[kind].class === 'notice' || from === undefined || to === undefined ? [] : [{ from, to }],
  );
  for (const { from, to } of told.sort((a, b) => a.from - b.from)) {
    const last = times.at(-1);
    if (last !== undefined && from <= last.to + seam) {
      last.to = Math.max(last.to, to);
    } else {
      times.push({ from, to });
    }
  }
  return times;
}

function covers(times: ReturnType<typeof accountedFor>, from: number, to: number): boolean {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    [low, high] = (times[middle]?.from ?? 0) <= from + seam ? [middle + 1, high] : [low, middle];
  }
  return Math.max(from, times[low - 1]?.to ?? from) + seam >= to;
}

function isFault(kind: ProblemKind): boolean {
  const of = problemKinds[kind].class;
  return of !== 'notice' && of !== 'explained';
}
