import { describe, expect, test } from 'vitest';
import { UnknownRead } from '#src/core/unknown.ts';
import type { Published } from './alarm-value.ts';
import { goesOff, watches } from './goes-off.ts';
import type { AlarmDefinition, AlarmMetric } from './inputs.ts';

const published: Published = { namespace: 'N', metricName: 'M', value: 1, defaultValue: undefined, dimensions: [] };
const alarm: AlarmDefinition = {
  actionsEnabled: true,
  alarmActions: [],
  namespace: 'N',
  metricName: 'M',
  dimensions: [],
  statistic: 'Sum',
  period: 300,
  evaluationPeriods: 1,
  threshold: 1,
  comparison: 'GreaterThanOrEqualToThreshold',
  treatMissingData: 'notBreaching',
  metrics: [],
};

interface Case {
  readonly alarm?: Partial<AlarmDefinition>;
  readonly published?: Partial<Published>;
  readonly patience?: number;
}
const ask = ({ alarm: a = {}, published: p = {}, patience = 1 }: Case) =>
  goesOff({ ...alarm, ...a }, { ...published, ...p }, patience);

const goes: Readonly<Record<string, Case>> = {
  'a sum of one or more': {},
  'more than nothing': { alarm: { comparison: 'GreaterThanThreshold', threshold: 0 } },
  'a maximum, with a default value of zero': { alarm: { statistic: 'Maximum' }, published: { defaultValue: 0 } },
  'an average over one minute, with a default value': {
    alarm: { statistic: 'Average', period: 60 },
    published: { defaultValue: 0 },
  },
  'an average without default values': { alarm: { statistic: 'Average' } },
  'a count of samples': { alarm: { statistic: 'SampleCount' } },
  'a percentile without default values': { alarm: { statistic: undefined, extendedStatistic: 'p99' } },
  'a percentile that few datapoints do not settle, where patience allows enough of them': {
    alarm: { statistic: undefined, extendedStatistic: 'p90', lowSamples: 'ignore' },
    patience: 100,
  },
  'a value that counts more than one': { alarm: { threshold: 5 }, published: { value: 5 } },
  'one datapoint of three': { alarm: { evaluationPeriods: 3, datapointsToAlarm: 1 } },
  'two periods in a row, where missing data is left missing': {
    alarm: { evaluationPeriods: 2, treatMissingData: 'missing' },
  },
  'as many events as patience allows': { alarm: { threshold: 5 }, patience: 5 },
  "a unit that is the filter's": { alarm: { unit: 'Count' }, published: { unit: 'Count' } },
  'no unit, where the filter publishes one': { published: { unit: 'Count' } },
  'the unit None, where the filter publishes none': { alarm: { unit: 'None' } },
  'dimensions that are those of the filter': {
    alarm: { dimensions: [{ name: 'user', value: 'bob' }] },
    published: { dimensions: [{ name: 'user', value: 'bob' }] },
  },
};
test.each(Object.entries(goes))('goes off: %s', (_, one) => {
  expect(ask(one)).toMatchObject({ ok: true });
});

const silent: Readonly<Record<string, Case & { readonly why: RegExp }>> = {
  'more than one': { alarm: { comparison: 'GreaterThanThreshold' }, why: /Sum > 1, and one event counts 1/ },
  'one more event than patience allows': { alarm: { threshold: 6 }, patience: 5, why: /5 events count 5/ },
  'a value of zero': { published: { value: 0 }, why: /one event counts 0/ },
  'less than one: it goes off when nothing happens': {
    alarm: { comparison: 'LessThanThreshold' },
    why: /Sum < 1/,
  },
  'a default value that breaches already': { published: { defaultValue: 1 }, why: /breaches already/ },
  'missing data that breaches already': { alarm: { treatMissingData: 'breaching' }, why: /an event changes nothing/ },
  'an average over five minutes, thinned by default values': {
    alarm: { statistic: 'Average' },
    published: { defaultValue: 0 },
    why: /default values/,
  },
  'a minimum, with default values': {
    alarm: { statistic: 'Minimum' },
    published: { defaultValue: 0 },
    why: /default values/,
  },
  'a median, with default values': {
    alarm: { statistic: 'p50' },
    published: { defaultValue: 0 },
    why: /default values/,
  },
  'a percentile that ignores a few datapoints': {
    alarm: { statistic: undefined, extendedStatistic: 'p99', lowSamples: 'ignore' },
    why: /ignores a p99 of fewer than 1000 datapoints/,
  },
  'two periods in a row': { alarm: { evaluationPeriods: 2 }, why: /waits for 2 breaching/ },
  'two of three, while missing data is ignored': {
    alarm: { evaluationPeriods: 3, datapointsToAlarm: 2, treatMissingData: 'ignore' },
    why: /waits for 2 breaching/,
  },
  'a unit that the filter does not publish': {
    alarm: { unit: 'Seconds' },
    why: /sees only datapoints in Seconds, the filter publishes them without a unit/,
  },
  'another unit than the filter publishes': {
    alarm: { unit: 'Seconds' },
    published: { unit: 'Count' },
    why: /in Seconds, the filter publishes them in Count/,
  },
  'the unit None, where the filter publishes one': {
    alarm: { unit: 'None' },
    published: { unit: 'Count' },
    why: /without a unit, the filter publishes them in Count/,
  },
  'a unit in a metric of metric math that the filter does not publish': {
    alarm: {
      namespace: undefined,
      metricName: undefined,
      metrics: [
        {
          id: 'm1',
          returnData: true,
          namespace: 'N',
          metricName: 'M',
          dimensions: [],
          statistic: 'Sum',
          period: 300,
          unit: 'Seconds',
        },
      ],
    },
    why: /in Seconds/,
  },
  'a dimension that the filter does not publish': {
    alarm: { dimensions: [{ name: 'user', value: 'bob' }] },
    why: /with user=bob, the filter publishes it without dimensions/,
  },
  'no dimension where the filter publishes some': {
    published: { dimensions: [{ name: 'user', value: 'bob' }] },
    why: /without dimensions, the filter publishes it with user=bob/,
  },
  'a band that an anomaly model draws': { alarm: { comparison: 'GreaterThanUpperThreshold' }, why: /band/ },
};
test.each(Object.entries(silent))('does not go off: %s', (_, { why, ...one }) => {
  const answer = ask(one);
  expect(answer.ok).toBe(false);
  expect(answer).toMatchObject({ why: expect.stringMatching(why) as string });
});

