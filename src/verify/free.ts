/**
 * Gives the memory of bytes back at once; nobody may look at them afterwards. Waiting for the garbage collector would make it collect every
 * few hundred files: it counts what buffers hold, and a file of 15 kB inflates to ten times that.
 */
export function free(bytes: Uint8Array): void {
  const memory = bytes.buffer;
  // Small buffers share a piece of memory with others.
  if (memory instanceof ArrayBuffer && bytes.byteOffset === 0 && memory.byteLength > Buffer.poolSize) {
    memory.transfer(0);
  }
}
