import { expect, test } from 'vitest';
import { DigestFormatError, parseDigestDocument } from './document.ts';
import { jsonExceeds } from './json-guard.ts';
import { textToSign } from './signing.ts';

const good = {
  awsAccountId: '111122223333',
  digestStartTime: '2026-11-20T07:00:00Z',
  digestEndTime: '2026-11-20T08:00:00Z',
  digestS3Bucket: 'b',
  digestS3Object: 'k',
  digestPublicKeyFingerprint: 'f',
  digestSignatureAlgorithm: 'SHA256withRSA',
  previousDigestS3Bucket: null,
  previousDigestS3Object: null,
  previousDigestHashValue: null,
  previousDigestHashAlgorithm: null,
  previousDigestSignature: null,
  logFiles: [{ s3Bucket: 'b', s3Object: 'l', hashValue: 'AB'.repeat(32), hashAlgorithm: 'SHA-256' }],
};
const previous = {
  previousDigestS3Bucket: 'b',
  previousDigestS3Object: 'p',
  previousDigestHashValue: 'cd'.repeat(32),
  previousDigestHashAlgorithm: 'SHA-256',
  previousDigestSignature: 'ef'.repeat(256),
};

test('a starting digest has no predecessor, and signs the word null', () => {
  const digest = parseDigestDocument(good);
  expect(digest.previous).toBeNull();
  expect(digest.logs).toEqual([{ bucket: 'b', key: 'l', hash: 'ab'.repeat(32) }]);
  expect(textToSign(digest, 'hash')).toBe('2026-11-20T08:00:00Z\nb/k\nhash\nnull');
});

test('a linked digest signs the signature of its predecessor', () => {
  const digest = parseDigestDocument({ ...good, ...previous });
  expect(textToSign(digest, 'hash')).toBe(`2026-11-20T08:00:00Z\nb/k\nhash\n${'ef'.repeat(256)}`);
});

test.for<[string, unknown]>([
  ['null', null],
  ['a list', []],
  ['a number for the bucket', { ...good, digestS3Bucket: 1 }],
  ['an empty key', { ...good, digestS3Object: '' }],
  ['a key longer than S3 allows', { ...good, digestS3Object: 'k'.repeat(1025) }],
  ['half a predecessor', { ...good, ...previous, previousDigestHashValue: null }],
  ['a predecessor hashed otherwise', { ...good, ...previous, previousDigestHashAlgorithm: 'MD5' }],
  ['a predecessor whose signature is no hex', { ...good, ...previous, previousDigestSignature: 'x'.repeat(512) }],
  ['an end before the start', { ...good, digestEndTime: '2026-11-20T06:59:59Z' }],
  ['a time in another zone', { ...good, digestEndTime: '2026-11-20T08:00:00+01:00' }],
  ['log files that are no list', { ...good, logFiles: {} }],
  ['a log file that is null', { ...good, logFiles: [null] }],
  ['a log file with half a hash', { ...good, logFiles: [{ ...good.logFiles[0], hashValue: 'ab' }] }],
  ['a log file hashed with MD5', { ...good, logFiles: [{ ...good.logFiles[0], hashAlgorithm: 'MD5' }] }],
])('%s is refused', ([, json]) => {
  expect(() => parseDigestDocument(json)).toThrow(DigestFormatError);
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.for<[string, string, boolean]>([
  ['four levels', '[[[[]]]]', false],
  ['five levels', '[[[[[]]]]]', true],
  ['brackets inside a text', '["[[[[[[[["]', false],
  ['brackets after an escaped quote', '["\\"[[[[[[[["]', false],
  ['brackets after an escaped backslash', '["\\\\",[[[[[]]]]]]', true],
  ['ten values', `[${'1,'.repeat(9)}1]`, false],
  ['eleven values', `[${'1,'.repeat(10)}1]`, true],
])('%s: over the limit of four levels and ten values is %s', ([, text, over]) => {
  expect(jsonExceeds(bytes(text), { depth: 4, values: 10 }) !== undefined).toBe(over);
});
