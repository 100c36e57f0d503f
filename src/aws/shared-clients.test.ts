import { HttpResponse } from '@smithy/core/protocols';
import { beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { getBucketVersioning, headBucket, listBuckets } from '#src/assets/bucket/operations.ts';
import { defineOperation } from '#src/core/operation.ts';
import { createCaller } from './caller.ts';

/** What calls of different accounts through one client could do to one another. A fake sender stands for AWS's own hosts. */

const HOMES = ['us-east-1', 'eu-west-1', 'ap-south-1', 'me-south-1'];
/** `bucket-5` is at home in the region at 5 % 4. */
const homeOf = (bucket: string): string => HOMES[Number(/\d+/.exec(bucket)![0]) % HOMES.length]!;

interface Sent {
  readonly key: string;
  readonly bucket: string | undefined;
  readonly host: string;
  /** The region in the signature. */
  readonly signed: string;
}
const sent: Sent[] = [];
let delay = 20;

vi.mock('./http.ts', () => {
  const handle = async ({
    method,
    hostname,
    headers,
  }: Record<string, string> & { headers: Record<string, string> }) => {
    const [key = '', , signed = ''] = /Credential=([^,]+)/.exec(headers['authorization']!)![1]!.split('/');
    const [, bucket, host = hostname] = /^(?:(.+)\.)?s3\.([a-z0-9-]+)\.amazonaws\.com$/.exec(hostname!) ?? [];
    sent.push({ key, bucket, host: host!, signed });
    await new Promise((resolve) => void setTimeout(resolve, delay));
    const home = bucket === undefined ? host! : homeOf(bucket);
    const isS3 = hostname!.includes('s3.');
    const [statusCode, text] = isS3 && host !== home ? [301, '<Error><Code>PermanentRedirect</Code></Error>'] : [200, answerTo(hostname!, bucket)]; // prettier-ignore
    const body = Buffer.from(method === 'HEAD' ? '' : text);
    return { response: new HttpResponse({ statusCode, headers: { 'x-amz-bucket-region': home }, body }) };
  };
  return { createHttpHandler: async () => ({ handle, destroy: () => undefined }) };
});

function answerTo(host: string, bucket: string | undefined): string {
  if (bucket !== undefined) return '<VersioningConfiguration/>';
  if (host.startsWith('s3.')) return '<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>';
  return host.startsWith('iam.') ? '<GetRoleResponse><GetRoleResult/></GetRoleResponse>' : '{}';
}

beforeEach(() => {
  sent.length = 0;
  delay = 20;
});

const ids = Array.from({ length: 10 }, (_, index) => String(100_000_000_000 + index));
function callerIn(region: string) {
  const sessions = ids.map((account) => {
    const credentials = async () => ({ accessKeyId: `AKIA${account}`, secretAccessKey: 's' });
    return { account, region, partition: 'aws', arn: '', credentials };
  });
  const { signal } = new AbortController();
  return {
    caller: createCaller({ sessions, signal, pace: 1_000 }),
    at: (index: number) => ({ account: ids[index]!, region }),
  };
}

test('a bucket of another region is followed there, and takes no other call along', async () => {
  const { caller, at } = callerIn('us-east-1');
  const follows = caller.call(headBucket, { Bucket: 'bucket-3' }, at(0));
  await vi.waitUntil(() => sent.some(({ host }) => host === 'me-south-1'), { interval: 1 });
  await caller.call(getBucketVersioning, { Bucket: 'bucket-4' }, at(1));
  expect((await follows).value).toMatchObject({ BucketRegion: 'me-south-1' });
  expect(sent.filter(({ bucket }) => bucket === 'bucket-4')).toEqual([
    { key: `AKIA${ids[1]}`, bucket: 'bucket-4', host: 'us-east-1', signed: 'us-east-1' },
  ]);
});

test('many redirects at once leave the client where it was, and each request is signed for the region it goes to', async () => {
  const { caller, at } = callerIn('us-east-1');
  const ask = (index: number) => caller.call(headBucket, { Bucket: `bucket-${index + 1}` }, at(index));
  const answers = await Promise.all(ids.map((_, index) => ask(index)));
  expect(answers.map(({ value }) => value)).toEqual(ids.map((_, index) => ({ BucketRegion: homeOf(`bucket-${index + 1}`) }))); // prettier-ignore
  expect(sent.filter(({ host, signed }) => host !== signed)).toEqual([]);
  sent.length = 0;
  await caller.call(listBuckets, {}, at(0));
  expect(sent.map(({ host, signed }) => [host, signed])).toEqual([['us-east-1', 'us-east-1']]);
});

test.each([
  ['organizations', 'ListParents', 'ChildId'],
  ['iam', 'GetRole', 'RoleName'],
])(
  '%s is signed for its own region, however closely calls of two accounts follow one another',
  async (service, name, field) => {
    delay = 1;
    const operation = defineOperation({ service, name, output: z.object({}) });
    const { caller, at } = callerIn('eu-west-1');
    await caller.call(operation, { [field]: 'first' }, at(0));
    for (let turns = 0; turns <= 60; turns++) {
      const later = async () => {
        for (let turn = 0; turn < turns; turn++) await Promise.resolve();
        return caller.call(operation, { [field]: `b${turns}` }, at(2));
      };
      await Promise.all([caller.call(operation, { [field]: `a${turns}` }, at(1)), later()]);
    }
    expect(sent).toHaveLength(123);
    expect(sent.filter(({ signed }) => signed !== 'us-east-1')).toEqual([]);
  },
);

test('a directory bucket is asked with the keys of each account, and without a session', async () => {
  const { caller, at } = callerIn('us-east-1');
  for (const index of [0, 1]) await caller.call(headBucket, { Bucket: 'logs--use1-az4--x-s3' }, at(index));
  expect(sent.map(({ key }) => key)).toEqual([`AKIA${ids[0]}`, `AKIA${ids[1]}`]);
});

test('a scan that is stopped does not wait for credentials', async () => {
  const controller = new AbortController();
  const site = { account: ids[0]!, region: 'eu-west-1' };
  const credentials = () => new Promise<never>(() => undefined);
  const caller = createCaller({
    sessions: [{ ...site, partition: 'aws', arn: '', credentials }],
    signal: controller.signal,
  });
  const waiting = caller.call(listBuckets, {}, site);
  setTimeout(() => controller.abort(), 20);
  await expect(waiting).rejects.toThrow('abort');
}, 2_000);
