import { StartLoggingCommand, StopLoggingCommand, UpdateTrailCommand } from '@aws-sdk/client-cloudtrail';
import {
  DeleteAlarmsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { DeleteMetricFilterCommand, PutMetricFilterCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DisableRuleCommand, EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateOrganizationCommand } from '@aws-sdk/client-organizations';
import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { intents } from '#src/domain/intents/catalogue.ts';
import type { Intent } from '#src/domain/intents/model.ts';
import { acquireWorld } from '#src/scan/acquire.ts';
import { QUICK_REGIONS } from '../../lab/index.ts';
import { type Clients, healthyAccount, type HealthyAccount, labClients } from '../../lab/scenarios/index.ts';
import { describeWithLab } from '../../lab/testing.ts';
import { type AlarmRow, alarms, alarmsNeed } from './alarms.ts';
import { countingAlarm } from './testing/counting-alarm.ts';

const NAMESPACE = 'LabAlarms';
const group = (account: HealthyAccount): string => account.logGroup.replace(/^.*:log-group:/, '').replace(/:\*$/, '');

/** The links of one intent's chain, made and broken through the API of AWS. */
function chain(clients: Clients, logGroupName: string, { name, filter, words }: Intent) {
  const { logs, cloudwatch, sns } = clients;
  const filterName = `f-${name}`;
  const AlarmName = `a-${name}`;
  const TopicArn = `arn:aws:sns:${clients.region}:${clients.account}:t-${name}`;
  const deleteFilter = () =>
    logs.send(new DeleteMetricFilterCommand({ logGroupName, filterName })).catch((error: Error) => {
      if (error.name !== 'ResourceNotFoundException') throw error;
    });
  const putFilter = (filterPattern: string) =>
    logs.send(
      new PutMetricFilterCommand({
        logGroupName,
        filterName,
        filterPattern,
        metricTransformations: [{ metricNamespace: NAMESPACE, metricName: name, metricValue: '1' }],
      }),
    );
  const putAlarm = (Threshold: number, ActionsEnabled = true, more: Partial<PutMetricAlarmCommandInput> = {}) =>
    cloudwatch.send(
      new PutMetricAlarmCommand({
        ...countingAlarm(AlarmName, { namespace: NAMESPACE, name }, TopicArn),
        Threshold,
        ActionsEnabled,
        ...more,
      }),
    );
  const subscribe = async () => {
    await sns.send(new CreateTopicCommand({ Name: `t-${name}` }));
    await sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'https', Endpoint: `https://alerts.example.com/${name}` }),
    );
  };
  const unsubscribe = async () => {
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    for (const { SubscriptionArn } of Subscriptions) await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  };
  return {
    build: async () => {
      await Promise.all([putFilter(filter), putAlarm(1), subscribe()]);
    },
    noFilter: {
      breakIt: deleteFilter,
      mend: () => putFilter(filter),
    },
    filterMisses: {
      breakIt: () => putFilter(`{ (${filter.slice(1, -1).trim()}) && ($.sourceIPAddress = "192.0.2.250") }`),
      mend: () => putFilter(filter),
    },
    filterNever: {
      breakIt: () => putFilter(`{ ($.eventName = "${words[0]}") && ($.eventName = "Nothing") }`),
      mend: () => putFilter(filter),
    },
    noAlarm: {
      breakIt: () => cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [AlarmName] })),
      mend: () => putAlarm(1),
    },
    otherUnit: { breakIt: () => putAlarm(1, true, { Unit: 'Seconds' }), mend: () => putAlarm(1) },
    alarmCannotFire: { breakIt: () => putAlarm(2000), mend: () => putAlarm(1) },
    actionsOff: {
      // moto has no DisableAlarmActions.
      breakIt: () => putAlarm(1, false),
      mend: () => putAlarm(1),
    },
    nobodyTold: { breakIt: unsubscribe, mend: subscribe },
  };
}

const links = [
  'noFilter',
  'filterMisses',
  'filterNever',
  'noAlarm',
  'alarmCannotFire',
  'actionsOff',
  'nobodyTold',
] as const;

