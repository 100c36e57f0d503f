import { account } from '#src/assets/account/model.ts';
import { organization } from '#src/assets/organization/model.ts';
import type { AssetRecord } from '#src/core/world.ts';
import { ACCOUNT, healthyFacts, healthyStatus, healthyWorld } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { asset, type SomeFacts } from '#src/testing/world.ts';
import { denied, sees, settings, statusDenied, statusIn, stoppedEverywhere } from '../testing/trails.ts';
import { rule } from './rule.ts';

const MANAGEMENT = '999999999999';
const MEMBER = '222222222222';
const managed = { membership: { id: 'o-1', managementAccount: ACCOUNT } };
const member = { membership: { id: 'o-1', managementAccount: MANAGEMENT } };

const organisation = (facts: SomeFacts<typeof organization> = {}): AssetRecord =>
  asset(
    organization,
    { id: 'o-1', name: 'o-1', account: MANAGEMENT, region: 'global' },
    {
      accounts: [
        { id: ACCOUNT, name: 'main', status: 'ACTIVE' },
        { id: MEMBER, name: 'member', status: 'ACTIVE' },
        { id: '333333333333', name: 'closed', status: 'SUSPENDED' },
      ],
      cloudTrailAdministrators: [],
      trustedServices: [],
      serviceControlPolicies: {},
      resourceControlPolicies: {},
      ...facts,
    },
  );
const memberAccount = (...regions: string[]): AssetRecord =>
  asset(account, { id: MEMBER, name: MEMBER, account: MEMBER, region: 'global' }, { ...healthyFacts.account, regions });

const orgTrail = { configuration: settings({ isOrganization: true }) };
const inMilan = {
  configuration: settings({ isOrganization: true, homeRegion: 'eu-south-1' }),
  status: { [ACCOUNT]: { 'eu-west-1': healthyStatus, 'us-east-1': healthyStatus, 'eu-south-1': healthyStatus } },
};
const withMilan = { ...managed, regions: ['eu-south-1', 'eu-west-1', 'us-east-1'] };

testRule(rule, {
  pass: {
    'the management account has an active organisation trail': healthyWorld({
      account: managed,
      trail: orgTrail,
      more: [organisation()],
    }),
    'a delegated administrator sees one': healthyWorld({
      account: member,
      trail: orgTrail,
      more: [organisation({ cloudTrailAdministrators: [ACCOUNT] })],
    }),
    'a member sees one, whoever administers it': healthyWorld({
      account: member,
      trail: orgTrail,
      more: [organisation({ cloudTrailAdministrators: denied('organizations:ListDelegatedAdministrators') })],
    }),
    'its home is opt-in, and every account has enabled it': healthyWorld({
      account: withMilan,
      trail: inMilan,
      more: [organisation(), memberAccount('eu-south-1', 'eu-west-1')],
    }),
    'its home needs no opt-in, so nobody asks what members enabled': healthyWorld({
      account: managed,
      trail: orgTrail,
      more: [organisation({ accounts: denied('organizations:ListAccounts') })],
    }),
  },
  fail: {
    'the only trail is of the account': {
      world: healthyWorld({ account: managed, more: [organisation()] }),
      message: 'none',
    },
    'the organisation trail is stopped': {
      world: healthyWorld({
        account: managed,
        trail: { ...orgTrail, status: stoppedEverywhere },
        more: [organisation()],
      }),
      message: 'none',
    },
    'a delegated administrator sees none': {
      world: healthyWorld({
        account: { ...member, ...sees() },
        more: [organisation({ cloudTrailAdministrators: [ACCOUNT] })],
      }),
      message: 'none',
    },
    'it lives in an opt-in region that a member has not enabled': {
      world: healthyWorld({
        account: withMilan,
        trail: inMilan,
        more: [organisation(), memberAccount('eu-west-1', 'us-east-1')],
      }),
      message: 'optInRegion',
      says: ['eu-south-1', MEMBER],
    },
  },
  unknown: {
    'it lives in an opt-in region, and the member is not in the scan': healthyWorld({
      account: withMilan,
      trail: inMilan,
      more: [organisation()],
    }),
    'it lives in an opt-in region, and the accounts of the organisation were denied': {
      world: healthyWorld({
        account: withMilan,
        trail: inMilan,
        more: [organisation({ accounts: denied('organizations:ListAccounts') })],
      }),
      action: 'organizations:ListAccounts',
    },
    'whether the account is an administrator was denied': {
      world: healthyWorld({
        account: member,
        more: [organisation({ cloudTrailAdministrators: denied('organizations:ListDelegatedAdministrators') })],
      }),
      action: 'organizations:ListDelegatedAdministrators',
    },
    'the status of the organisation trail was denied': {
      world: healthyWorld({ account: managed, trail: { ...orgTrail, status: statusDenied }, more: [organisation()] }),
      action: 'cloudtrail:GetTrailStatus',
    },
    'the status in its home region was denied': healthyWorld({
      account: managed,
      trail: { ...orgTrail, status: statusIn({ 'eu-west-1': statusDenied, 'us-east-1': true }) },
      more: [organisation()],
    }),
  },
  notApplicable: {
    'the account is in no organisation': healthyWorld(),
    'a plain member: the management account answers for it': healthyWorld({ account: member, more: [organisation()] }),
  },
});
