import type { TrailHistory } from '#src/domain/digest/gap.ts';
import type { Problem } from '#src/domain/digest/problem.ts';
import type { ChainSummary } from '../result.ts';

/** The lines of an evidence bundle, in the order in which they may come. One JSON document per line, gzip. */
export type EvidenceLine =
  | {
      readonly type: 'header';
      readonly format: 'surety-evidence';
      readonly version: 1;
      readonly tool: { readonly name: string; readonly version: string };
      readonly now: number;
      /** Milliseconds that a digest may take to be delivered. */
      readonly settle: number;
      readonly from: number | undefined;
      readonly to: number | undefined;
    }
  /** A chain begins: what is needed to judge it again. */
  | { readonly type: 'chain'; readonly id: string; readonly from: number | undefined }
  /** A digest as it was read. `proof` is what was made of it. */
  | {
      readonly type: 'digest';
      readonly chain: string;
      readonly bucket: string;
      readonly key: string;
      readonly role: 'chain' | 'backfill' | 'predecessor';
      /** Base64 of the inflated digest. */
      readonly content: string;
      readonly signature: string | undefined;
      readonly algorithm: string | undefined;
      readonly generated: string | undefined;
      readonly proof: string;
    }
  /** A digest that is there, or should be, and could not be proven. `end` is the time in its name. */
  | {
      readonly type: 'unproven';
      readonly chain: string;
      readonly bucket: string;
      readonly key: string;
      /** It is one of the chain of backfill digests. */
      readonly backfill: boolean;
      readonly end: number;
      readonly state: 'broken' | 'incomplete';
    }
  /** The log files of one digest: how many had the hash that the digest gives. Those that had not are problems. */
  | {
      readonly type: 'logs';
      readonly chain: string;
      readonly key: string;
      readonly valid: number;
      readonly faulty: number;
    }
  | {
      readonly type: 'gap';
      readonly chain: string;
      readonly from: number;
      readonly to: number;
      readonly history: TrailHistory;
    }
  | { readonly type: 'problem'; readonly problem: Problem }
  | { readonly type: 'key'; readonly fingerprint: string; readonly der: string }
  | { readonly type: 'summary'; readonly chains: readonly ChainSummary[]; readonly verdict: string }
  /** SHA-256 of everything before this line. */
  | { readonly type: 'seal'; readonly sha256: string };
