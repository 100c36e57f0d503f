import { expect, test } from 'vitest';
import type { CollectContext, Observer } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { collectMetricFilter, metricFilterId } from '../metric-filter/collect.ts';
import { collectAlarm } from './collect.ts';

const ACCOUNT = '111111111111';
const alarmArn = (name: string): string => `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:${name}`;

/** Answers the lists of operations by their item's schema; nothing else is asked. */
function context(id: string, name: string, lists: Readonly<Record<string, readonly unknown[]>>): CollectContext {
  const observeAll: Observer['observeAll'] = async (operation, _input, read) => {
    const items = lists[operation.pages.items] ?? [];
    return items.map((item) => (item instanceof Unknown ? item : read(operation.item.parse(item) as never)));
  };
  const self = { id, name, account: ACCOUNT, region: 'eu-west-1' };
  return { self, observeAll } as unknown as CollectContext;
}

test('composite alarms are those that name the alarm, and those above them', async () => {
  const composite = (AlarmName: string, AlarmRule: string) => ({ AlarmArn: alarmArn(AlarmName), AlarmName, AlarmRule });
  const CompositeAlarms = [
    composite('top', 'ALARM(outer)'),
    composite('outer', `ALARM("${alarmArn('inner')}") OR ALARM(other)`),
    composite('inner', 'ALARM(root)'),
    composite('apart', 'ALARM(other)'),
    { ...composite('held', 'ALARM(root)'), ActionsSuppressor: 'maintenance' },
  ];
  const found = await collectAlarm.facts.composites.collect(context(alarmArn('root'), 'root', { CompositeAlarms }));
  expect(found).toMatchObject([
    { name: 'inner' },
    { name: 'held', suppressor: 'maintenance' },
    { name: 'outer' },
    { name: 'top' },
  ]);
});

test('alarms of a filter are those that watch its metric in its own account', async () => {
  const group = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:trail`;
  const stat = { Metric: { Namespace: 'CIS', MetricName: 'Root' }, Period: 300, Stat: 'Sum' };
  const alarm = (AlarmName: string, more: object) => ({ AlarmArn: alarmArn(AlarmName), AlarmName, ...more });
  const MetricAlarms = [
    alarm('own', { Namespace: 'CIS', MetricName: 'Root' }),
    alarm('math', { Metrics: [{ Id: 'm1', MetricStat: stat }] }),
    alarm('named', { Metrics: [{ Id: 'm1', MetricStat: stat, AccountId: ACCOUNT }] }),
    alarm('foreign', { Metrics: [{ Id: 'm1', MetricStat: stat, AccountId: '222222222222' }] }),
    alarm('query', { Metrics: [{ Id: 'q1', Expression: 'SELECT SUM(Root) FROM "CIS"' }] }),
    alarm('else', { Namespace: 'CIS', MetricName: 'Else' }),
  ];
  const metricFilters = [
    {
      filterName: 'root',
      metricTransformations: [{ metricName: 'Root', metricNamespace: 'CIS', metricValue: '1' }],
    },
  ];
  const asked = context(metricFilterId(group, 'root'), 'root', { MetricAlarms, metricFilters });
  expect(await collectMetricFilter.facts.alarmArns.collect(asked)).toEqual(
    ['own', 'math', 'named', 'query'].map(alarmArn),
  );
});
