/** The digest document: what CloudTrail signs. Field names and meaning as in the CloudTrail user guide. */

export interface LogReference {
  readonly bucket: string;
  readonly key: string;
  /** Lower-case hex SHA-256 of the inflated log file. */
  readonly hash: string;
}

export interface PreviousDigest {
  readonly bucket: string;
  readonly key: string;
  /** Lower-case hex SHA-256 of the inflated digest. */
  readonly hash: string;
  /** Hex, as written: it is part of the text that is signed. */
  readonly signature: string;
}

export interface DigestDocument {
  readonly account: string;
  readonly bucket: string;
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
  /** As written: it is part of the text that is signed. */
  readonly endText: string;
  readonly fingerprint: string;
  readonly algorithm: string;
  /** Null in a starting digest: CloudTrail begins a chain with it. */
  readonly previous: PreviousDigest | null;
  readonly logs: readonly LogReference[];
}

export class DigestFormatError extends Error {}

const hex64 = /^[0-9a-f]{64}$/;
const hexSignature = /^(?:[0-9a-f]{2}){64,1024}$/i;

/**
 * Reads a digest's parsed JSON. Nothing in it is trusted: every field that is used is of the right type, bounded in
 * length, and a hash is a hash.
 *
 * @throws DigestFormatError naming the field.
 */
export function parseDigestDocument(json: unknown): DigestDocument {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new DigestFormatError('the document is not an object');
  }
  const body = json as Readonly<Record<string, unknown>>;
  const endText = text(body, 'digestEndTime', 40);
  const start = instant(text(body, 'digestStartTime', 40), 'digestStartTime');
  const end = instant(endText, 'digestEndTime');
  if (end < start) {
    throw new DigestFormatError('digestEndTime is before digestStartTime');
  }
  return {
    account: text(body, 'awsAccountId', 12),
    bucket: text(body, 'digestS3Bucket', 255),
    key: text(body, 'digestS3Object', 1024),
    start,
    end,
    endText,
    fingerprint: text(body, 'digestPublicKeyFingerprint', 128),
    algorithm: text(body, 'digestSignatureAlgorithm', 40),
    previous: previous(body),
    logs: logs(body['logFiles']),
  };
}

function previous(body: Readonly<Record<string, unknown>>): PreviousDigest | null {
  const names = [
    'previousDigestS3Bucket',
    'previousDigestS3Object',
    'previousDigestHashValue',
    'previousDigestSignature',
  ];
  const absent = names.filter((name) => body[name] === null || body[name] === undefined);
  if (absent.length === names.length) {
    return null;
  }
  if (absent.length > 0) {
    throw new DigestFormatError(`${absent.join(', ')} is missing beside the other fields of the previous digest`);
  }
  algorithm(body['previousDigestHashAlgorithm'], 'previousDigestHashAlgorithm');
  const signature = text(body, 'previousDigestSignature', 2048);
  if (!hexSignature.test(signature)) {
    throw new DigestFormatError('previousDigestSignature is not a hex signature');
  }
  return {
    bucket: text(body, 'previousDigestS3Bucket', 255),
    key: text(body, 'previousDigestS3Object', 1024),
    hash: hash(text(body, 'previousDigestHashValue', 64), 'previousDigestHashValue'),
    signature,
  };
}

function logs(value: unknown): readonly LogReference[] {
  // A digest of a quiet hour has [], and some have null.
  if (value === null || value === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw new DigestFormatError('logFiles is not a list');
  }
  return value.map((entry: unknown, index): LogReference => {
    if (typeof entry !== 'object' || entry === null) {
      throw new DigestFormatError(`logFiles[${index}] is not an object`);
    }
    const log = entry as Readonly<Record<string, unknown>>;
    algorithm(log['hashAlgorithm'], `logFiles[${index}].hashAlgorithm`);
    return {
      bucket: text(log, 's3Bucket', 255),
      key: text(log, 's3Object', 1024),
      hash: hash(text(log, 'hashValue', 64), `logFiles[${index}].hashValue`),
    };
  });
}

/** Each log file that a digest names, once for each hash that it gives. */
export function distinctLogs(logs: readonly LogReference[]): readonly LogReference[] {
  return [...new Map(logs.map((log) => [`${log.bucket}/${log.key} ${log.hash}`, log])).values()];
}

function text(body: Readonly<Record<string, unknown>>, name: string, longest: number): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') {
    throw new DigestFormatError(`${name} is missing or no text`);
  }
  if (value.length > longest) {
    throw new DigestFormatError(`${name} is longer than ${longest} characters`);
  }
  return value;
}

function hash(value: string, name: string): string {
  const lower = value.toLowerCase();
  if (!hex64.test(lower)) {
    throw new DigestFormatError(`${name} is not a SHA-256 in hex`);
  }
  return lower;
}

function algorithm(value: unknown, name: string): void {
  if (value !== undefined && value !== null && value !== 'SHA-256') {
    throw new DigestFormatError(`${name} is not SHA-256`);
  }
}

function instant(value: string, name: string): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new DigestFormatError(`${name} is not a UTC time`);
  }
  return time;
}
