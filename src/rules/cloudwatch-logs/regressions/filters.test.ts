import { account } from '#src/assets/account/model.ts';
import { logGroup } from '#src/assets/log-group/model.ts';
import { describe, expect, test } from 'vitest';
import type { Intent } from '#src/domain/intents/model.ts';
import { rootUsage } from '#src/domain/intents/root-usage.ts';
import { routeTableChanges } from '#src/domain/intents/route-table-changes.ts';
import { securityGroupChanges } from '#src/domain/intents/security-group-changes.ts';
import { signInWithoutMfa } from '#src/domain/intents/sign-in-without-mfa.ts';
import { trailChanges } from '#src/domain/intents/trail-changes.ts';
import { trailWeakening } from '#src/domain/intents/trail-weakening.ts';
import type { Rule } from '#src/core/rule.ts';
import { configuration, healthyFacts, ids, NOW, status } from '#src/testing/healthy.ts';
import { asset } from '#src/testing/world.ts';
import { rule as trailRule } from '../CWL-003-cloudtrail-changes-alarm/rule.ts';
import { rule as groupRule } from '../CWL-004-security-group-changes-alarm/rule.ts';
import { rule as routeRule } from '../CWL-013-route-table-changes-alarm/rule.ts';
import { rule as rootRule } from '../CWL-014-root-account-usage-alarm/rule.ts';
import { rule as mfaRule } from '../CWL-017-console-sign-in-without-mfa-alarm/rule.ts';
import { rule as weakeningRule } from '../CWL-101-trail-weakening-alarm/rule.ts';
import { alarmOn, alarmWorld, type AlarmWorldChanges, filter, publishing, topicOf } from '../testing/alarm-world.ts';
import { findingOf } from '../testing/verdict.ts';

const withFilter = (rule: Rule, intent: Intent, pattern: string, more: Record<string, unknown> = {}) =>
  findingOf(rule, alarmWorld(intent, { filters: [filter('own', { pattern, ...more })] }));
const trailWorld = (changes: AlarmWorldChanges) => findingOf(trailRule, alarmWorld(trailChanges, changes));

const NAMES = ['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'];
const cis = (operator: string, names = NAMES) =>
  `{ ${names.map((name) => `($.eventName = ${name})`).join(` ${operator} `)} }`;

