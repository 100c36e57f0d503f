import { expect, test } from 'vitest';
import { healthyWorld } from '#src/testing/healthy.ts';
import { rule as enabled } from '../CT-001-cloudtrail-enabled/rule.ts';
import { rule as globalEvents } from '../CT-005-global-service-events/rule.ts';
import { rule as duplicates } from '../CT-006-duplicate-management-events/rule.ts';
import { rule as managementEvents } from '../CT-010-management-events/rule.ts';
import { rule as dataEvents } from '../CT-012-data-events/rule.ts';
import { rule as insights } from '../CT-108-cloudtrail-insights/rule.ts';
import { anotherTrail, sees, settings, statusIn, stoppedEverywhere, trailArn } from '../testing/trails.ts';
import { findings, outcome } from '../testing/verdict.ts';

/** Wrong answers of other tools about stopped, absent and single-region trails, each with the right one. */

const stopped = healthyWorld({ trail: { status: stoppedEverywhere } });
const none = healthyWorld({ account: sees() });

test('Conformity CT-001 reads IsMultiRegionTrail and never IsLogging: a stopped multi-region trail records nothing', () => {
  expect(outcome(enabled, stopped)).toBe('fail');
});

test('Prowler s3_dataevents ignores IsLogging: data events selected by a stopped trail are not recorded', () => {
  expect(outcome(dataEvents, stopped)).toBe('fail');
});

test('Steampipe s3_data_events_enabled ignores is_logging: the management events of a stopped trail are not recorded', () => {
  expect(outcome(managementEvents, stopped)).toBe('fail');
});

test('Flag readers pass a stopped trail that includes global service events: none are recorded', () => {
  expect(outcome(globalEvents, stopped)).toBe('fail');
});

test('Insights on a stopped trail watch nothing', () => {
  expect(outcome(insights, stopped)).toBe('fail');
});

test.each([
  ['CT-001', enabled],
  ['CT-005', globalEvents],
  ['CT-010', managementEvents],
  ['CT-012', dataEvents],
  ['CT-108', insights],
])('Conformity passes vacuously and ElectricEye is silent without trails: %s gives one failure', (_, rule) => {
  expect(findings(rule, none).map((finding) => finding.outcome)).toEqual(['fail']);
});

test('Prowler multi_region_enabled passes a region with any logging trail: two single-region trails miss the next region', () => {
  const single = { isMultiRegion: false };
  const world = healthyWorld({
    account: sees(trailArn('a'), trailArn('b', 'us-east-1')),
    more: [anotherTrail('a', { settings: single }), anotherTrail('b', { region: 'us-east-1', settings: single })],
  });
  expect(findings(enabled, world)[0]?.messageId).toBe('noMultiRegionTrail');
});

test('Conformity CT-001 judges each trail by its own flag: a single-region trail beside a multi-region one fails nothing', () => {
  const world = healthyWorld({
    account: sees(trailArn('main'), trailArn('single')),
    more: [anotherTrail('single', { settings: { isMultiRegion: false } })],
  });
  expect(outcome(enabled, world)).toBe('pass');
});

test('AWS Config cloudtrail-enabled (#391) fails regions without an own trail: a multi-region trail elsewhere records them', () => {
  expect(outcome(enabled, healthyWorld({ account: { regions: ['us-east-1'] } }))).toBe('pass');
});

test('Conformity, ScoutSuite and SRA trust IncludeGlobalServiceEvents: since 2021-11 a single-region trail elsewhere sees none', () => {
  const world = healthyWorld({
    trail: {
      configuration: settings({ isMultiRegion: false, includeGlobalServiceEvents: true }),
      status: statusIn({ 'eu-west-1': true }),
    },
  });
  expect(outcome(globalEvents, world)).toBe('fail');
});

test('CloudSploit globalLoggingDuplicated (#596) fails every multi-region trail: one trail is no duplicate of itself', () => {
  expect(outcome(duplicates, healthyWorld())).toBe('pass');
});

test('ScoutSuite duplicated-global-services counts flags: a second trail that is stopped duplicates nothing', () => {
  const world = healthyWorld({
    account: sees(trailArn('a'), trailArn('b')),
    more: [anotherTrail('a'), anotherTrail('b', { status: stoppedEverywhere })],
  });
  expect(outcome(duplicates, world)).toBe('pass');
});

test('Prowler says PASS for a region with any logging trail, even one that records writes only: CT-010 names the reads', () => {
  const world = healthyWorld({
    trail: {
      eventSelectors: {
        basic: [
          {
            readWriteType: 'WriteOnly',
            includeManagementEvents: true,
            dataResources: [],
            excludeManagementEventSources: [],
          },
        ],
      },
    },
  });
  expect(findings(managementEvents, world)[0]?.message).toContain('no read events');
});
