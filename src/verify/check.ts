import { DigestFormatError, parseDigestDocument, type DigestDocument } from '#src/domain/digest/document.ts';
import { jsonExceeds } from '#src/domain/digest/json-guard.ts';
import type { ProblemKind } from '#src/domain/digest/problem.ts';
import { free } from './free.ts';
import { inflate } from './inflate.ts';
import { StoreError, type ObjectStore, type ReadFailure } from './ports.ts';
import { withRetries } from './retry.ts';

/** The checks of one object. They run in worker threads, so what goes in and out is plain data. */

export interface Limits {
  /** Bytes of content that a log file may have. */
  readonly logBytes: number;
  /** Bytes of content that a digest may have. */
  readonly digestBytes: number;
  /** Tries after the first one, for what may be mended by trying again. */
  readonly retries: number;
}

export const defaultLimits: Limits = { logBytes: 2 * 1024 ** 3, digestBytes: 32 * 1024 ** 2, retries: 5 };

export interface LogTask {
  readonly bucket: string;
  readonly key: string;
  readonly hash: string;
}

export interface Fault {
  readonly kind: ProblemKind;
  readonly detail: string;
  readonly reason?: ReadFailure | undefined;
}

export type LogOutcome = { readonly ok: true; readonly size: number } | ({ readonly ok: false } & Fault);

export type DigestOutcome =
  | {
      readonly ok: true;
      readonly document: DigestDocument;
      /** Hex SHA-256 of the inflated digest. */
      readonly hash: string;
      readonly signature: string | undefined;
      readonly algorithm: string | undefined;
      readonly generated: string | undefined;
      /** The inflated digest, when evidence is kept. */
      readonly content: Uint8Array | undefined;
    }
  | ({ readonly ok: false } & Fault);

/** Reads one log file and compares its content with the hash that a signed digest gives. */
export async function checkLog(store: ObjectStore, task: LogTask, limits: Limits): Promise<LogOutcome> {
  const first = await readLog(store, task, limits);
  // Before anything is called changed it is read once more: what the line did is not what the bucket holds.
  return first.ok || first.kind === 'log-missing' || first.kind === 'log-unreadable' || first.kind === 'too-large'
    ? first
    : await readLog(store, task, limits);
}

async function readLog(store: ObjectStore, task: LogTask, limits: Limits): Promise<LogOutcome> {
  try {
    const inflated = await withRetries(limits.retries, async () => {
      const { body } = await store.get(task.bucket, task.key);
      const content = await inflate(body, limits.logBytes, false);
      if (body instanceof Uint8Array) {
        free(body);
      }
      return content;
    });
    if (!inflated.ok) {
      const kinds = { malformed: 'log-malformed', trailing: 'log-trailing-bytes', 'too-large': 'too-large' } as const;
      return { ok: false, kind: kinds[inflated.why], detail: inflated.detail };
    }
    if (inflated.hash !== task.hash) {
      return { ok: false, kind: 'log-modified', detail: `SHA-256 ${inflated.hash}, signed ${task.hash}` };
    }
    return { ok: true, size: inflated.size };
  } catch (error) {
    return unreadable(error, 'log-missing', 'log-unreadable');
  }
}

/** Reads one digest; its signature is checked by who has the keys. As with log files, what is malformed is read twice. */
export async function readDigest(
  store: ObjectStore,
  at: { readonly bucket: string; readonly key: string },
  limits: Limits,
  keepContent: boolean,
): Promise<DigestOutcome> {
  const first = await readDigestOnce(store, at, limits, keepContent);
  const malformed = !first.ok && (first.kind === 'digest-malformed' || first.kind === 'digest-trailing-bytes');
  return malformed ? await readDigestOnce(store, at, limits, keepContent) : first;
}

async function readDigestOnce(
  store: ObjectStore,
  at: { readonly bucket: string; readonly key: string },
  limits: Limits,
  keepContent: boolean,
): Promise<DigestOutcome> {
  try {
    const { object, inflated } = await withRetries(limits.retries, async () => {
      const got = await store.get(at.bucket, at.key);
      return { object: got, inflated: await inflate(got.body, limits.digestBytes, true) };
    });
    if (!inflated.ok) {
      const kinds = {
        malformed: 'digest-malformed',
        trailing: 'digest-trailing-bytes',
        'too-large': 'too-large',
      } as const;
      return { ok: false, kind: kinds[inflated.why], detail: inflated.detail };
    }
    const content = inflated.content ?? new Uint8Array();
    const document = parseDigest(content);
    const { signature, 'signature-algorithm': algorithm, 'backfill-generation-timestamp': generated } = object.metadata;
    const kept = keepContent ? content : undefined;
    return { ok: true, document, hash: inflated.hash, signature, algorithm, generated, content: kept };
  } catch (error) {
    if (error instanceof DigestFormatError) {
      return { ok: false, kind: 'digest-malformed', detail: error.message };
    }
    return unreadable(error, 'digest-missing', 'digest-unreadable');
  }
}

/** Parses the inflated bytes of a digest, within bounds. @throws DigestFormatError */
export function parseDigest(content: Uint8Array): DigestDocument {
  const exceeded = jsonExceeds(content, { depth: 16, values: 2_000_000 });
  if (exceeded !== undefined) {
    throw new DigestFormatError(exceeded);
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    throw new DigestFormatError('not JSON');
  }
  return parseDigestDocument(json);
}

function unreadable(error: unknown, missing: ProblemKind, otherwise: ProblemKind): { readonly ok: false } & Fault {
  if (!(error instanceof StoreError)) {
    throw error;
  }
  const kind = error.reason === 'missing' ? missing : error.reason === 'refused' ? 'pointer-refused' : otherwise;
  return { ok: false, kind, detail: error.message, reason: error.reason };
}
