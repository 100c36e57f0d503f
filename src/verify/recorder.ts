import {
  problemKinds,
  verdictOf,
  worseVerdict,
  type Problem,
  type ProblemKind,
  type Verdict,
} from '#src/domain/digest/problem.ts';
import type { Counts } from './result.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What one chain came to so far. */
export interface Tally {
  verdict: Verdict;
  readonly digests: Mutable<Counts>;
  readonly backfill: Mutable<Counts>;
  readonly logs: Mutable<Counts> & { unreferenced: number; uncovered: number };
  bytes: number;
  /** The earliest time at which something is not proven. */
  firstFault: number;
}

/** Keeps problems, so many of each kind and chain, and counts the rest. */
export interface Recorder {
  readonly problems: Problem[];
  readonly omitted: Record<string, number>;
  tally(chain: string): Tally;
  report(problem: Problem): void;
  verdict(): Verdict;
}

export function createRecorder(keep: number, onProblem: (problem: Problem) => void = () => {}): Recorder {
  const tallies = new Map<string, Tally>();
  const kept = new Map<string, number>();
  const problems: Problem[] = [];
  const omitted: Record<string, number> = {};
  let verdict: Verdict = 'valid';
  return {
    problems,
    omitted,
    tally(chain) {
      const known = tallies.get(chain);
      if (known !== undefined) {
        return known;
      }
      const tally = createTally();
      tallies.set(chain, tally);
      return tally;
    },
    report(problem) {
      const tally = this.tally(problem.chain);
      const of = verdictOf(problem.kind);
      tally.verdict = worseVerdict(tally.verdict, of);
      verdict = worseVerdict(verdict, of);
      if (blocks(problem.kind)) {
        tally.firstFault = Math.min(tally.firstFault, problem.from ?? problem.to ?? Number.NEGATIVE_INFINITY);
      }
      onProblem(problem);
      const id = `${problem.chain} ${problem.kind}`;
      const seen = kept.get(id) ?? 0;
      kept.set(id, seen + 1);
      if (seen < keep) {
        problems.push(problem);
      } else {
        omitted[problem.kind] = (omitted[problem.kind] ?? 0) + 1;
      }
    },
    verdict: () => verdict,
  };
}

/** An explained gap was proven to be one: the next run need not come back to it. */
function blocks(kind: ProblemKind): boolean {
  const of = problemKinds[kind].class;
  return of !== 'notice' && of !== 'explained';
}

function createTally(): Tally {
  const counts = (): Mutable<Counts> => ({ valid: 0, invalid: 0, missing: 0, incomplete: 0 });
  return {
    verdict: 'valid',
    digests: counts(),
    backfill: counts(),
    logs: { ...counts(), unreferenced: 0, uncovered: 0 },
    bytes: 0,
    firstFault: Number.POSITIVE_INFINITY,
  };
}

/** Adds to the count of the class that a problem's kind has. */
export function count(counts: Mutable<Counts>, kind: ProblemKind, by = 1): void {
  const of = verdictOf(kind);
  if (of === 'invalid' || of === 'missing' || of === 'incomplete') {
    counts[of] += by;
  }
}
