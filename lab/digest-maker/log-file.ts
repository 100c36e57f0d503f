import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

export interface LogBody {
  readonly gzip: Buffer;
  /** Hex SHA-256 of the content. */
  readonly hash: string;
  readonly size: number;
}

/**
 * A log file as a busy account has them: about `size` bytes of content in records that differ as real ones do, which
 * gzip makes about a tenth of.
 *
 * @param seed the same seed gives the same file
 */
export function makeLogFile(seed: number, size: number, level = 6): LogBody {
  const random = mulberry(seed);
  const records: string[] = [];
  let length = 14;
  while (length < size || records.length === 0) {
    const record = JSON.stringify(makeRecord(random));
    records.push(record);
    length += record.length + 1;
  }
  const content = Buffer.from(`{"Records":[${records.join(',')}]}`);
  return {
    gzip: gzipSync(content, { level }),
    hash: createHash('sha256').update(content).digest('hex'),
    size: content.length,
  };
}

const calls = [
  ['s3.amazonaws.com', 'GetBucketAcl'],
  ['ec2.amazonaws.com', 'DescribeInstances'],
  ['sts.amazonaws.com', 'AssumeRole'],
  ['kms.amazonaws.com', 'Decrypt'],
  ['logs.amazonaws.com', 'CreateLogStream'],
  ['iam.amazonaws.com', 'GetRole'],
] as const;

function makeRecord(random: () => number): Record<string, unknown> {
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
  const [eventSource, eventName] = calls[Math.floor(random() * calls.length)] ?? calls[0];
  const role = `application-role-${Math.floor(random() * 20)}`;
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROA${hex(16).toUpperCase()}:i-0${hex(16)}`,
      arn: `arn:aws:sts::111122223333:assumed-role/${role}/i-0${hex(16)}`,
      accountId: '111122223333',
      accessKeyId: `ASIA${hex(16).toUpperCase()}`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          arn: `arn:aws:iam::111122223333:role/${role}`,
          accountId: '111122223333',
          userName: role,
        },
        attributes: { creationDate: '2026-11-20T00:00:00Z', mfaAuthenticated: 'false' },
      },
    },
    eventTime: new Date(1_795_000_000_000 + Math.floor(random() * 3_600_000)).toISOString(),
    eventSource,
    eventName,
    awsRegion: 'eu-west-1',
    sourceIPAddress: `10.${Math.floor(random() * 256)}.${Math.floor(random() * 256)}.${Math.floor(random() * 256)}`,
    userAgent: 'aws-sdk-js/3.1169.0 ua/2.1 os/linux lang/js md/nodejs#24.21.0',
    requestParameters: {
      resource: `arn:aws:s3:::bucket-${Math.floor(random() * 50)}`,
      size: Math.floor(random() * 1e6),
    },
    responseElements: null,
    requestID: `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
    eventID: `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
  };
}

function mulberry(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
