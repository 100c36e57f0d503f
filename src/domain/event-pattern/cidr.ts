/** A block of IP addresses: an address as bytes (4 or 16) and how many leading bits count. */
export type Cidr = { readonly bytes: readonly number[]; readonly bits: number };

/** Reads `10.0.0.0/8` or `2001:db8::/32`; undefined when it is neither. */
export function parseCidr(text: string): Cidr | undefined {
  const parts = text.split('/');
  if (parts.length !== 2 || !/^\d{1,3}$/.test(parts[1]!)) return undefined;
  const bytes = parseAddress(parts[0]!);
  const bits = Number(parts[1]);
  return bytes === undefined || bits > bytes.length * 8 ? undefined : { bytes, bits };
}

/** Whether the text is an address of the same family inside the block. */
export function inCidr(range: Cidr, text: string): boolean {
  const bytes = parseAddress(text);
  if (bytes === undefined || bytes.length !== range.bytes.length) return false;
  for (let bit = 0; bit < range.bits; bit += 8) {
    const index = bit >> 3;
    const kept = Math.min(8, range.bits - bit);
    const mask = (0xff << (8 - kept)) & 0xff;
    if ((bytes[index]! & mask) !== (range.bytes[index]! & mask)) return false;
  }
  return true;
}

function parseAddress(text: string): number[] | undefined {
  if (text.length > 45) return undefined;
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

function parseV4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.map(Number);
}

function parseV6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':').map(parseGroup)));
  const groups = [...(head ?? []), ...(tail ?? [])];
  if (groups.includes(undefined)) return undefined;
  const bytes = groups.flatMap((group) => group ?? []);
  const missing = 16 - bytes.length;
  if (halves.length === 1) return missing === 0 ? bytes : undefined;
  if (missing < 2) return undefined;
  const before = (head ?? []).flatMap((group) => group ?? []);
  return [...before, ...Array.from({ length: missing }, () => 0), ...bytes.slice(before.length)];
}

function parseGroup(group: string): number[] | undefined {
  if (group.includes('.')) return parseV4(group);
  if (!/^[0-9A-Fa-f]{1,4}$/.test(group)) return undefined;
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 0xff];
}
