import { describe, expect, test } from 'vitest';
import { UnknownRead } from '../../core/unknown.ts';
import { catalogue } from './catalogue.ts';
import { type Channel, channels } from './channel.ts';
import { diagnoseTrail, type SiteDiagnosis } from './diagnose.ts';
import { defaultPatience } from './status.ts';
import {
  ACCOUNT,
  ask,
  BUCKET,
  type Changes,
  denied,
  elsewhere,
  healthy,
  HOME,
  key,
  KEY,
  member,
  NOW,
  organizationTrail,
  OTHER,
  policy,
  statements,
  trailWith,
} from './testing/sites.ts';

const { acl, write } = statements;

function diagnose(changes: Changes, channel?: Channel): readonly SiteDiagnosis[] {
  const options = { now: NOW, patience: defaultPatience, ...(channel === undefined ? {} : { channels: [channel] }) };
  return diagnoseTrail(trailWith(changes), options);
}
const at = (found: readonly SiteDiagnosis[], channel: Channel, region = HOME): SiteDiagnosis =>
  found.find((site) => site.channel === channel && site.region === region)!;
const reports = (fields: object, region = HOME) => ({ status: { [ACCOUNT]: { [region]: fields } } });
const ids = ({ causes }: SiteDiagnosis) => causes.map(({ id }) => id);
const noPut = { bucket: { policy: policy(acl) } };

describe('the four cases', () => {
  test('all is well: every channel of every region', () => {
    const found = diagnose({});
    expect(found.map(({ region, channel }) => `${region} ${channel}`)).toHaveLength(8);
    for (const site of found)
      expect(site).toMatchObject({ case: 'well', implied: 'allowed', causes: [], unknowns: [] });
  });
  test('a last delivery in the future is no health: nothing can be told of its age', () => {
    const future = new Date(NOW + 3_600_000).toISOString();
    const site = at(diagnose(reports({ latestDeliveryTime: future })), 's3');
    expect(site).toMatchObject({
      case: 'unknown',
      reported: { state: 'unknown', unknown: { path: `status.${ACCOUNT}.${HOME}`, reason: 'invalid-document' } },
    });
    expect(site.reported).toHaveProperty('unknown.detail', expect.stringContaining(future));
  });
  test('AWS reports an error and the configuration explains it', () => {
    const site = at(diagnose({ ...noPut, ...reports({ latestDeliveryError: 'AccessDenied' }) }), 's3');
    expect(site).toMatchObject({
      case: 'explained',
      implied: 'refused',
      reported: { state: 'error', error: 'AccessDenied' },
    });
    expect(site.causes[0]).toMatchObject({
      id: 'S3-NO-PUT-STMT',
      channel: 's3',
      confidence: 'certain',
      blocks: true,
      fits: true,
    });
  });
  test('AWS reports an error and all that could be read is right', () => {
    const site = at(diagnose(reports({ latestDeliveryError: 'AccessDenied' })), 's3');
    expect(site).toMatchObject({ case: 'unexplained', implied: 'allowed', causes: [] });
  });
  test('AWS reports nothing yet and the next delivery is refused', () => {
    expect(at(diagnose(noPut), 's3')).toMatchObject({
      case: 'predicted',
      reported: { state: 'fine' },
      implied: 'refused',
    });
  });
  test('nothing arrives, without an error, and the configuration explains it', () => {
    const changes = { ...noPut, ...reports({ latestDeliveryTime: '2026-05-01T00:00:00.000Z' }) };
    expect(at(diagnose(changes), 's3')).toMatchObject({
      case: 'explained',
      reported: { state: 'silent', trouble: { kind: 'late' } },
    });
  });
});