test('a statistic that is not modelled is unknown, not a guess', () => {
  expect(() => ask({ alarm: { statistic: 'TM99' } })).toThrow(UnknownRead);
});

describe('metric math', () => {
  const own: AlarmMetric = {
    id: 'm1',
    returnData: false,
    namespace: 'N',
    metricName: 'M',
    dimensions: [],
    statistic: 'Sum',
    period: 300,
  };
  const other: AlarmMetric = { ...own, id: 'm2', metricName: 'Other' };
  const math = (expression: string, metrics = [own, other]) => ({
    alarm: {
      namespace: undefined,
      metricName: undefined,
      metrics: [...metrics, { id: 'e1', expression, returnData: true, dimensions: [] }],
    },
  });
  test.each([
    'm1',
    'm1 * 1',
    'SUM([m1, m2])',
    'SUM(METRICS())',
    'MAX([m1])',
    'FILL(m1, 0) + FILL(m2, 0)',
    'IF(m1 >= 1, 1, 0)',
    '(m1 > 0)',
  ])('goes off: %s', (expression) => {
    expect(ask(math(expression))).toMatchObject({ ok: true });
  });
  test.each(['m2', 'm1 - 1', 'IF(m1 > 1, 1, 0)', 'm1 / 2', 'MIN([FILL(m1, 0), FILL(m2, 0)])'])(
    'does not go off: %s',
    (expression) => {
      expect(ask(math(expression))).toMatchObject({ ok: false });
    },
  );
  test.each(['m1 + m2', 'ANOMALY_DETECTION_BAND(m1, 2)', 'RATE(m1)', 'm1 +', 'nobody', '((((m1'])(
    'cannot be told: %s',
    (expression) => {
      expect(() => ask(math(expression))).toThrow(UnknownRead);
    },
  );
  test.each(['FILL(m1, 0) - FILL(m2, 0)', 'IF(FILL(m2, 0) > 5, 0, FILL(m1, 0))'])(
    'other metrics may keep it silent, so it cannot be told: %s',
    (expression) => {
      expect(() => ask(math(expression))).toThrow(UnknownRead);
    },
  );
  test('missing data that an expression fills is not missing', () => {
    const filled = (changes: Partial<AlarmDefinition>) =>
      ask({ alarm: { ...math('FILL(m1, 0)', [own]).alarm, ...changes } });
    expect(filled({ treatMissingData: 'breaching' })).toMatchObject({ ok: true });
    expect(filled({ treatMissingData: 'missing', evaluationPeriods: 2 })).toMatchObject({ ok: false });
    expect(ask({ alarm: math('FILL(m1, 1)', [own]).alarm })).toMatchObject({
      why: 'it makes 1 of nothing while nothing happens, which breaches already: an event changes nothing',
    });
  });
  test('a metric that is passed through', () => {
    const through = { ...own, returnData: true };
    expect(ask({ alarm: { namespace: undefined, metricName: undefined, metrics: [through] } })).toMatchObject({
      ok: true,
    });
  });
  test('an alarm watches the metrics of its expressions', () => {
    expect(watches({ ...alarm, ...math('m1').alarm }, 'N', 'M')).toBe(true);
    expect(watches({ ...alarm, ...math('m1').alarm }, 'N', 'Else')).toBe(false);
  });
  test('a metric of the same name in another account is another metric', () => {
    const foreign = { ...own, id: 'm2', account: '222222222222' };
    expect(watches({ ...alarm, ...math('m2', [foreign]).alarm }, 'N', 'M')).toBe(false);
    expect(ask(math('SUM([m1, m2])', [own, foreign]))).toMatchObject({ ok: true });
    expect(ask(math('m2', [own, foreign]))).toMatchObject({ ok: false });
  });
  test.each(['SELECT SUM(M) FROM "N"', 'select max(M) from SCHEMA("N", user) where user = \'bob\''])(
    'a query of Metrics Insights watches its metric, and what it makes of it cannot be told: %s',
    (expression) => {
      expect(watches({ ...alarm, ...math(expression, []).alarm }, 'N', 'M')).toBe(true);
      expect(watches({ ...alarm, ...math(expression, []).alarm }, 'N', 'Else')).toBe(false);
      expect(() => ask(math(expression, []))).toThrow(UnknownRead);
    },
  );
  test('brackets without end are read in bounded time', () => {
    expect(() => ask(math('('.repeat(5000)))).toThrow(UnknownRead);
  });
});
