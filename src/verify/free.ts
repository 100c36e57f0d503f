/** Longer buffers have memory of their own; shorter ones share a piece of {@link Buffer.poolSize} bytes with others. */
export const smallestOwn = (Buffer.poolSize >>> 1) + 1;

/** Bytes that a buffer may have beyond what it shows: what was inflated says only afterwards how long it is. */
const slack = smallestOwn;

/**
 * Gives the memory of bytes back at once; nobody may look at them afterwards. Waiting for the garbage collector would make it collect every
 * few hundred files: it counts what buffers hold, and a file of 15 kB inflates to ten times that. Memory that may be shared is left alone.
 */
export function free(bytes: Uint8Array): void {
  const memory = bytes.buffer;
  const isOwn = bytes.byteOffset === 0 && memory.byteLength - bytes.byteLength <= slack;
  if (memory instanceof ArrayBuffer && isOwn && memory.byteLength !== Buffer.poolSize) {
    memory.transfer(0);
  }
}
