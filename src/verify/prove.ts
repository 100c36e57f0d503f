import type { ProvenDigest } from '#src/domain/digest/chain.ts';
import type { LogReference } from '#src/domain/digest/document.ts';
import { parseDigestKey } from '#src/domain/digest/object-key.ts';
import type { ProblemKind } from '#src/domain/digest/problem.ts';
import { textToSign } from '#src/domain/digest/signing.ts';
import type { DigestOutcome } from './check.ts';
import { verifySignature, type KeyRing } from './keys.ts';

export type Proof =
  | {
      readonly kind: 'proven';
      readonly digest: ProvenDigest;
      readonly logs: readonly LogReference[];
      readonly account: string;
    }
  | { readonly kind: 'missing' }
  /** All is right but the signature, which is not at hand: its successor may repeat it. */
  | { readonly kind: 'unsigned'; readonly outcome: Extract<DigestOutcome, { ok: true }> }
  | { readonly kind: 'broken' | 'unread'; readonly problem: ProblemKind; readonly detail: string };

export interface Place {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Proves one digest: its place, its form, its signature.
 *
 * @param signature taken instead of the object's own, when given
 * @param copied the object comes from a copy that may have lost its metadata
 */
export async function proveDigest(
  at: Place,
  outcome: DigestOutcome,
  keys: KeyRing,
  copied: boolean,
  signature?: string,
): Promise<Proof> {
  if (!outcome.ok) {
    if (outcome.kind === 'digest-missing') {
      return { kind: 'missing' };
    }
    const unread =
      outcome.kind === 'digest-unreadable' || outcome.kind === 'too-large' || outcome.kind === 'pointer-refused';
    return { kind: unread ? 'unread' : 'broken', problem: outcome.kind, detail: outcome.detail };
  }
  const { document } = outcome;
  if (document.bucket !== at.bucket || document.key !== at.key) {
    return broken('digest-moved', `it was written to s3://${document.bucket}/${document.key}`);
  }
  const name = parseDigestKey(at.key);
  if (name !== undefined && name.account !== document.account) {
    return broken('digest-malformed', `it is a digest of account ${document.account}`);
  }
  const algorithm = outcome.algorithm ?? document.algorithm;
  if (document.algorithm !== 'SHA256withRSA' || algorithm !== document.algorithm) {
    return broken('digest-malformed', `signature algorithm ${algorithm} is not SHA256withRSA`);
  }
  const signed = signature ?? outcome.signature;
  if (signed === undefined) {
    return copied
      ? { kind: 'unsigned', outcome }
      : broken('digest-signature-missing', 'x-amz-meta-signature is absent');
  }
  const generated = outcome.generated === undefined ? Number.NaN : Date.parse(outcome.generated);
  const near = [document.end, ...(Number.isNaN(generated) ? [] : [generated])];
  const answer = await keys.find(name?.region ?? '', document.fingerprint, near);
  if (answer.kind === 'none') {
    return broken('digest-unknown-key', `fingerprint ${document.fingerprint}`);
  }
  if (answer.kind === 'unavailable') {
    return { kind: 'unread', problem: 'key-unavailable', detail: answer.detail };
  }
  if (!verifySignature(answer.key, textToSign(document, outcome.hash), signed)) {
    return broken('digest-signature-invalid', `key ${document.fingerprint}`);
  }
  const { start, end, previous, logs, account } = document;
  return {
    kind: 'proven',
    digest: { ...at, start, end, hash: outcome.hash, signature: signed, previous },
    logs,
    account,
  };
}

function broken(problem: ProblemKind, detail: string): Proof {
  return { kind: 'broken', problem, detail };
}
