/** An address or a range: the bytes as numbers (4 or 16) and how many leading bits count. */
export interface Cidr {
  readonly bytes: readonly number[];
  readonly bits: number;
}

/** Reads `203.0.113.0/24`, `2001:db8::/32` or one address; undefined when it is none. */
export function parseCidr(text: string): Cidr | undefined {
  const [address, prefix, ...rest] = text.split('/');
  if (rest.length > 0) return undefined;
  const bytes = parseAddress(address!);
  if (bytes === undefined) return undefined;
  if (prefix === undefined) return { bytes, bits: bytes.length * 8 };
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bytes.length * 8) return undefined;
  return { bytes, bits: Number(prefix) };
}

export function parseAddress(text: string): number[] | undefined {
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

function parseV4(text: string): number[] | undefined {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (found === null) return undefined;
  const bytes = found.slice(1).map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function parseV6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0]!);
  const tail = halves.length === 2 ? parseGroups(halves[1]!) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return [...head, ...Array<number>(missing).fill(0), ...tail];
}

function parseGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    if (index === groups.length - 1 && group.includes('.')) {
      const v4 = parseV4(group);
      if (v4 === undefined) return undefined;
      bytes.push(...v4);
    } else {
      if (!/^[\da-f]{1,4}$/i.test(group)) return undefined;
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 255);
    }
  }
  return bytes;
}

/** An IPv4 address is never in an IPv6 range, and the other way round. */
export function contains(range: Cidr, address: readonly number[]): boolean {
  if (range.bytes.length !== address.length) return false;
  const full = range.bits >> 3;
  for (let index = 0; index < full; index += 1) if (range.bytes[index] !== address[index]) return false;
  const left = range.bits & 7;
  return left === 0 || (range.bytes[full]! ^ address[full]!) >> (8 - left) === 0;
}
