import { account } from '#src/assets/account/model.ts';
import { bucket } from '#src/assets/bucket/model.ts';
import { key } from '#src/assets/key/model.ts';
import { organization } from '#src/assets/organization/model.ts';
import type { World } from '#src/core/world.ts';
import { trailChanges } from '#src/domain/intents/trail-changes.ts';
import { anotherTrail, management, sees, trailArn, writesOnly } from '#src/rules/cloudtrail/testing/trails.ts';
import { alarmOn, alarmWorld, filter, ruleOf, topicOf } from '#src/rules/cloudwatch-logs/testing/alarm-world.ts';
import { flowWorld } from '#src/rules/cloudwatch-logs/testing/flow-world.ts';
import {
  ACCOUNT,
  type Changes,
  configuration,
  healthyFacts,
  healthyStatus,
  healthyWorld,
  ids,
  status,
} from '#src/testing/healthy.ts';
import { asset } from '#src/testing/world.ts';

const empty = JSON.stringify({ Version: '2012-10-17', Statement: [] });
const stopped = { isLogging: false };
const MEMBER = '222222222222';
const membership = { id: 'o-a1b2c3d4e5', managementAccount: ACCOUNT };
const theirKey = { ...ids.key, id: ids.key.id.replace(ACCOUNT, MEMBER), account: MEMBER };
const lifecycleRule = { id: 'tidy', enabled: true, prefix: '', narrowed: false, transitions: [] };

/** The healthy world with these changes, and with a second trail. */
const twoTrails = (second: Parameters<typeof anotherTrail>[1], { more = [], ...changes }: Changes = {}): World =>
  healthyWorld({
    account: sees(ids.trail.id, trailArn('second')),
    more: [anotherTrail('second', second), ...more],
    ...changes,
  });

/** The trail of an organisation, in its management account; a member sees it. */
function organizationWorld(): World {
  const identity = { id: membership.id, name: membership.id, account: ACCOUNT, region: 'global' };
  const member = { id: MEMBER, name: MEMBER, account: MEMBER, region: 'global' };
  const accounts = [ACCOUNT, MEMBER].map((id) => ({ id, name: id, status: 'ACTIVE' }));
  const services = ['cloudtrail.amazonaws.com'];
  const everything = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
  });
  const policies = { [ACCOUNT]: [[{ name: 'Everything', document: everything }]] };
  return healthyWorld({
    account: { membership },
    trail: {
      configuration: configuration({ isOrganization: true }),
      status: { ...status({}), [MEMBER]: status({})[ACCOUNT] },
    },
    more: [
      asset(account, member, { ...healthyFacts.account, membership }),
      asset(organization, identity, {
        accounts,
        cloudTrailAdministrators: [],
        trustedServices: services,
        serviceControlPolicies: policies,
        resourceControlPolicies: policies,
      }),
    ],
  });
}

/** Worlds that between them pass, fail and do not apply. */
export const worlds: Readonly<Record<string, World>> = {
  healthy: healthyWorld(),
  'a stopped trail': healthyWorld({ trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) } }),
  'an open bucket that forgets': healthyWorld({
    bucket: {
      publicAccessBlock: undefined,
      accountPublicAccessBlock: undefined,
      ownership: 'ObjectWriter',
      versioning: { status: 'Suspended', mfaDelete: true },
      acl: {
        grants: [{ grantee: 'http://acs.amazonaws.com/groups/global/AllUsers', group: true, permission: 'READ' }],
      },
      lifecycle: { rules: [{ ...lifecycleRule, expirationDays: 30 }] },
    },
  }),
  'two trails, of which one is refused': twoTrails(
    { settings: { bucketName: 'closed' }, eventSelectors: management(writesOnly) },
    {
      more: [
        asset(
          bucket,
          { ...ids.bucket, id: 'arn:aws:s3:::closed', name: 'closed' },
          {
            ...healthyFacts.bucket,
            policy: empty,
            lifecycle: { rules: [{ ...lifecycleRule, noncurrentDays: 1 }] },
            objectLock: { mode: 'GOVERNANCE', days: 400 },
          },
        ),
      ],
    },
  ),
  'two trails of one region each': twoTrails(
    { region: 'us-east-1', settings: { isMultiRegion: false, includeGlobalServiceEvents: true } },
    {
      account: sees(ids.trail.id, trailArn('second', 'us-east-1')),
      trail: {
        configuration: configuration({ isMultiRegion: false, topicArn: undefined }),
        status: { [ACCOUNT]: { 'eu-west-1': healthyStatus } },
      },
    },
  ),
  'what the trail names is gone': healthyWorld({
    missing: ['bucket', 'key', 'topic', 'logGroup', 'logRole'],
    trail: { bucketOwner: { standing: 'missing' } },
  }),
  'an organisation': organizationWorld(),
  'a key of another account': healthyWorld({
    trail: { configuration: configuration({ kmsKeyId: theirKey.id }) },
    without: ['key'],
    more: [asset(key, theirKey, healthyFacts.key)],
  }),
  'filters, alarms and a rule': alarmWorld(trailChanges, {
    filters: [filter('changes', { pattern: trailChanges.filter }), filter('others')],
    alarms: [alarmOn('changes'), alarmOn('others', { actionsEnabled: false })],
    topics: [topicOf()],
    rules: [ruleOf({ pattern: { source: ['aws.cloudtrail'] } })],
  }),
  'flow logs': flowWorld(),
};
