import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { dayFolder, digestKey, formatStamp, logFolder } from '#src/domain/digest/object-key.ts';
import type { Buckets } from './bucket.ts';
import { signText, type SigningKey } from './key.ts';
import { makeLogFile, type LogBody } from './log-file.ts';

const hour = 3_600_000;

export interface Writer {
  readonly buckets: Buckets;
  readonly bucket: string;
  readonly prefix?: string;
  readonly organization?: string;
  readonly account: string;
  readonly region: string;
  readonly trail: string;
  readonly homeRegion: string;
  readonly key: SigningKey;
  readonly logsPerHour: number;
  /** Bytes of content of a log file; 2000. */
  readonly logSize?: number;
  /** Log files by number, to use one body under many names. */
  readonly logBody?: (number: number) => LogBody;
}

export interface Written {
  readonly bucket: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly hash: string;
  readonly signature: string;
  readonly logs: readonly { readonly bucket: string; readonly key: string; readonly hash: string }[];
}

export interface Hour {
  readonly start: number;
  readonly end?: number;
  readonly previous: Written | undefined;
  readonly logs?: readonly { readonly bucket: string; readonly key: string; readonly hash: string }[];
  readonly backfill?: boolean;
  /** Changes the document before it is signed. */
  readonly change?: (document: Record<string, unknown>) => void;
}

/** Writes the digests and log files of some hours, each digest naming the one before it. */
export function writeChain(writer: Writer, from: number, hoursCount: number, previous?: Written): Written[] {
  const written: Written[] = [];
  let last = previous;
  for (let index = 0; index < hoursCount; index += 1) {
    last = writeHour(writer, { start: from + index * hour, previous: last });
    written.push(last);
  }
  return written;
}

/** Writes one signed digest, and the hour's log files unless they are given. */
export function writeHour(writer: Writer, of: Hour): Written {
  const end = of.end ?? of.start + hour;
  const logs = of.logs ?? writeLogs(writer, of.start, end);
  const name = {
    ...placeOf(writer),
    trail: writer.trail,
    homeRegion: writer.homeRegion,
    end,
    backfill: of.backfill === true,
  };
  const key = digestKey(name);
  const { previous } = of;
  const document: Record<string, unknown> = {
    awsAccountId: writer.account,
    digestStartTime: iso(of.start),
    digestEndTime: iso(end),
    digestS3Bucket: writer.bucket,
    digestS3Object: key,
    digestPublicKeyFingerprint: writer.key.fingerprint,
    digestSignatureAlgorithm: 'SHA256withRSA',
    newestEventTime: logs.length === 0 ? null : iso(end - 60_000),
    oldestEventTime: logs.length === 0 ? null : iso(of.start),
    previousDigestS3Bucket: previous?.bucket ?? null,
    previousDigestS3Object: previous?.key ?? null,
    previousDigestHashValue: previous?.hash ?? null,
    previousDigestHashAlgorithm: previous === undefined ? null : 'SHA-256',
    previousDigestSignature: previous?.signature ?? null,
    logFiles: logs.map((log) => ({
      s3Bucket: log.bucket,
      s3Object: log.key,
      hashValue: log.hash,
      hashAlgorithm: 'SHA-256',
      newestEventTime: iso(end - 60_000),
      oldestEventTime: iso(of.start),
    })),
  };
  of.change?.(document);
  const content = Buffer.from(JSON.stringify(document));
  const hash = createHash('sha256').update(content).digest('hex');
  const text = `${String(document['digestEndTime'])}\n${String(document['digestS3Bucket'])}/${String(document['digestS3Object'])}\n${hash}\n${String(document['previousDigestSignature'])}`;
  const signature = signText(writer.key, text);
  const metadata: Record<string, string> = { signature, 'signature-algorithm': 'SHA256withRSA' };
  if (of.backfill === true) {
    metadata['backfill-generation-timestamp'] = iso(end + 2 * hour);
  }
  writer.buckets.put(writer.bucket, key, { body: gzipSync(content), metadata });
  return { bucket: writer.bucket, key, start: of.start, end, hash, signature, logs };
}

export function placeOf(writer: Writer): {
  prefix: string;
  organization: string | undefined;
  account: string;
  region: string;
} {
  return {
    prefix: writer.prefix ?? '',
    organization: writer.organization,
    account: writer.account,
    region: writer.region,
  };
}

export function logKey(writer: Writer, time: number, unique: string): string {
  const stamp = `${formatStamp(time).slice(0, 13)}Z`;
  return `${logFolder(placeOf(writer))}${dayFolder(time)}${writer.account}_CloudTrail_${writer.region}_${stamp}_${unique}.json.gz`;
}

export function writeLogs(writer: Writer, start: number, end: number): Written['logs'] {
  return Array.from({ length: writer.logsPerHour }, (_, index) => {
    const time = start + Math.floor(((index + 0.5) * (end - start)) / writer.logsPerHour);
    const number = Math.floor(time / 1000);
    const body = writer.logBody?.(number) ?? makeLogFile(number, writer.logSize ?? 2000);
    const unique = createHash('md5').update(`${writer.trail}${writer.region}${time}`).digest('hex').slice(0, 16);
    const key = logKey(writer, time, unique);
    writer.buckets.put(writer.bucket, key, { body: body.gzip, metadata: {} });
    return { bucket: writer.bucket, key, hash: body.hash };
  });
}

export function iso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