describe('what is out of reach', () => {
  test('the bucket policy was denied and AWS reports nothing: unknown, with the permission', () => {
    const site = at(diagnose({ bucket: { policy: denied } }), 's3');
    expect(site).toMatchObject({ case: 'unknown', implied: 'unknown' });
    expect(site.unknowns).toEqual([
      { path: 'bucket.policy', reason: 'access-denied', action: 'x:Y', detail: 'denied' },
    ]);
  });
  test('it stays in its channel', () => {
    const found = diagnose({ bucket: { policy: denied } });
    expect(at(found, 'sns').case).toBe('well');
    expect(at(found, 'cloudwatch-logs').case).toBe('well');
  });
  test('the bucket policy was denied and AWS reports an error: nobody guesses', () => {
    const changes = { bucket: { policy: denied }, ...reports({ latestDeliveryError: 'AccessDenied' }) };
    expect(at(diagnose(changes), 's3')).toMatchObject({ case: 'unknown', causes: [] });
  });
  test('a certain cause stands although something else was denied', () => {
    const site = at(diagnose({ bucket: { requestPayer: 'Requester', policy: denied } }), 's3');
    expect(site).toMatchObject({ case: 'predicted', causes: [{ id: 'S3-REQUESTER-PAYS' }] });
  });
  test('the status of one region was denied: the others are told', () => {
    const found = diagnose({ status: { [ACCOUNT]: { 'us-east-1': denied } } });
    expect(at(found, 's3', 'us-east-1')).toMatchObject({ case: 'unknown', reported: { state: 'unknown' } });
    expect(at(found, 's3').case).toBe('well');
  });
  test('the status was denied, so the trail may be stopped, and the configuration refuses for certain', () => {
    const found = diagnose({ ...noPut, status: { [ACCOUNT]: { 'us-east-1': denied } } });
    const { case: verdict, implied, causes } = at(found, 's3', 'us-east-1');
    expect([verdict, implied, causes.length > 0]).toEqual(['unknown', 'refused', true]);
  });
  test('what only speaks of comfort may be unknown', () => {
    const found = diagnose({ bucket: { lifecycle: denied }, topic: { subscriptions: denied } });
    for (const site of found) expect(site.case).toBe('well');
  });
  test('whether Insights are on may be unknown where they would be let in', () => {
    expect(at(diagnose({ insightSelectors: denied }), 's3').case).toBe('well');
  });
  test("an organisation's policies outside the scan are named", () => {
    const site = at(diagnose({ organization: elsewhere }), 's3');
    expect(site.unknowns).toMatchObject([{ path: 'organization', reason: 'other-account' }]);
  });
  test('every cause answers or says what it would have to know: nothing else is thrown', () => {
    for (const part of [
      'bucket',
      'key',
      'topic',
      'logGroup',
      'logRole',
      'organization',
      'bucketOwner',
      'insightSelectors',
    ] as const) {
      for (const definition of catalogue) {
        const answer = ask(definition, { [part]: denied });
        expect(Array.isArray(answer) || answer instanceof UnknownRead).toBe(true);
      }
    }
  });
});

describe('several causes', () => {
  const several = {
    bucket: { requestPayer: 'Requester', policy: policy(acl, { ...write, Resource: `${BUCKET}/x/*` }) },
    key: { metadata: { state: 'Disabled' } },
  };
  test('the list is complete, and what blocks first stands first', () => {
    const site = at(diagnose(several), 's3');
    expect(new Set(ids(site))).toEqual(new Set(['S3-REQUESTER-PAYS', 'S3-WRONG-PREFIX', 'KMS-DISABLED']));
    expect(ids(site)[0]).toBe('S3-REQUESTER-PAYS');
    expect(ids(site).at(-1)).toBe('KMS-DISABLED');
    for (const cause of site.causes) expect(cause.blocks).toBe(true);
  });
  test('what stops no delivery is a remark', () => {
    const site = at(diagnose({ key: { policy: policy(statements.encrypt) } }), 's3');
    expect(site).toMatchObject({ case: 'well', causes: [], remarks: [{ id: 'KMS-POLICY-DESCRIBE', blocks: false }] });
  });
});

