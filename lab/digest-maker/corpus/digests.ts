import { gzipSync } from 'node:zlib';
import { parseDigestKey } from '#src/domain/digest/object-key.ts';
import { begin, hour } from '../world.ts';
import { iso, writeHour } from '../chain.ts';
import { createSigningKey } from '../key.ts';
import { memberHole, type CorpusCase } from './case.ts';
import { rewrite, at, appendTo, cut, prependTo, retext, stampOf } from './tampering.ts';

/** A digest that is there and is not as CloudTrail wrote it. */
export const digests: readonly CorpusCase[] = [
  { name: 'untouched', verdict: 'valid', problems: [], tamper: () => {}, aws: { exit: 0 } },
  {
    name: 'a digest with changed content',
    verdict: 'invalid',
    problems: ['digest-signature-invalid'],
    tamper: (world) => rewrite(world, 6, (json) => (json['newestEventTime'] = iso(begin))),
    aws: { exit: 1 },
  },
  {
    name: 'a digest with re-ordered log files',
    verdict: 'invalid',
    problems: ['digest-signature-invalid'],
    tamper: (world) => rewrite(world, 6, (json) => (json['logFiles'] as unknown[]).reverse()),
    aws: { exit: 1 },
  },
  {
    name: 'a digest with a duplicated log file',
    verdict: 'invalid',
    problems: ['digest-signature-invalid'],
    tamper: (world) =>
      rewrite(world, 6, (json) => (json['logFiles'] as unknown[]).push((json['logFiles'] as unknown[])[0])),
    aws: { exit: 1 },
  },
  {
    name: 'a digest signed with a key of the attacker',
    verdict: 'invalid',
    problems: ['digest-unknown-key'],
    tamper: (world) => {
      const forged = { ...world.writer, key: createSigningKey() };
      const old = at(world, 6);
      writeHour(forged, { start: old.start, previous: at(world, 5), logs: old.logs });
    },
    aws: { exit: 1 },
  },
  {
    name: 'a digest that was copied without its metadata',
    verdict: 'invalid',
    problems: ['digest-signature-missing'],
    tamper: (world) => void (world.buckets.get('trail-bucket', at(world, 6).key).metadata = {}),
    aws: { exit: 1 },
  },
  {
    name: 'a digest replaced by a genuine one of another hour',
    verdict: 'invalid',
    problems: ['digest-moved'],
    tamper: (world) =>
      world.buckets.put('trail-bucket', at(world, 6).key, { ...world.buckets.get('trail-bucket', at(world, 5).key) }),
    aws: { exit: 1 },
  },
  {
    name: 'a digest cut short',
    verdict: 'invalid',
    problems: ['digest-malformed'],
    tamper: (world) => cut(world, at(world, 6)),
    aws: { exit: 1 },
  },
  {
    name: 'a digest that is no JSON',
    verdict: 'invalid',
    problems: ['digest-malformed'],
    tamper: (world) => void (world.buckets.get('trail-bucket', at(world, 6).key).body = gzipSync('{"a":')),
    aws: { exit: 1 },
  },
  {
    name: 'a digest with zeros appended',
    verdict: 'invalid',
    problems: ['digest-trailing-bytes'],
    tamper: (world) => appendTo(world, at(world, 6), new Uint8Array(64)),
    aws: { exit: 0, why: memberHole },
  },
  {
    name: 'a digest without log files',
    verdict: 'valid',
    problems: [],
    tamper: (world) => {
      world.chain.splice(6);
      for (const key of world.buckets.keys('trail-bucket')) {
        const name = parseDigestKey(key);
        const late = name === undefined ? Date.parse(stampOf(key)) >= begin + 6 * hour : name.end > begin + 6 * hour;
        if (late) {
          world.buckets.delete('trail-bucket', key);
        }
      }
      for (let index = 6; index < 15; index += 1) {
        const change = (document: Record<string, unknown>): void =>
          void (document['logFiles'] = index % 2 === 0 ? [] : null);
        world.chain.push(
          writeHour(world.writer, { start: begin + index * hour, previous: at(world, index - 1), logs: [], change }),
        );
      }
    },
    aws: { exit: 0 },
  },
  {
    name: 'a digest with an empty gzip member appended',
    verdict: 'invalid',
    problems: ['digest-trailing-bytes'],
    tamper: (world) => appendTo(world, at(world, 6), gzipSync('')),
    aws: { exit: 0, why: memberHole },
  },
  {
    name: 'a digest with an empty gzip member before it',
    verdict: 'invalid',
    problems: ['digest-trailing-bytes'],
    tamper: (world) => prependTo(world, at(world, 6), gzipSync('')),
    aws: { exit: 1 },
  },
  {
    name: 'a digest that is empty',
    verdict: 'invalid',
    problems: ['digest-malformed'],
    tamper: (world) => void (world.buckets.get('trail-bucket', at(world, 6).key).body = new Uint8Array()),
    aws: { exit: 1 },
  },
  {
    name: 'a digest whose fields are of other types',
    verdict: 'invalid',
    problems: ['digest-malformed'],
    tamper: (world) => rewrite(world, 6, (json) => Object.assign(json, { logFiles: 'none', digestEndTime: 5 })),
    aws: { exit: 1 },
  },
  {
    name: 'a digest that names its log files twice, the second time none',
    verdict: 'invalid',
    problems: ['digest-signature-invalid'],
    tamper: (world) => retext(world, 6, (text) => text.replace(/\}$/, ',"logFiles":[]}')),
    aws: { exit: 1 },
  },
  {
    name: 'a digest with a __proto__ of its own',
    verdict: 'invalid',
    problems: ['digest-signature-invalid'],
    tamper: (world) => retext(world, 6, (text) => text.replace('{', '{"__proto__":{"logFiles":[]},')),
    aws: { exit: 1 },
  },
  {
    name: 'a digest copied under the name of another trail',
    verdict: 'invalid',
    problems: ['digest-moved', 'gap-unexplained'],
    tamper: (world) => {
      const { key } = at(world, 6);
      const copied = key.replaceAll(world.writer.trail, 'other');
      world.buckets.put('trail-bucket', copied, world.buckets.get('trail-bucket', key));
    },
    aws: { exit: 0, why: 'it looks at the digests of the one trail that it is asked for' },
  },
];
