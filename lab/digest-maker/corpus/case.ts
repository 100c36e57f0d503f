import type { ProblemKind, Verdict } from '#src/domain/digest/problem.ts';
import type { Writer } from '../chain.ts';
import type { World } from '../world.ts';

export interface CorpusCase {
  readonly name: string;
  readonly verdict: Verdict;
  /** Every problem that is no mere notice, each kind once, sorted. */
  readonly problems: readonly ProblemKind[];
  readonly notices?: readonly ProblemKind[];
  /** What the trail is, where it is not as others. */
  readonly writer?: Partial<Writer>;
  readonly tamper: (world: World) => void;
  /** The exit code of the AWS CLI; `why` where that is another judgement than ours. */
  readonly aws: { readonly exit: 0 | 1 | 255; readonly why?: string };
}

/** Why the AWS CLI ends with success when the newest digests are not there. */
export const endHole = 'it does not look whether the digests reach the end of the range';
export const listHole = 'it does not list log files';
export const memberHole = 'it passes over what follows the first gzip member';