describe('what AWS does not document', () => {
  const managed = {
    configuration: { kmsKeyId: undefined },
    bucket: { encryption: { algorithm: 'aws:kms', bucketKey: false } },
  };
  test('never fails a trail that delivers', () => {
    expect(at(diagnose(managed), 's3')).toMatchObject({
      case: 'well',
      causes: [],
      remarks: [{ id: 'BKT-SSE-KMS', confidence: 'likely' }],
    });
  });
  test('explains an error that looks like it, as likely', () => {
    const site = at(diagnose({ ...managed, ...reports({ latestDeliveryError: 'AccessDenied' }) }), 's3');
    expect(site).toMatchObject({ case: 'explained', implied: 'likely-refused', causes: [{ id: 'BKT-SSE-KMS' }] });
  });
  test('does not explain an error of another kind', () => {
    const site = at(diagnose({ ...managed, ...reports({ latestDeliveryError: 'SlowDown' }) }), 's3');
    expect(site).toMatchObject({ case: 'unexplained', causes: [] });
  });
});

describe('sites', () => {
  test('a region where the trail is stopped is left out', () => {
    const found = diagnose(reports({ isLogging: false }, 'us-east-1'));
    expect(new Set(found.map(({ region }) => region))).toEqual(new Set([HOME]));
  });
  test('an error that AWS tells of a stopped region is not', () => {
    const found = diagnose(reports({ isLogging: false, latestDeliveryError: 'NoSuchBucket' }, 'us-east-1'), 's3');
    expect(found.map(({ region }) => region)).toContain('us-east-1');
  });
  test('channels that are not set up are left out', () => {
    const found = diagnose({
      configuration: { topicArn: undefined, logGroupArn: undefined, logRoleArn: undefined, logFileValidation: false },
    });
    expect(new Set(found.map(({ channel }) => channel))).toEqual(new Set(['s3']));
  });
  test('members of an organisation are judged for themselves', () => {
    const found = diagnose(
      { ...organizationTrail, ...noPut, status: { [OTHER]: { [HOME]: healthy.status[ACCOUNT][HOME] } } },
      's3',
    );
    expect(found.find(({ account }) => account === member.account)).toMatchObject({ case: 'predicted' });
  });
  test('a healthy organisation is well in each account', () => {
    const found = diagnose({ ...organizationTrail, status: { [OTHER]: { [HOME]: healthy.status[ACCOUNT][HOME] } } });
    for (const site of found)
      expect(site, `${site.account} ${site.channel}`).toMatchObject({ case: 'well', unknowns: [] });
  });
});

describe('look-alikes that are fine stay silent', () => {
  const inChina = (text: string) => text.replaceAll('arn:aws:', 'arn:aws-cn:').replaceAll('eu-west-1', 'cn-north-1');
  test('another partition', () => {
    const made = JSON.parse(inChina(JSON.stringify(healthy))) as Changes;
    const partition = {
      ...made,
      configuration: { ...(made.configuration as object), keyPrefix: undefined },
      organization: undefined,
      serviceRole: undefined,
    };
    for (const site of diagnoseTrail(trailWith(partition), { now: NOW, patience: defaultPatience }))
      expect(site).toMatchObject({ case: 'well', remarks: [] });
  });
  test.each([
    [
      'the bucket encrypts with a customer key and the trail has its own',
      { bucket: { encryption: { algorithm: 'aws:kms', keyId: KEY, bucketKey: false }, key: key() } },
    ],
    [
      'two trails share the bucket',
      {
        bucket: {
          policy: policy(acl, write, {
            ...write,
            Sid: 'Other',
            Condition: { StringEquals: { 'aws:SourceArn': 'other' } },
          }),
        },
      },
    ],
    ['the bucket is in another region than the trail, and so is the key', { bucket: { location: HOME } }],
  ])('%s', (_, changes) => {
    for (const site of diagnose(changes)) expect(site).toMatchObject({ case: 'well', remarks: [] });
  });
});

describe('the catalogue', () => {
  test('ids are unique', () => expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length));
  test.each(catalogue.map((definition) => [definition.id, definition] as const))(
    '%s says what to do and where',
    (_, definition) => {
      expect(definition.title).toMatch(/^[A-Z].*[^.]$/);
      expect(definition.repair).toMatch(/^[A-Z].*\.$/);
      for (const channel of definition.channels) expect(channels).toContain(channel);
    },
  );
});
