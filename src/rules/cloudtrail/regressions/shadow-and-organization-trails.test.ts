import { expect, test } from 'vitest';
import { account } from '#src/assets/account/model.ts';
import { organization } from '#src/assets/organization/model.ts';
import type { AssetRecord, World } from '#src/core/world.ts';
import { ACCOUNT, healthyFacts, healthyStatus, healthyWorld, REGIONS } from '#src/testing/healthy.ts';
import { asset } from '#src/testing/world.ts';
import { rule as enabled } from '../CT-001-cloudtrail-enabled/rule.ts';
import { rule as duplicates } from '../CT-006-duplicate-management-events/rule.ts';
import { rule as managementEvents } from '../CT-010-management-events/rule.ts';
import { rule as organizationTrail } from '../CT-109-organization-trail/rule.ts';
import { anotherTrail, denied, sees, statusIn, trailArn } from '../testing/trails.ts';
import { findings, outcome } from '../testing/verdict.ts';

/** Wrong answers of other tools about replicas and the trails of organisations, each with the right one. */

const MANAGEMENT = '999999999999';
const orgArn = trailArn('org', 'us-east-1', MANAGEMENT);
const orgTrail = (facts: Parameters<typeof anotherTrail>[1] = {}): AssetRecord =>
  anotherTrail('org', { region: 'us-east-1', owner: MANAGEMENT, settings: { isOrganization: true }, ...facts });

/** A member that sees the trail of its organisation and has none of its own. */
const member = (facts: Parameters<typeof anotherTrail>[1] = {}): World =>
  healthyWorld({ account: sees(orgArn), without: ['trail'], more: [orgTrail(facts)] });

test('Prowler #1427 and aws-config-rules #401 fail a member of an organisation: the trail of its organisation records it', () => {
  expect(outcome(enabled, member())).toBe('pass');
  expect(outcome(managementEvents, member())).toBe('pass');
});

test('Steampipe #536: a member may not read the selectors, so what is recorded is unknown, not failed', () => {
  const world = member({ eventSelectors: denied('cloudtrail:GetEventSelectors') });
  expect(outcome(enabled, world)).toBe('pass');
  expect(outcome(managementEvents, world)).toBe('unknown');
});

test("The member's own status counts: the management account's healthy status says nothing of a member", () => {
  const healthy = Object.fromEntries(REGIONS.map((region) => [region, healthyStatus]));
  const world = member({
    status: { [MANAGEMENT]: healthy, ...statusIn({ 'eu-west-1': false, 'us-east-1': false }) },
  });
  expect(outcome(enabled, world)).toBe('fail');
});

test('A status that only the management account could read leaves the member unknown', () => {
  const healthy = Object.fromEntries(REGIONS.map((region) => [region, healthyStatus]));
  expect(outcome(enabled, member({ status: { [MANAGEMENT]: healthy } }))).toBe('unknown');
});

test('Prowler keeps the status of whichever region answered first: a healthy home region does not speak for the others', () => {
  const world = healthyWorld({ trail: { status: statusIn({ 'eu-west-1': true, 'us-east-1': false }) } });
  expect(findings(enabled, world)[0]?.message).toContain('us-east-1');
});

test('CloudSploit gives one result a region for one multi-region trail: an account rule gives one finding', () => {
  const regions = Array.from({ length: 29 }, (_, index) => `eu-test-${index}`);
  const status = { [ACCOUNT]: Object.fromEntries(regions.map((region) => [region, { isLogging: false }])) };
  const found = findings(enabled, healthyWorld({ account: { regions }, trail: { status } }));
  expect(found).toHaveLength(1);
});

test('aws-insights #160 shows one trail many times: replicas of one ARN are one trail and no duplicate', () => {
  expect(outcome(duplicates, healthyWorld())).toBe('pass');
});

test('A trail of the organisation beside one of the account is not a duplicate to repair', () => {
  const world = healthyWorld({ account: sees(healthyFacts.account.trailArns[0]!, orgArn), more: [orgTrail()] });
  expect(outcome(duplicates, world)).toBe('pass');
});

test('Two accounts of one scan that see one organisation trail are each judged by their own status', () => {
  const second = '222222222222';
  const status = {
    ...statusIn({ 'eu-west-1': true, 'us-east-1': true }),
    [second]: { 'eu-west-1': { isLogging: true }, 'us-east-1': { isLogging: false } },
  };
  const world = healthyWorld({
    account: sees(orgArn),
    without: ['trail'],
    more: [
      orgTrail({ status }),
      asset(
        account,
        { id: second, name: second, account: second, region: 'global' },
        {
          ...healthyFacts.account,
          trailArns: [orgArn],
        },
      ),
    ],
  });
  expect(findings(enabled, world).map((finding) => [finding.asset.account, finding.outcome])).toEqual([
    [ACCOUNT, 'pass'],
    [second, 'fail'],
  ]);
});

test('SRA Verify looks in the home region only: a trail homed in an opt-in region that a member did not enable does not reach it', () => {
  const second = '222222222222';
  const identity = { id: 'o-1', name: 'o-1', account: ACCOUNT, region: 'global' };
  const world = healthyWorld({
    account: {
      ...sees(trailArn('org', 'me-south-1')),
      regions: [...REGIONS, 'me-south-1'],
      membership: { id: 'o-1', managementAccount: ACCOUNT },
    },
    more: [
      anotherTrail('org', {
        region: 'me-south-1',
        settings: { isOrganization: true },
        status: statusIn({ 'eu-west-1': true, 'us-east-1': true, 'me-south-1': true }),
      }),
      asset(organization, identity, {
        accounts: [{ id: second, name: 'second', status: 'ACTIVE' }],
        cloudTrailAdministrators: [],
      }),
      asset(account, { id: second, name: second, account: second, region: 'global' }, healthyFacts.account),
    ],
  });
  const verdicts = findings(organizationTrail, world);
  expect(verdicts.find((finding) => finding.asset.account === ACCOUNT)?.messageId).toBe('optInRegion');
});
