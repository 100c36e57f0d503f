import { place } from '#src/domain/digest/chain.ts';
import { distinctLogs, type LogReference } from '#src/domain/digest/document.ts';
import type { ProblemKind } from '#src/domain/digest/problem.ts';
import { addSegment } from '#src/domain/digest/timeline.ts';
import { type ChainRun, type LocationRun, report, stateOf } from './chain-run.ts';
import type { LogListing } from './log-listing.ts';
import { count } from './recorder.ts';

const logsPerJob = 16;

export function crossOff(run: LocationRun, references: readonly LogReference[], logs: LogListing): void {
  for (const log of references) {
    if (log.bucket === run.bucket) {
      logs.cross(log.key);
    }
  }
}

export async function checkLogs(
  run: LocationRun,
  chain: ChainRun,
  of: { readonly key: string; readonly from: number; readonly to: number },
  references: readonly LogReference[],
  background: Set<Promise<void>>,
): Promise<void> {
  const allowed: LogReference[] = [];
  const hashes = new Map<string, string>();
  const named = distinctLogs(references);
  for (const log of named) {
    const known = hashes.get(place(log));
    if (known !== undefined) {
      fault(run, chain, of, log, 'log-conflict', `named twice in ${of.key}`);
    } else if (run.allowedBuckets.has(log.bucket)) {
      allowed.push(log);
    } else {
      fault(run, chain, of, log, 'pointer-refused', `allow it with --allow-bucket ${log.bucket}`);
    }
    hashes.set(place(log), log.hash);
  }
  let open = Math.ceil(allowed.length / logsPerJob);
  let valid = 0;
  const done = (): void => {
    open -= 1;
    if (open <= 0) {
      run.onEvidence?.({ type: 'logs', chain: chain.id, key: of.key, valid, faulty: named.length - valid });
    }
  };
  if (allowed.length === 0 && named.length > 0) {
    done();
  }
  for (let at = 0; at < allowed.length; at += logsPerJob) {
    await run.pool.room();
    const part = allowed.slice(at, at + logsPerJob);
    const check = async (): Promise<void> => {
      valid += await checkPart(run, chain, of, part);
      background.delete(work);
      done();
    };
    const work = check();
    background.add(work);
  }
}

async function checkPart(
  run: LocationRun,
  chain: ChainRun,
  of: { readonly key: string; readonly from: number; readonly to: number },
  part: readonly LogReference[],
): Promise<number> {
  try {
    const result = await run.pool.logs(run.store, part);
    chain.tally.logs.valid += result.valid;
    chain.tally.bytes += result.bytes;
    for (const found of result.faults) {
      const log = part[found.index];
      if (log !== undefined) {
        fault(run, chain, of, log, found.kind, found.detail);
      }
    }
    run.onProgress({ logs: part.length, bytes: result.bytes });
    return result.valid;
  } catch (error) {
    for (const log of part) {
      fault(run, chain, of, log, 'worker-failed', error instanceof Error ? error.message : String(error));
    }
    return 0;
  }
}

function fault(
  run: LocationRun,
  chain: ChainRun,
  of: { readonly key: string; readonly from: number; readonly to: number },
  log: LogReference,
  kind: ProblemKind,
  detail: string,
): void {
  report(run, chain, { kind, bucket: log.bucket, key: log.key, from: of.from, to: of.to, detail });
  count(chain.tally.logs, kind);
  addSegment(chain.marks, { from: of.from, to: of.to, state: stateOf(kind) });
}
