import { describe, expect, test } from 'vitest';
import { holdsLogFiles, logRoot } from './log-prefix.ts';

const account = '111111111111';
const plain = { isOrganization: false, account };
const prefixed = { ...plain, keyPrefix: 'audit/prod' };
const organization = { ...plain, isOrganization: true };

test.each([
  ['without a prefix', {}, 'AWSLogs/'],
  ['with an empty one', { keyPrefix: '' }, 'AWSLogs/'],
  ['with one of two folders', { keyPrefix: 'audit/prod' }, 'audit/prod/AWSLogs/'],
])('a trail %s writes below its root', (_, trail, root) => expect(logRoot(trail)).toBe(root));

describe('a prefix that holds log files', () => {
  test.each([
    ['the whole bucket', '', plain],
    ['the beginning of the first folder', 'AWS', plain],
    ['exactly where log files begin', 'AWSLogs/', plain],
    ["the account's folder", 'AWSLogs/111111111111/', plain],
    ['accounts that begin so', 'AWSLogs/1111', plain],
    ["CloudTrail's folders of all sorts", 'AWSLogs/111111111111/CloudTrail', plain],
    ['digests', 'AWSLogs/111111111111/CloudTrail-Digest/', plain],
    ['log files of one region and year', 'AWSLogs/111111111111/CloudTrail/eu-west-1/2026/', plain],
    ["above the trail's own prefix", 'audit/', prefixed],
    ["below the trail's own prefix", 'audit/prod/AWSLogs/111111111111/CloudTrail/', prefixed],
    ['one member of the organisation', 'AWSLogs/o-a1b2c3d4e5/222222222222/CloudTrail/', organization],
    ['organisations that begin so', 'AWSLogs/o-', organization],
    ['what the trail wrote before it was the organisation’s', 'AWSLogs/111111111111/CloudTrail/', organization],
  ])('%s', (_, prefix, place) => expect(holdsLogFiles(prefix, place)).toBe(true));
});

describe('a prefix that holds none', () => {
  test.each([
    ['another folder', 'exports/', plain],
    ['a folder whose name begins alike', 'AWSLogs-old/', plain],
    ['without the prefix of the trail', 'AWSLogs/', prefixed],
    ['with a prefix that the trail lacks', 'audit/AWSLogs/', plain],
    ['another account', 'AWSLogs/222222222222/', plain],
    ['what another service writes, by the beginning of its name', 'AWSLogs/111111111111/Con', plain],
    ['what load balancers write', 'AWSLogs/111111111111/elasticloadbalancing/', plain],
    ['an organisation, for a trail of one account', 'AWSLogs/o-a1b2c3d4e5/', plain],
    ['flow logs of a member', 'AWSLogs/o-a1b2c3d4e5/222222222222/vpcflowlogs/', organization],
  ])('%s', (_, prefix, place) => expect(holdsLogFiles(prefix, place)).toBe(false));
});
