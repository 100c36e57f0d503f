/** Bytes at the end of a member: the checksum of its content, and its length modulo 2^32. */
export const trailerLength = 8;

/** No honest header is longer: it may carry the name of a file and a comment. */
const longest = 64 * 1024;

const flags = { headerChecksum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const;

/**
 * Bytes of the header that a gzip member begins with; `cut` when it has not ended by the end of these bytes. RFC 1952.
 *
 * @returns undefined when this is no gzip file
 */
export function headerLength(bytes: Uint8Array): number | 'cut' | undefined {
  const isGzip = [0x1f, 0x8b, 8].every((byte, at) => at >= bytes.length || bytes[at] === byte);
  const flag = bytes[3] ?? 0;
  if (!isGzip || (flag & flags.reserved) !== 0) {
    return undefined;
  }
  let end = 10;
  if ((flag & flags.extra) !== 0) {
    end += 2 + (bytes[end] ?? 0) + (bytes[end + 1] ?? 0) * 256;
  }
  for (const text of [flags.name, flags.comment]) {
    if ((flag & text) !== 0) {
      const zero = bytes.indexOf(0, end);
      end = zero < 0 ? Number.POSITIVE_INFINITY : zero + 1;
    }
  }
  if ((flag & flags.headerChecksum) !== 0) {
    end += 2;
  }
  if (end <= bytes.length) {
    return end;
  }
  return bytes.length > longest ? undefined : 'cut';
}

/** What the eight bytes after the content say of it. */
export function readTrailer(bytes: Uint8Array): { readonly checksum: number; readonly size: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, trailerLength);
  return { checksum: view.getUint32(0, true), size: view.getUint32(4, true) };
}
