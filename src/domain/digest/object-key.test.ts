import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chainName, digestKey, logKeyTimes, parseChainName, parseDigestKey } from './object-key.ts';

const plain =
  'AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/11/20/111122223333_CloudTrail-Digest_eu-west-1_audit_eu-west-1_20261120T080000Z.json.gz';
const log =
  'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/20/111122223333_CloudTrail_eu-west-1_20261120T0805Z_AbCdEfGhIjKlMnOp.json.gz';

test.for<[string, string, object]>([
  [
    'a digest',
    plain,
    {
      prefix: '',
      account: '111122223333',
      region: 'eu-west-1',
      trail: 'audit',
      homeRegion: 'eu-west-1',
      backfill: false,
    },
  ],
  ['a digest under a prefix that has slashes', `a/b/${plain}`, { prefix: 'a/b' }],
  ['a digest under a prefix that has AWSLogs', `AWSLogs/${plain}`, { prefix: 'AWSLogs' }],
  ['a digest of an organisation', plain.replace('AWSLogs/', 'AWSLogs/o-abc1234567/'), { organization: 'o-abc1234567' }],
  [
    'a trail with underscores, dots and a region in its name',
    plain.replace('_audit_', '_a_b.c_us-east-1_d_'),
    { trail: 'a_b.c_us-east-1_d' },
  ],
  [
    'a trail that is homed elsewhere',
    plain.replace('audit_eu-west-1', 'audit_us-gov-west-1'),
    { homeRegion: 'us-gov-west-1' },
  ],
  [
    'a backfill digest',
    plain.replace('Z.json', 'Z_backfill.json'),
    { backfill: true, end: Date.parse('2026-11-20T08:00:00Z') },
  ],
])('%s is parsed', ([, key, expected]) => {
  expect(parseDigestKey(key)).toMatchObject(expected);
});

test.for<[string, string]>([
  ['a log file', log],
  ['a date that is none', plain.replaceAll('20261120', '20260231').replace('2026/11/20', '2026/02/31')],
  ['a folder of another day', plain.replace('2026/11/20', '2026/11/21')],
  ['another account in its name', plain.replace('/111122223333_', '/444455556666_')],
  ['another region in its name', plain.replace('Digest_eu-west-1', 'Digest_eu-west-2')],
  ['no trail', plain.replace('_audit_', '_')],
  ['a longer key than S3 allows', `${'a'.repeat(1024)}/${plain}`],
  ['dots in the account', plain.replace('AWSLogs/111122223333', 'AWSLogs/..')],
])('%s is no digest', ([, key]) => {
  expect(parseDigestKey(key)).toBeUndefined();
});

const times = logKeyTimes({ prefix: '', organization: undefined, account: '111122223333', region: 'eu-west-1' });
const at = (time: string): number => Date.parse(`2026-11-20T${time}Z`);

test('a log file gives the minute of its delivery', () => {
  expect(times(log)).toEqual({ from: at('08:05:00'), to: at('08:05:00') });
});

test.for<[string, string]>([
  ['another name', log.replace(/[^/]+$/, 'extra.json.gz')],
  ['a folder below it', log.replace(/[^/]+$/, 'more/extra.json.gz')],
  ['the name of another day', log.replace('_20261120T', '_20990101T')],
  ['the name of another account', log.replace('/111122223333_', '/000000000000_')],
  ['the name of another region', log.replace('CloudTrail_eu-west-1', 'CloudTrail_eu-west-2')],
])('%s in the folder of a day has that day, so that it is accounted for and stands before nothing', ([, key]) => {
  expect(times(key)).toEqual({ from: at('00:00:00'), to: at('23:59:59.999') });
});

test.for<[string, string]>([
  ['no day', log.replace('2026/11/20/', '')],
  ['a day that is none', log.replace('2026/11/20/', '2026/02/31/')],
  ['another folder', plain],
])('%s gives no time', ([, key]) => {
  expect(times(key)).toBeUndefined();
});

test('what is written is what is read, whatever the trail is called', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9._-]{3,40}$/);
  fc.assert(
    fc.property(
      name,
      fc.integer({ min: 1_500_000_000, max: 2_500_000_000 }),
      fc.boolean(),
      (trail, seconds, backfill) => {
        const of = {
          prefix: 'p',
          organization: undefined,
          account: '111122223333',
          region: 'us-east-1',
          trail,
          homeRegion: 'eu-west-1',
          end: seconds * 1000,
          backfill,
        };
        expect(parseDigestKey(digestKey(of))).toEqual(of);
      },
    ),
  );
});

test.each([
  ['bucket', { prefix: '', organization: undefined }, 'bucket'],
  ['bucket', { prefix: 'a/111122223333', organization: 'o-abcdefghij' }, 'bucket/a/111122223333/o-abcdefghij'],
])('the name of a chain is taken apart again: %s %o', (bucket, place, head) => {
  const chain = { account: '444455556666', region: 'eu-west-1', trail: 'main@home', homeRegion: 'us-east-1' };
  expect(parseChainName(chainName(bucket, { ...place, ...chain }))).toEqual({ head, ...chain });
});

test.each(['', 'bucket/444455556666/eu-west-1', 'bucket/4444/eu-west-1/main@us-east-1'])(
  '%s is no name of a chain',
  (name) => {
    expect(parseChainName(name)).toBeUndefined();
  },
);
