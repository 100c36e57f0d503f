import type { ReadFailure } from '../ports.ts';

/** What an answer of S3 that is no success says about the object. */
export type S3Fault =
  | { readonly reason: ReadFailure; readonly detail: string }
  | { readonly reason: 'other-region'; readonly region: string | undefined; readonly detail: string }
  | { readonly reason: 'expired'; readonly detail: string };

const throttling = new Set([
  'SlowDown',
  'ServiceUnavailable',
  'RequestLimitExceeded',
  'ThrottlingException',
  'Throttling',
  'KMS.ThrottlingException',
]);
const transient = new Set(['InternalError', 'RequestTimeout', 'OperationAborted', 'RequestTimeTooSkewed']);
const missing = new Set(['NoSuchKey', 'NoSuchBucket', 'NoSuchVersion']);

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function classifyS3(status: number, body: string, bucketRegion: string | undefined): S3Fault {
  const code = tag(body, 'Code');
  const message = tag(body, 'Message');
  const detail = [code ?? `HTTP ${status}`, message]
    .filter((part) => part !== undefined && part !== '')
    .join(': ')
    .slice(0, 400);
  if (code === 'PermanentRedirect' || code === 'AuthorizationHeaderMalformed' || (status >= 300 && status < 400)) {
    return { reason: 'other-region', region: bucketRegion ?? tag(body, 'Region'), detail };
  }
  if (code === 'ExpiredToken' || code === 'TokenRefreshRequired') {
    return { reason: 'expired', detail };
  }
  if (code === 'InvalidObjectState') {
    return { reason: 'archived', detail };
  }
  if (throttling.has(code ?? '') || status === 429 || (code === undefined && status === 503)) {
    return { reason: 'throttled', detail };
  }
  if (transient.has(code ?? '') || status >= 500) {
    return { reason: 'network', detail };
  }
  // A 404 that S3 did not write comes from something on the way, and proves nothing.
  if (status === 404 && missing.has(code ?? '')) {
    return { reason: 'missing', detail };
  }
  return status === 404 ? { reason: 'network', detail } : { reason: 'denied', detail };
}

/** The text of the first such element of an answer of S3. */
export function tag(xml: string, name: string): string | undefined {
  const start = xml.indexOf(`<${name}>`);
  const end = start < 0 ? -1 : xml.indexOf(`</${name}>`, start);
  return end < 0 ? undefined : unescapeXml(xml.slice(start + name.length + 2, end));
}

export function unescapeXml(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (all, decimal, hex, name) => {
    if (typeof name === 'string') {
      return named[name.toLowerCase()] ?? all;
    }
    const point = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(hex as string, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
}
