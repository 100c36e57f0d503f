import { hash } from 'node:crypto';
import { VERSION } from '#src/version.ts';
import { keyed } from '#src/aws/sha256.ts';
import type { Credentials } from '../ports.ts';

/**
 * Signature version 4 for requests without body. The SDK's signer costs ten times as much per request, and a log file
 * takes one request: see `docs/verify-logs.md`, Speed.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */

/** Whose calls these are stands in the account's CloudTrail events. */
const USER_AGENT = `surety/${VERSION}`;

const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export interface Unsigned {
  readonly host: string;
  /** Encoded, with the first slash. */
  readonly path: string;
  /** Names and values, not encoded. */
  readonly query: Readonly<Record<string, string>>;
}

/** Signs GET requests for one set of credentials and keeps the day's key. The time is in milliseconds since the epoch. */
export function createSigner(
  credentials: Credentials,
  region: string,
): (request: Unsigned, now: number) => Record<string, string> {
  let second = 0;
  let stamp = '';
  let day = '';
  let sign = keyed('');
  const scopeEnd = `/${region}/s3/aws4_request`;
  const token = credentials.sessionToken;
  const names = `host;x-amz-content-sha256;x-amz-date${token === undefined ? '' : ';x-amz-security-token'}`;
  return (request, now) => {
    if (Math.floor(now / 1000) !== second) {
      second = Math.floor(now / 1000);
      stamp = `${new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
    }
    if (stamp.slice(0, 8) !== day) {
      day = stamp.slice(0, 8);
      sign = keyed(signingKey(credentials.secretAccessKey, day, region));
    }
    const headers: Record<string, string> = {
      host: request.host,
      'x-amz-content-sha256': emptyHash,
      'x-amz-date': stamp,
      // Not signed, for proxies may change it.
      'user-agent': USER_AGENT,
      ...(token === undefined ? {} : { 'x-amz-security-token': token }),
    };
    const lines = `host:${request.host}\nx-amz-content-sha256:${emptyHash}\nx-amz-date:${stamp}\n${token === undefined ? '' : `x-amz-security-token:${token}\n`}`;
    const canonical = `GET\n${request.path}\n${encodeQuery(request.query)}\n${lines}\n${names}\n${emptyHash}`;
    const scope = day + scopeEnd;
    const text = `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${hash('sha256', canonical, 'hex')}`;
    const signature = Buffer.from(sign([Buffer.from(text)])).toString('hex');
    headers['authorization'] =
      `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    return headers;
  };
}

function signingKey(secret: string, day: string, region: string): Uint8Array {
  let key: Uint8Array = Buffer.from(`AWS4${secret}`);
  for (const part of [day, region, 's3', 'aws4_request']) {
    key = keyed(key)([Buffer.from(part)]);
  }
  return key;
}

export function encodeQuery(query: Readonly<Record<string, string>>): string {
  const parts = Object.entries(query);
  return parts.length === 0
    ? ''
    : parts
        .map(([name, value]) => `${encode(name)}=${encode(value)}`)
        .sort()
        .join('&');
}

/** A key as path: slashes stay, everything else that is not unreserved is encoded. */
export function encodePath(key: string): string {
  return plain.test(key) ? key : key.split('/').map(encode).join('/');
}

const plain = /^[A-Za-z0-9_.~/-]*$/;

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
