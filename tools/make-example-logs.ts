import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createBuckets } from '#lab/digest-maker/bucket.ts';
import { logKey, writeChain, type Writer } from '#lab/digest-maker/chain.ts';
import { createSigningKey } from '#lab/digest-maker/key.ts';

/**
 * Makes `examples/logs`: twelve hours of a trail as copied from its bucket, with the public keys, and what an intruder did to them.
 * A calculated key signs it, so every run gives other bytes: to be run only when the example is to change.
 */
function makeExampleLogs(folder: string): void {
  const buckets = createBuckets();
  const key = createSigningKey();
  const writer: Writer = {
    buckets,
    bucket: 'company-audit-logs',
    account: '111122223333',
    region: 'eu-west-1',
    trail: 'company-audit',
    homeRegion: 'eu-west-1',
    key,
    logsPerHour: 3,
  };
  const begin = Date.parse('2026-11-19T12:00:00Z');
  const chain = writeChain(writer, begin, 12);

  // Between six and seven somebody was here. A call is taken out of a log file,
  const changed = buckets.get(writer.bucket, chain[6]!.logs[1]!.key);
  const { Records } = JSON.parse(gunzipSync(changed.body).toString()) as { Records: unknown[] };
  changed.body = gzipSync(JSON.stringify({ Records: Records.slice(1) }));
  // two hours later the digest is gone,
  buckets.delete(writer.bucket, chain[8]!.key);
  // and a log file that CloudTrail never wrote lies among the others.
  const forged = logKey(writer, begin + 4.5 * 3_600_000, 'ZZZZZZZZZZZZZZZZ');
  buckets.put(writer.bucket, forged, { body: gzipSync(JSON.stringify({ Records: [] })), metadata: {} });

  rmSync(folder, { recursive: true, force: true });
  for (const [name, { body, metadata }] of buckets.objects.get(writer.bucket)!) {
    const file = join(folder, 'bucket', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, body);
    if ('signature' in metadata) writeFileSync(`${file}.metadata.json`, JSON.stringify({ Metadata: metadata }));
  }
  const keys = { PublicKeyList: [{ Value: key.der.toString('base64'), Fingerprint: key.fingerprint }] };
  writeFileSync(join(folder, 'public-keys.json'), `${JSON.stringify(keys, undefined, 2)}\n`);
}

if (import.meta.main) makeExampleLogs(join(import.meta.dirname, '..', 'examples', 'logs'));
