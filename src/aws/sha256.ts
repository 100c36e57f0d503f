import { hash } from 'node:crypto';

type Source = string | ArrayBuffer | ArrayBufferView;

/** Bytes of a block of SHA-256. */
const BLOCK = 64;

/**
 * SHA-256, and HMAC where it is made with a key, as the SDK signs requests with: about ten times for each call.
 */
export class Sha256 {
  readonly #sum: (parts: readonly Uint8Array[]) => Uint8Array;
  #parts: Uint8Array[] = [];

  constructor(secret?: Source) {
    this.#sum = secret === undefined ? sha256 : keyed(secret);
  }

  update(data: Source): void {
    this.#parts.push(bytes(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#sum(this.#parts));
  }

  reset(): void {
    this.#parts = [];
  }
}

/**
 * HMAC with SHA-256 and one key. Node's `createHmac` looks at its key in ways that take longer than the hashing; HMAC is
 * two hashes (RFC 2104).
 */
export function keyed(secret: Source): (parts: readonly Uint8Array[]) => Uint8Array {
  const block = blockOf(bytes(secret));
  const [inner, outer] = [masked(block, 0x36), masked(block, 0x5c)];
  return (parts) => sha256([outer, sha256([inner, ...parts])]);
}

const sha256 = (parts: readonly Uint8Array[]): Uint8Array =>
  hash('sha256', parts.length === 1 ? parts[0]! : Buffer.concat(parts), 'buffer');

function bytes(source: Source): Uint8Array {
  if (typeof source === 'string') return Buffer.from(source, 'utf8');
  if (source instanceof Uint8Array) return source;
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

/** A key as long as a block: a longer one is hashed, a shorter one ends in zeros. */
function blockOf(key: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK);
  block.set(key.length > BLOCK ? sha256([key]) : key);
  return block;
}

const masked = (block: Uint8Array, mask: number): Uint8Array => block.map((byte) => byte ^ mask);