describeWithLab(
  'alarms: every link of every chain, made and broken through the API of AWS',
  (lab) => {
    let account: HealthyAccount;
    let clients: Clients;
    let chains: ReadonlyMap<string, ReturnType<typeof chain>>;
    const undo: (() => Promise<unknown>)[] = [];

    const rows = async (): Promise<ReadonlyMap<string, AlarmRow>> => {
      Object.assign(process.env, lab().env(account.account));
      const { signal } = new AbortController();
      const { world } = await acquireWorld({ accounts: [], signal, maxAttempts: 1, pace: 100 }, [alarmsNeed]);
      const [found] = [...alarms(world, { now: Date.now() })];
      // No flow log is made here: CWL-018 and CWL-019 have a suite of their own.
      const rows = found!.rows.filter(({ state, rule }) => state !== 'not-applicable' || !/^CWL-01[89]$/.test(rule));
      return new Map(rows.map((row) => [row.rule, row]));
    };
    const everyChain = (work: (one: ReturnType<typeof chain>) => Promise<unknown>) =>
      Promise.all([...chains.values()].map(work));

    beforeAll(async () => {
      account = await healthyAccount(lab());
      clients = labClients(lab(), account.account, account.region);
      await clients.organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
      chains = new Map(intents.map((intent) => [intent.id, chain(clients, group(account), intent)]));
      await everyChain((one) => one.build());
    });
    afterEach(async () => {
      for (const step of undo.splice(0)) await step();
    });

    /** What every intent says: its state, the link that breaks, and how many breaks there are. */
    const told = (found: ReadonlyMap<string, AlarmRow>) =>
      [...found.values()].map(({ rule, state, link, because }) => ({ rule, state, link, breaks: because.length }));
    const all = (expected: object) => intents.map(({ id }) => ({ rule: id, ...expected }));

    test('whole, every intent is told of', async () => {
      const found = await rows();
      expect(told(found)).toEqual(all({ state: 'covered', link: undefined, breaks: 0 }));
      expect(found.get('CWL-003')!.told).toEqual([
        'https https://alerts.example.com/TrailChanges (topic t-TrailChanges)',
        // What root changes, the alarm on root tells of, too.
        'https https://alerts.example.com/RootUsage (topic t-RootUsage)',
      ]);
    });

    test('without logging, every intent names the trail', async () => {
      await clients.cloudtrail.send(new StopLoggingCommand({ Name: account.trail }));
      undo.push(() => clients.cloudtrail.send(new StartLoggingCommand({ Name: account.trail })));
      expect(told(await rows())).toEqual(all({ state: 'broken', link: 'noTrail', breaks: 1 }));
    });

    test('without a log group, every intent names the delivery', async () => {
      const CloudWatchLogsLogGroupArn = account.logGroup;
      const whole = { Name: account.trail, CloudWatchLogsLogGroupArn, CloudWatchLogsRoleArn: account.logRole };
      await clients.cloudtrail.send(
        new UpdateTrailCommand({ Name: account.trail, CloudWatchLogsLogGroupArn: '', CloudWatchLogsRoleArn: '' }),
      );
      undo.push(() => clients.cloudtrail.send(new UpdateTrailCommand(whole)));
      expect(told(await rows())).toEqual(all({ state: 'broken', link: 'notDelivered', breaks: 1 }));
    });

    test('with a delivery that fails, every intent names the delivery', async () => {
      lab().status.set({ trail: account.trail, values: { LatestCloudWatchLogsDeliveryError: 'AccessDenied' } });
      undo.push(async () => lab().status.clear());
      const found = await rows();
      expect(told(found)).toEqual(all({ state: 'broken', link: 'notDelivered', breaks: 1 }));
      expect(found.get('CWL-014')!.because[0]).toContain('AccessDenied');
    });

    test.each(links)('broken at %s, every intent names that link and nothing else', async (link) => {
      await everyChain((one) => one[link].breakIt());
      undo.push(() => everyChain((one) => one[link].mend()));
      expect(told(await rows())).toEqual(all({ state: 'broken', link, breaks: 1 }));
    });

    test('an alarm on a unit that its filter does not publish cannot fire', async () => {
      const one = chains.get('CWL-014')!;
      await one.otherUnit.breakIt();
      undo.push(() => one.otherUnit.mend());
      const row = (await rows()).get('CWL-014')!;
      expect(row).toMatchObject({ state: 'broken', link: 'alarmCannotFire' });
      expect(row.because[0]).toContain('in Seconds');
    });

    test('one chain that is broken leaves the others whole', async () => {
      const one = chains.get('CWL-010')!;
      await one.noAlarm.breakIt();
      undo.push(() => one.noAlarm.mend());
      const broken = told(await rows()).filter(({ state }) => state !== 'covered');
      expect(broken).toEqual([{ rule: 'CWL-010', state: 'broken', link: 'noAlarm', breaks: 1 }]);
    });

    test('mended, every intent is told of again', async () => {
      expect(told(await rows())).toEqual(all({ state: 'covered', link: undefined, breaks: 0 }));
    });

    describe('through EventBridge', () => {
      const busIn = (region: string) =>
        new EventBridgeClient({
          endpoint: lab().url,
          credentials: lab().credentials(account.account),
          region,
          maxAttempts: 1,
        });

      beforeAll(async () => {
        await everyChain((one) => one.noFilter.breakIt());
        for (const region of QUICK_REGIONS) {
          const { sns } = clients.in(region);
          const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'bus' }));
          const Principal = { Service: 'events.amazonaws.com' };
          const Statement = [{ Effect: 'Allow', Principal, Action: 'sns:Publish', Resource: TopicArn }];
          const AttributeValue = JSON.stringify({ Version: '2012-10-17', Statement });
          await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
          await sns.send(
            new SubscribeCommand({ TopicArn, Protocol: 'https', Endpoint: 'https://alerts.example.com/bus' }),
          );
          const bus = busIn(region);
          for (const { name, eventPattern } of intents) {
            const State = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
            await bus.send(new PutRuleCommand({ Name: name, EventPattern: JSON.stringify(eventPattern), State }));
            await bus.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: 'topic', Arn: TopicArn }] }));
          }
        }
      });

      test('a rule in every region tells', async () => {
        expect(told(await rows())).toEqual(all({ state: 'covered', link: undefined, breaks: 0 }));
      });

      test('a rule that is disabled in one region is named', async () => {
        const region = QUICK_REGIONS.at(-1)!;
        await busIn(region).send(new DisableRuleCommand({ Name: 'SecurityGroupChanges' }));
        const row = (await rows()).get('CWL-004')!;
        expect(row).toMatchObject({ state: 'broken', link: 'eventRule' });
        expect(row.because[0]).toContain(`in ${region}: it is disabled`);
      });
    });
  },
  { keep: true },
);
