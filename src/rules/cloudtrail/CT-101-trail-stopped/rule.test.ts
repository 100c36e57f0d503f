import { Unknown } from '#src/core/unknown.ts';
import { ACCOUNT, configuration, healthyStatus, healthyWorld, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { rule } from './rule.ts';

const stopped = { isLogging: false, stopLoggingTime: '2026-05-01T00:00:00.000Z' };
const denied = new Unknown('access-denied', '', 'cloudtrail:GetTrailStatus');
const home = { 'eu-west-1': healthyStatus };

testRule(rule, {
  pass: {
    'it records in every enabled region': healthyWorld(),
    'it was stopped and started again, both times are still told': healthyWorld({
      trail: { status: status({ 'eu-west-1': { ...stopped, isLogging: true } }) },
    }),
    'a trail of one region records there': healthyWorld({
      trail: { configuration: configuration({ isMultiRegion: false }), status: { [ACCOUNT]: home } },
    }),
  },
  fail: {
    'it is stopped everywhere': {
      world: healthyWorld({ trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) } }),
      message: 'stopped',
      says: ['since 2026-05-01T00:00:00.000Z'],
    },
    'it was stopped region by region: the time of its home region is told': {
      world: healthyWorld({
        trail: {
          status: status({
            'us-east-1': { ...stopped, stopLoggingTime: '2026-05-02T00:00:00.000Z' },
            'eu-west-1': { ...stopped, stopLoggingTime: '2026-05-03T00:00:00.000Z' },
          }),
        },
      }),
      says: ['since 2026-05-03T00:00:00.000Z'],
    },
    'it was never started': {
      world: healthyWorld({ trail: { status: { [ACCOUNT]: { 'eu-west-1': { isLogging: false } } } } }),
      message: 'stopped',
      says: ['records nothing.'],
    },
    'it is stopped in all regions of a scan that leaves its home region out': {
      world: healthyWorld({ trail: { status: { [ACCOUNT]: { 'us-east-1': stopped } } } }),
      message: 'stoppedIn',
      says: ['is stopped in us-east-1.'],
    },
    'it is stopped in its home region': {
      world: healthyWorld({ trail: { status: status({ 'eu-west-1': stopped }) } }),
      message: 'stoppedIn',
      says: ['eu-west-1'],
    },
    'it is stopped in another region that it covers': {
      world: healthyWorld({ trail: { status: status({ 'us-east-1': stopped }) } }),
      message: 'stoppedIn',
      says: ['us-east-1'],
    },
    'it is stopped in one region and another was denied': {
      world: healthyWorld({
        trail: { status: { [ACCOUNT]: { 'us-east-1': { isLogging: false }, 'eu-west-1': denied } } },
      }),
      message: 'stoppedIn',
    },
    'it is stopped in one of the accounts that see it, and that account is named': {
      world: healthyWorld({
        trail: {
          status: { ...status({}), '222222222222': { 'eu-west-1': { isLogging: false } }, '333333333333': denied },
        },
      }),
      message: 'stoppedIn',
      says: ['eu-west-1 of 222222222222'],
    },
  },
  unknown: {
    'it records in one region and the other was denied': {
      world: healthyWorld({ trail: { status: { [ACCOUNT]: { ...home, 'us-east-1': denied } } } }),
      action: 'cloudtrail:GetTrailStatus',
    },
    'one of the accounts that see it was denied': {
      world: healthyWorld({ trail: { status: { ...status({}), '222222222222': denied } } }),
      action: 'cloudtrail:GetTrailStatus',
    },
    'the status was denied': healthyWorld({ trail: { status: denied } }),
  },
  notApplicable: { 'the scan covers none of its regions': healthyWorld({ trail: { status: { [ACCOUNT]: {} } } }) },
});
