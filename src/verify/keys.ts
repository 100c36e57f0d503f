import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { readBounded } from '#src/config/read-bounded.ts';
import { UserError } from '#src/core/user-error.ts';
import { Unknown } from '#src/core/unknown.ts';
import { hour } from '#src/domain/digest/chain.ts';
import type { PublicKey, PublicKeySource } from './ports.ts';

/**
 * Verifies a digest's signature.
 *
 * @param signature hex
 */
export function verifySignature(key: PublicKey, text: string, signature: string): boolean {
  const publicKey = readOnce(key);
  const bytes = Buffer.from(signature, 'hex');
  // RSASSA-PKCS1-v1_5 is what `verify` does with an RSA key. A hex text that is none gives fewer bytes.
  return (
    publicKey !== undefined &&
    bytes.length * 2 === signature.length &&
    verify('sha256', Buffer.from(text), publicKey, bytes)
  );
}

/** A key verifies hundreds of digests, and reading it takes longer than verifying one. */
function readOnce(key: PublicKey): KeyObject | undefined {
  if (!readers.has(key)) {
    readers.set(key, readKey(key.der));
  }
  return readers.get(key);
}

const readers = new WeakMap<PublicKey, KeyObject | undefined>();

/** CloudTrail gives PKCS#1; a sample in its documentation is SPKI. */
function readKey(der: Uint8Array): KeyObject | undefined {
  for (const type of ['pkcs1', 'spki'] as const) {
    try {
      const key = createPublicKey({ key: Buffer.from(der), format: 'der', type });
      return key.asymmetricKeyType === 'rsa' ? key : undefined;
    } catch {
      continue;
    }
  }
  return undefined;
}

export interface KeyRing {
  /** Asks for a region's keys of the range, so that they are there when its first digest is. */
  prepare(region: string): void;
  /** The key of a fingerprint that a digest names. */
  find(region: string, fingerprint: string, near: readonly number[]): Promise<KeyAnswer>;
  /** All keys that were used, for the evidence. */
  used(): readonly PublicKey[];
}

/** CloudTrail has signed digests since 2015. */
const firstDigests = Date.UTC(2015, 0);

export type KeyAnswer =
  | { readonly kind: 'key'; readonly key: PublicKey }
  /** CloudTrail was asked and has no such key. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unavailable'; readonly detail: string };

/**
 * Asks for the keys of a region once for the range, and once more around a digest whose key was not among them: a
 * backfill digest may be signed with the key of the day on which it was made.
 */
export function createKeyRing(source: PublicKeySource, from: number, to: number): KeyRing {
  const asked = new Map<string, Promise<readonly PublicKey[] | Unknown>>();
  const used = new Map<string, PublicKey>();
  const ask = async (region: string, start: number, end: number): Promise<readonly PublicKey[] | Unknown> => {
    const id = `${region} ${start} ${end}`;
    const known = asked.get(id) ?? source.keys(region, start, end);
    // Bounded: forged digests may name any day there is.
    if (asked.size < 2000) {
      asked.set(id, known);
    }
    return await known;
  };
  const range = [from - 2 * hour, to + 2 * hour] as const;
  return {
    prepare(region) {
      // Why it failed is told to who needs a key.
      ask(region, ...range).catch(() => undefined);
    },
    async find(region, fingerprint, near) {
      const windows = [
        range,
        ...near
          .filter(isPossible)
          .map((time) => [
            Math.floor(time / (24 * hour)) * 24 * hour - 2 * hour,
            Math.ceil(time / (24 * hour)) * 24 * hour + 2 * hour,
          ]),
      ] as const;
      let failed: Unknown | undefined;
      for (const [start = 0, end = 0] of windows) {
        const keys = await ask(region, start, end);
        if (keys instanceof Unknown) {
          failed = keys;
          continue;
        }
        const key = keys.find((candidate) => candidate.fingerprint === fingerprint);
        if (key !== undefined) {
          used.set(fingerprint, key);
          return { kind: 'key', key };
        }
      }
      if (failed !== undefined) {
        const action = failed.action === undefined ? '' : ` (needs ${failed.action})`;
        return { kind: 'unavailable', detail: `ListPublicKeys in ${region}: ${failed.detail}${action}` };
      }
      return source.complete
        ? { kind: 'none' }
        : { kind: 'unavailable', detail: `no key with fingerprint ${fingerprint} is among those given` };
    },
    used: () => [...used.values()],
  };
}

/** AWS is asked for keys of a time that can be one: a forged digest may say any, and the refusal would hide the forgery. */
function isPossible(time: number): boolean {
  return time > firstDigests && time < Date.UTC(9999, 0);
}

/** Keys from files as `aws cloudtrail list-public-keys` writes them. @throws UserError */
export function readKeyFiles(files: readonly string[]): PublicKeySource {
  const keys = files.flatMap(readKeyFile);
  const known = new Map<string, Uint8Array>();
  for (const { fingerprint, der } of keys) {
    // Whichever was believed, the digests of the other would be called forged.
    if (Buffer.compare(known.get(fingerprint) ?? der, der) !== 0) {
      throw new UserError(
        'PUBLIC_KEYS_UNREADABLE',
        `${files.join(' and ')} give two keys with the fingerprint ${fingerprint.slice(0, 128)}`,
        'Fetch them again: a key of CloudTrail has a fingerprint of its own.',
      );
    }
    known.set(fingerprint, der);
  }
  return { complete: false, keys: async () => keys };
}

/** A region has a few keys a year, of half a kilobyte each. */
const mostKeyBytes = 16 * 1024 ** 2;

function readKeyFile(file: string): readonly PublicKey[] {
  const hint =
    'Write it with: aws cloudtrail list-public-keys --region REGION --start-time T --end-time T --output json';
  let json: unknown;
  try {
    const bytes = readBounded(file, mostKeyBytes);
    if (bytes === undefined) throw new Error('it has more than 16 MB');
    json = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UserError('PUBLIC_KEYS_UNREADABLE', `${file} cannot be read as JSON: ${(error as Error).message}`, hint);
  }
  const list: unknown =
    typeof json === 'object' && json !== null ? (json as Record<string, unknown>)['PublicKeyList'] : undefined;
  if (!Array.isArray(list)) {
    throw new UserError('PUBLIC_KEYS_UNREADABLE', `${file} has no list PublicKeyList`, hint);
  }
  if (list.length === 0) {
    throw new UserError(
      'PUBLIC_KEYS_UNREADABLE',
      `${file} holds no keys: its PublicKeyList is empty`,
      'Ask for the time and the region of the digests.',
    );
  }
  return list.map((entry: unknown): PublicKey => {
    const { Value: value, Fingerprint: fingerprint } = (entry ?? {}) as Record<string, unknown>;
    const der = typeof value === 'string' ? Buffer.from(value, 'base64') : undefined;
    if (der === undefined || typeof fingerprint !== 'string' || readKey(der) === undefined) {
      throw new UserError('PUBLIC_KEYS_UNREADABLE', `${file} has an entry that is no RSA public key`, hint);
    }
    return { fingerprint, der };
  });
}

/** MD5 of the DER, as CloudTrail names keys. It names and does not protect. */
export function fingerprintOf(der: Uint8Array): string {
  return createHash('md5').update(der).digest('hex');
}
