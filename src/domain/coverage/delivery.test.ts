import { expect, test } from 'vitest';
import { Unknown } from '#src/core/unknown.ts';
import { defaultPatience } from '../delivery/status.ts';
import { ACCOUNT, type Changes, HOME, NOW, policy, statements, trailWith } from '../delivery/testing/sites.ts';
import { type Delivery, trailDeliveries } from './delivery.ts';

const ask = (changes: Changes, region = HOME): Delivery =>
  trailDeliveries(trailWith(changes), { now: NOW, patience: defaultPatience })(ACCOUNT, region);
const reports = (values: object, region = HOME): Changes => ({ status: { [ACCOUNT]: { [region]: values } } });
const refusing = { bucket: { policy: policy(statements.acl) } };
const denied = new Unknown('access-denied', 'denied', 's3:GetBucketPolicy');

const at = '2026-06-01T12:00:00.000Z';

test('AWS reports nothing and the configuration lets it through: delivered', () => {
  expect(ask({})).toEqual({ state: 'delivered', at });
});

test('AWS reports nothing and the configuration refuses: predicted, with the cause', () => {
  const told = ask(refusing);
  expect(told).toMatchObject({ state: 'predicted', at });
  expect(told.causes).toMatchObject([{ id: 'S3-NO-PUT-STMT', channel: 's3', confidence: 'certain' }]);
  expect(told.causes![0]!.message).toContain('No statement of the bucket policy');
});

test('AWS reports an error: failing, with the cause that explains it where there is one', () => {
  const error = reports({ latestDeliveryError: 'AccessDenied' });
  expect(ask({ ...error, ...refusing })).toMatchObject({
    state: 'failing',
    error: 'AccessDenied',
    causes: [{ id: 'S3-NO-PUT-STMT' }],
  });
  expect(ask(error)).toEqual({ state: 'failing', error: 'AccessDenied', at });
});

test('nothing arrives in the home region: late; elsewhere a quiet region may be silent', () => {
  const silent = { latestDeliveryTime: '2026-05-30T12:00:00.000Z' };
  expect(ask(reports(silent))).toMatchObject({ state: 'late', at: '2026-05-30T12:00:00.000Z' });
  expect(ask(reports(silent, 'us-east-1'), 'us-east-1').state).toBe('delivered');
  expect(ask(reports({ latestDeliveryTime: undefined }, 'us-east-1'), 'us-east-1')).toEqual({ state: 'not-yet' });
});

test('the configuration could not be read: the state is that of the status, and the hole is named', () => {
  const hole = { path: 'bucket.policy', reason: 'access-denied', action: 's3:GetBucketPolicy', detail: 'denied' };
  expect(ask({ bucket: { policy: denied } })).toEqual({ state: 'delivered', at, open: [hole] });
  const failing = ask({ ...reports({ latestDeliveryError: 'AccessDenied' }), bucket: { policy: denied } });
  expect(failing).toMatchObject({ state: 'failing', open: [hole] });
});

test('a bucket in an account outside the scan is a hole that names the account', () => {
  const away = new Unknown('other-account', 'bucket logs belongs to account 222222222222');
  const told = ask({ bucketOwner: away, bucket: away });
  expect(told.state).toBe('delivered');
  expect(told.open?.map(({ reason }) => reason)).toContain('other-account');
});

test('the status could not be read: unknown', () => {
  const unread = new Unknown('access-denied', 'denied', 'cloudtrail:GetTrailStatus');
  expect(ask({ status: { [ACCOUNT]: { [HOME]: unread } } })).toMatchObject({
    state: 'unknown',
    unknown: { action: 'cloudtrail:GetTrailStatus' },
  });
});

test('a delivery that is still to come tells nothing of now', () => {
  expect(ask(reports({ latestDeliveryTime: '2027-01-01T00:00:00.000Z' }))).toMatchObject({
    state: 'unknown',
    unknown: { reason: 'invalid-document' },
  });
});
