import { DeleteAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteMetricFilterCommand,
  PutMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateFlowLogsCommand, CreateVpcCommand } from '@aws-sdk/client-ec2';
import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { beforeAll, expect, test } from 'vitest';
import { type Clients, labClients } from '#lab/scenarios/index.ts';
import { describeWithLab } from '#lab/testing.ts';
import { defaultFormat, rejectFilter } from '#src/domain/intents/flow-logs.ts';
import { acquireWorld } from '#src/scan/acquire.ts';
import { type AlarmRow, alarms, alarmsNeed } from './alarms.ts';
import { countingAlarm } from './testing/counting-alarm.ts';

const ACCOUNT = '111111111111';
const GROUP = '/vpc/rejected';
const NAME = 'Rejected';
const everything = rejectFilter(defaultFormat);

/** The links from a flow log to whoever is told, made and broken through the API of AWS. */
function chain({ logs, cloudwatch, sns, account, region }: Clients) {
  const TopicArn = `arn:aws:sns:${region}:${account}:flow`;
  const putGroup = () => logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  const putFilter = (filterPattern = everything) =>
    logs.send(
      new PutMetricFilterCommand({
        logGroupName: GROUP,
        filterName: NAME,
        filterPattern,
        metricTransformations: [{ metricNamespace: 'Flow', metricName: NAME, metricValue: '1' }],
      }),
    );
  const putAlarm = (Threshold = 1, ActionsEnabled = true) =>
    cloudwatch.send(
      new PutMetricAlarmCommand({
        ...countingAlarm(NAME, { namespace: 'Flow', name: NAME }, TopicArn),
        Threshold,
        ActionsEnabled,
      }),
    );
  const subscribe = () =>
    sns.send(new SubscribeCommand({ TopicArn, Protocol: 'https', Endpoint: 'https://alerts.example.com/flow' }));
  const unsubscribe = async () => {
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    for (const { SubscriptionArn } of Subscriptions) await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  };
  return {
    build: async () => {
      await putGroup();
      await putFilter();
      await sns.send(new CreateTopicCommand({ Name: 'flow' }));
      await putAlarm();
      await subscribe();
    },
    /** By the rule that speaks and the link that it names. */
    links: {
      'CWL-018 notDelivered': {
        breakIt: () => logs.send(new DeleteLogGroupCommand({ logGroupName: GROUP })),
        mend: async () => {
          await putGroup();
          await putFilter();
        },
      },
      'CWL-018 noFilter': {
        breakIt: () => logs.send(new DeleteMetricFilterCommand({ logGroupName: GROUP, filterName: NAME })),
        mend: () => putFilter(),
      },
      'CWL-018 filterMisses': {
        breakIt: () => putFilter(everything.replace('dstport', 'dstport = 22')),
        mend: () => putFilter(),
      },
      'CWL-018 filterNever': {
        breakIt: () => putFilter(everything.replace('action = REJECT', 'action = REJECT && action = ACCEPT')),
        mend: () => putFilter(),
      },
      'CWL-019 noAlarm': {
        breakIt: () => cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [NAME] })),
        mend: () => putAlarm(),
      },
      'CWL-019 alarmCannotFire': { breakIt: () => putAlarm(1_000), mend: () => putAlarm() },
      'CWL-019 actionsOff': { breakIt: () => putAlarm(1, false), mend: () => putAlarm() },
      'CWL-019 nobodyTold': { breakIt: unsubscribe, mend: subscribe },
    },
  } as const;
}

type Link = keyof ReturnType<typeof chain>['links'];
const links: readonly Link[] = [
  'CWL-018 notDelivered',
  'CWL-018 noFilter',
  'CWL-018 filterMisses',
  'CWL-018 filterNever',
  'CWL-019 noAlarm',
  'CWL-019 alarmCannotFire',
  'CWL-019 actionsOff',
  'CWL-019 nobodyTold',
];

describeWithLab(
  'alarms on VPC flow logs: every link, made and broken through the API of AWS',
  (lab) => {
    let made: ReturnType<typeof chain>;

    const rows = async (): Promise<AlarmRow[]> => {
      Object.assign(process.env, lab().env(ACCOUNT));
      const { signal } = new AbortController();
      const { world } = await acquireWorld({ accounts: [], signal, maxAttempts: 1, pace: 100 }, [alarmsNeed]);
      const [found] = [...alarms(world, { now: Date.now() })];
      return found!.rows.filter(({ rule }) => rule === 'CWL-018' || rule === 'CWL-019');
    };
    const told = (found: readonly AlarmRow[]) => found.map(({ rule, state, link }) => [rule, state, link]);
    const whole = [
      ['CWL-018', 'covered', undefined],
      ['CWL-019', 'covered', undefined],
    ];

    beforeAll(async () => {
      const clients = labClients(lab(), ACCOUNT, 'eu-west-1');
      made = chain(clients);
      await made.build();
      const { Vpc } = await clients.ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
      await clients.ec2.send(
        new CreateFlowLogsCommand({
          ResourceIds: [Vpc!.VpcId!],
          ResourceType: 'VPC',
          TrafficType: 'REJECT',
          LogDestinationType: 'cloud-watch-logs',
          LogGroupName: GROUP,
          DeliverLogsPermissionArn: `arn:aws:iam::${ACCOUNT}:role/flow`,
        }),
      );
    });

    test('whole, rejected traffic is counted and somebody is told', async () => {
      const found = await rows();
      expect(told(found)).toEqual(whole);
      expect(found[1]!.told).toEqual(['https https://alerts.example.com/flow (topic flow)']);
    });

    test.each(links)('%s: broken there, that rule names that link and nothing else is broken', async (name) => {
      const [rule, link] = name.split(' ') as [string, string];
      await made.links[name].breakIt();
      const found = await rows();
      await made.links[name].mend();
      const expected =
        rule === 'CWL-018'
          ? [
              ['CWL-018', 'broken', link],
              // What is not counted is CWL-018's to report.
              ['CWL-019', 'not-applicable', undefined],
            ]
          : [
              ['CWL-018', 'covered', undefined],
              ['CWL-019', 'broken', link],
            ];
      expect(told(found)).toEqual(expected);
      expect(told(await rows())).toEqual(whole);
    });
  },
  { keep: true, regions: ['eu-west-1', 'us-east-1'] },
);