describe('filters that others pass and that raise no alarm', () => {
  test('names joined by && can never match (Prowler: pass)', () => {
    const { outcome, messageId, message } = withFilter(trailRule, trailChanges, cis('&&'));
    expect([outcome, messageId]).toEqual(['fail', 'filterNever']);
    expect(message).toContain('own');
  });
  test('an extra clause that is impossible (Prowler: pass)', () => {
    const pattern = `{ (${cis('||').slice(2, -2)}) && ($.eventSource = cloudtrail.amazonaws.com) && ($.eventSource = nothing) }`;
    expect(withFilter(trailRule, trailChanges, pattern)).toMatchObject({ outcome: 'fail', messageId: 'filterNever' });
  });
  test('a filter narrowed to one address (Prowler: pass)', () => {
    const pattern = `{ (${cis('||').slice(2, -2)}) && ($.sourceIPAddress = "10.1.2.3") }`;
    const { messageId, message } = withFilter(trailRule, trailChanges, pattern);
    expect(messageId).toBe('filterMisses');
    for (const name of NAMES) expect(message).toContain(name);
  });
  test('a filter that leaves one user out misses what that user does', () => {
    const pattern = `{ (${cis('||').slice(2, -2)}) && ($.userIdentity.userName NOT EXISTS) }`;
    const { messageId, message } = withFilter(trailRule, trailChanges, pattern);
    expect(messageId).toBe('filterMisses');
    expect(message).toContain('StartLogging by a user');
    expect(message).not.toContain('by a role');
  });
  test.each([
    ['root', '$.userIdentity.type != "Root"', 'by root'],
    [
      'all but two kinds of callers',
      '($.userIdentity.type = "IAMUser") || ($.userIdentity.type = "AssumedRole")',
      'by root',
    ],
    ['long-term keys', '$.userIdentity.accessKeyId = "ASIA*"', 'by a user with an access key'],
    [
      'whoever has no session',
      '$.userIdentity.sessionContext.attributes.creationDate EXISTS',
      'by a user with an access key',
    ],
    ['what services do for others', '$.userIdentity.invokedBy NOT EXISTS', 'by a role through CloudFormation'],
    ['one service', '$.sourceIPAddress != "cloudformation.amazonaws.com"', 'by a role through CloudFormation'],
  ])('a filter that leaves out %s misses it', (_, clause, missed) => {
    const pattern = `{ (${cis('||').slice(2, -2)}) && (${clause}) }`;
    const { messageId, message } = withFilter(trailRule, trailChanges, pattern);
    expect(messageId).toBe('filterMisses');
    expect(message).toContain(missed);
  });
  test.each([
    '$.userIdentity.accessKeyId = "ASIA*"',
    '$.userAgent = "Mozilla*"',
    '$.userIdentity.sessionContext EXISTS',
  ])('the filter on root narrowed to %s misses its access keys', (clause) => {
    const pattern = `${rootUsage.filter.slice(0, -2)} && (${clause}) }`;
    const { messageId, message } = withFilter(rootRule, rootUsage, pattern);
    expect(messageId).toBe('filterMisses');
    expect(message).toContain('by root with an access key');
  });
  test('a filter narrowed to one region misses the events of the others', () => {
    const pattern = `{ (${cis('||').slice(2, -2)}) && ($.awsRegion = "us-east-1") }`;
    const { messageId, message } = withFilter(trailRule, trailChanges, pattern);
    expect(messageId).toBe('filterMisses');
    expect(message).toContain('in eu-west-1.');
  });
  test('names in lower case match nothing (CloudSploit compares without case)', () => {
    const pattern = cis(
      '||',
      NAMES.map((name) => name.toLowerCase()),
    );
    expect(withFilter(trailRule, trailChanges, pattern)).toMatchObject({ outcome: 'fail', messageId: 'noFilter' });
  });
  test('criteria that let no event of the log group through (no tool looks at them)', () => {
    const more = { fieldSelectionCriteria: '@aws.account IN ["999999999999"]' };
    expect(withFilter(trailRule, trailChanges, cis('||'), more)).toMatchObject({
      outcome: 'fail',
      messageId: 'filterMisses',
    });
  });
  test('criteria that let them through', () => {
    const more = { fieldSelectionCriteria: '@aws.account = "111111111111" AND @aws.region != "us-east-1"' };
    expect(withFilter(trailRule, trailChanges, cis('||'), more).outcome).toBe('pass');
  });
});

describe('filters narrowed to what the events are about', () => {
  test('to one trail by its name, even that of the example', () => {
    const pattern = `{ (${cis('||').slice(2, -2)}) && ($.requestParameters.name = "main") }`;
    const { messageId, message } = withFilter(trailRule, trailChanges, pattern);
    expect(messageId).toBe('filterMisses');
    expect(message).toContain('misses CreateTrail by a user');
  });
  test('to one security group by its id', () => {
    const request = securityGroupChanges.required[0]!.record['requestParameters'] as { groupId: string };
    const names = [...new Set(securityGroupChanges.required.map(({ record }) => record.eventName))];
    const pattern = `{ (${cis('||', names).slice(2, -2)}) && ($.requestParameters.groupId = "${request.groupId}") }`;
    expect(withFilter(groupRule, securityGroupChanges, pattern).messageId).toBe('filterMisses');
  });
});

test('a filter that leaves a caller out tells of the events, and says about whom it keeps silent', () => {
  const pattern = `{ (${cis('||').slice(2, -2)}) && ($.userIdentity.arn != "*deploy*") }`;
  const { outcome, message } = withFilter(trailRule, trailChanges, pattern);
  expect(outcome).toBe('pass');
  expect(message).toContain('keeps silent where $.userIdentity.arn != "*deploy*" does not hold');
});

