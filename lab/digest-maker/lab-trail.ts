import { type BucketLocationConstraint, CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Lab } from '../index.ts';
import { wire } from '../proxy/wire.ts';
import type { Clients } from '../scenarios/clients.ts';
import type { Buckets } from './bucket.ts';
import type { SigningKey } from './key.ts';

const atOnce = 8;

/** Makes the maker's buckets through the S3 API, with all that is in them and its metadata. */
export async function uploadBuckets({ s3, region }: Clients, buckets: Buckets): Promise<void> {
  for (const [Bucket, objects] of buckets.objects) {
    const location =
      region === 'us-east-1'
        ? {}
        : { CreateBucketConfiguration: { LocationConstraint: wire<BucketLocationConstraint>(region) } };
    await s3.send(new CreateBucketCommand({ Bucket, ...location }));
    const waiting = [...objects];
    const put = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const [Key, { body, metadata }] = next;
        await s3.send(new PutObjectCommand({ Bucket, Key, Body: body, Metadata: metadata }));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, put));
  }
}

const day = 24 * 3_600_000;
/** ListPublicKeys gives ten keys a page: with these before it, a key is on the second one. */
const others = 12;

/** Lets ListPublicKeys of a region serve these keys, after a page of keys that signed nothing here. */
export function publishKeys(lab: Lab, region: string, keys: readonly SigningKey[]): void {
  const [first] = keys;
  const start = new Date(lab.now().getTime() - 30 * day);
  const end = new Date(lab.now().getTime() + 30 * day);
  const published = keys.map(({ der, fingerprint }) => ({ value: der, fingerprint, start, end }));
  const earlier = Array.from({ length: first === undefined ? 0 : others }, (_, index) => ({
    value: first?.der ?? new Uint8Array(),
    fingerprint: String(index).padStart(32, '0'),
    start,
    end,
  }));
  lab.setPublicKeys(region, [...earlier, ...published]);
}
