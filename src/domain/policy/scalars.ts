/** A number as AWS writes it: integer or decimal. Undefined when it is none. */
export function parseNumber(text: string): number | undefined {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}

/** `true` and `false` in any case. */
export function parseBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  if (lower === 'true') return true;
  return lower === 'false' ? false : undefined;
}

const isoForm =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?)?)?$/i;

/**
 * Milliseconds since 1970 for a W3C profile of ISO 8601, or for epoch seconds. A text without a zone is UTC. Undefined
 * when it is neither. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function parseDate(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^-?\d{5,}(?:\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000;
  const found = isoForm.exec(trimmed);
  if (found === null) return undefined;
  const [, year, month = '01', day = '01', hour = '0', minute = '0', second = '0', fraction = '0', zone = 'Z'] = found;
  const time = Date.UTC(+year!, +month - 1, +day, +hour, +minute, +second) + Number(`0.${fraction}`) * 1000;
  if (+month < 1 || +month > 12 || +hour > 24 || +minute > 59 || +second > 60) return undefined;
  if (+day < 1 || +day > new Date(Date.UTC(+year!, +month, 0)).getUTCDate()) return undefined;
  if (zone.toUpperCase() === 'Z') return time;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || '0');
  return time - (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Base64 without padding, in one spelling, so that equal bytes compare equal. Undefined when it is not base64. */
export function parseBinary(text: string): string | undefined {
  const bare = text.trim().replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  if (!/^[A-Za-z0-9+/]*$/.test(bare) || bare.length % 4 === 1) return undefined;
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const spare = { 0: 0, 2: 4, 3: 2 }[bare.length % 4] ?? 0;
  if (spare === 0) return bare;
  const last = alphabet.indexOf(bare[bare.length - 1]!);
  return bare.slice(0, -1) + alphabet[(last >> spare) << spare]!;
}