describe('filters that others fail and that tell of everything', () => {
  test.each([
    ['every event of CloudTrail', '{ $.eventSource = "cloudtrail.amazonaws.com" }'],
    ['wildcards in the names', '{ ($.eventName = "*Trail") || ($.eventName = "*Logging") }'],
    ['a regular expression', '{ $.eventName = %Trail$|^St[a-z]+Logging$% }'],
    [
      'the names in another order, without brackets and spaces',
      `{${NAMES.toReversed()
        .map((name) => `$.eventName="${name}"`)
        .join('||')}}`,
    ],
    ['terms without structure', '?CreateTrail ?UpdateTrail ?DeleteTrail ?StartLogging ?StopLogging'],
  ])('%s', (_, pattern) => {
    expect(withFilter(trailRule, trailChanges, pattern).outcome).toBe('pass');
  });
  test('two filters that share the names, each with its alarm', () => {
    const halves = [cis('||', NAMES.slice(0, 3)), cis('||', NAMES.slice(3))];
    const filters = halves.map((pattern, index) => filter(`half-${index}`, { pattern }));
    expect(trailWorld({ filters }).outcome).toBe('pass');
  });
  test('a broader filter says what else it tells of', () => {
    const { message } = withFilter(trailRule, trailChanges, '{ $.eventSource = "cloudtrail.amazonaws.com" }');
    expect(message).toContain('broader than asked: it matches DescribeTrails, GetTrailStatus, LookupEvents');
  });
});

describe('what the texts of CIS leave out or say twice', () => {
  const six = [
    'AuthorizeSecurityGroupIngress',
    'AuthorizeSecurityGroupEgress',
    'RevokeSecurityGroupIngress',
    'RevokeSecurityGroupEgress',
    'CreateSecurityGroup',
    'DeleteSecurityGroup',
  ];
  test('the six names up to CIS 4.0.1 miss ModifySecurityGroupRules (five tools: pass)', () => {
    const { messageId, message } = withFilter(groupRule, securityGroupChanges, cis('||', six));
    expect(messageId).toBe('filterMisses');
    expect(message).toContain('misses ModifySecurityGroupRules in');
  });
  test('the seven names of CIS 5.0, in any order', () => {
    const seven = ['ModifySecurityGroupRules', ...six.toReversed()];
    expect(withFilter(groupRule, securityGroupChanges, cis('||', seven)).outcome).toBe('pass');
  });
  test.each([
    ['without', ''],
    ['with', '($.eventSource = ec2.amazonaws.com) && '],
  ])('route tables %s eventSource, as audit and remediation text of CIS 3.0 differ', (_, source) => {
    const names = [...new Set(routeTableChanges.required.map(({ record }) => record.eventName))];
    const pattern = `{ ${source}(${cis('||', names).slice(2, -2)}) }`;
    expect(withFilter(routeRule, routeTableChanges, pattern).outcome).toBe('pass');
  });
  test.each([
    ['MFAUsed is not Yes', '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }', true],
    ['the form that knows single sign-on', signInWithoutMfa.filter, false],
  ])('a sign-in without MFA: %s', (_, pattern, broader) => {
    const { outcome, message } = withFilter(mfaRule, signInWithoutMfa, pattern);
    expect(outcome).toBe('pass');
    expect(message.includes('through single sign-on')).toBe(broader);
  });
  test('the five names of CIS pass for the trail and say nothing of selectors and event data stores', () => {
    const filters = [filter('cis', { pattern: cis('||') })];
    expect(findingOf(trailRule, alarmWorld(trailChanges, { filters })).outcome).toBe('pass');
    const { outcome, message } = findingOf(weakeningRule, alarmWorld(trailWeakening, { filters }));
    expect(outcome).toBe('fail');
    for (const name of ['PutEventSelectors', 'DeleteEventDataStore']) expect(message).toContain(name);
  });
});

describe('links that others do not look at', () => {
  test('an alarm on a metric of the same name in another namespace (Prowler: pass)', () => {
    const changes = { alarms: [alarmOn(trailChanges.name, { namespace: 'Other' })] };
    expect(trailWorld(changes)).toMatchObject({ outcome: 'fail', messageId: 'noAlarm' });
  });
  test.each(['$.managementEvent', '$.responseElements', '$.nothing'])(
    'a filter that publishes %s, which is no number, publishes nothing',
    (metricValue) => {
      const { name, filter: pattern } = trailChanges;
      const filters = [filter(name, { pattern, ...publishing(name, { metricValue }) })];
      const { messageId, message } = trailWorld({ filters });
      expect(messageId).toBe('alarmCannotFire');
      expect(message).toContain(`its value ${metricValue} is no number in the event`);
    },
  );
  test('a topic that nobody confirmed (Prowler, CloudSploit: pass; Steampipe: any subscription)', () => {
    const subscriptions = [{ protocol: 'email', endpoint: 'a@example.com', confirmed: false }];
    expect(trailWorld({ topics: [topicOf({ subscriptions })] })).toMatchObject({
      outcome: 'fail',
      messageId: 'nobodyTold',
    });
  });
  test('a trail that is stopped (Prowler: pass, by the log group’s name)', () => {
    const stopped = status({ 'eu-west-1': { isLogging: false }, 'us-east-1': { isLogging: false } });
    expect(trailWorld({ trail: { status: stopped } })).toMatchObject({ outcome: 'fail', messageId: 'noTrail' });
  });
  test('a filter in a log group that no trail sends to (CloudSploit: pass)', () => {
    const other = asset(
      logGroup,
      { ...ids.logGroup, id: `${ids.logGroup.id}-other`, name: 'other' },
      {
        configuration: healthyFacts.logGroup.configuration,
        transformation: undefined,
        metricFilterIds: [],
      },
    );
    const changes = { trail: { configuration: configuration({ logGroupArn: `${other.id}:*` }) }, more: [other] };
    expect(trailWorld(changes)).toMatchObject({ outcome: 'fail', messageId: 'noFilter' });
  });
  test('a trail without a log group is a failure (CloudSploit: no result at all)', () => {
    const { logGroupArn: _none, ...rest } = configuration({});
    expect(trailWorld({ trail: { configuration: rest } })).toMatchObject({
      outcome: 'fail',
      messageId: 'notDelivered',
    });
  });
  test('a trail that records only what reads never sees StopLogging', () => {
    const eventSelectors = {
      basic: [
        {
          readWriteType: 'ReadOnly' as const,
          includeManagementEvents: true,
          dataResources: [],
          excludeManagementEventSources: [],
        },
      ],
    };
    const { messageId, message } = trailWorld({ trail: { eventSelectors } });
    expect(messageId).toBe('noTrail');
    expect(message).toContain('StopLogging');
  });
  test('advanced selectors for all management events are as good as basic ones (Steampipe #971: fail)', () => {
    const eventSelectors = { advanced: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }] }] };
    expect(trailWorld({ trail: { eventSelectors } }).outcome).toBe('pass');
  });
  test('logs that stopped arriving two days ago', () => {
    const old = new Date(NOW - 48 * 3_600_000).toISOString();
    const late = status({ 'eu-west-1': { latestCloudWatchLogsDeliveryTime: old } });
    const { messageId, message } = trailWorld({ trail: { status: late } });
    expect(messageId).toBe('notDelivered');
    expect(message).toContain(old);
  });
});

describe('an organisation’s trail', () => {
  const central = 'arn:aws:logs:eu-west-1:999999999999:log-group:central';
  const trail = { configuration: configuration({ logGroupArn: `${central}:*`, isOrganization: true }) };
  test('whose log group is in an account outside the scan is unknown, with the account named', () => {
    const { outcome, message } = trailWorld({ trail });
    expect(outcome).toBe('unknown');
    expect(message).toContain('999999999999');
  });
  test('is judged where that account is in the scan', () => {
    const owner = { id: central, name: 'central', account: '999999999999', region: 'eu-west-1' };
    const name = trailChanges.name;
    const world = alarmWorld(trailChanges, {
      trail,
      more: [
        asset(
          account,
          { id: '999999999999', name: '999999999999', account: '999999999999', region: 'global' },
          healthyFacts.account,
        ),
        asset(logGroup, owner, {
          configuration: healthyFacts.logGroup.configuration,
          transformation: undefined,
          metricFilterIds: [filter(name).id],
        }),
      ],
    });
    expect(findingOf(trailRule, world).outcome).toBe('pass');
  });
});
