import { expect, test } from 'vitest';
import { guard } from '#src/core/guard.ts';
import { Unknown, UNKNOWN_REGIONS } from '#src/core/unknown.ts';
import type { Cell } from './cell.ts';
import { classId } from './event-class.ts';
import { coverageMatrix, type Matrix, type MatrixInput } from './matrix.ts';
import { denied, management, store, trail } from './testing/inputs.ts';

const matrix = (input: Partial<MatrixInput>): Matrix =>
  coverageMatrix({
    account: '1',
    partition: 'aws',
    regions: ['eu-west-1', 'us-east-1'],
    trails: [],
    eventDataStores: [],
    deliveriesOf: () => () => ({ state: 'delivered' }),
    ...input,
  });
function cell({ classes, rows }: Matrix, region: string, id: string): Cell | null {
  const row = rows.find((candidate) => candidate.region === region)!;
  return row.cells[classes.findIndex((eventClass) => classId(eventClass) === id)]!;
}

test('an account without trails: nobody records anything', () => {
  const { rows, recorders } = matrix({});
  expect(recorders).toEqual([]);
  expect(new Set(rows.flatMap(({ cells }) => cells.map((one) => one?.state)))).toEqual(new Set(['none', undefined]));
});

test('a cell names the trail and the selector that takes the events', () => {
  const selectors = {
    advanced: [
      {
        name: 'objects',
        fieldSelectors: [
          { field: 'eventCategory', equals: ['Data'] },
          { field: 'resources.type', equals: ['AWS::S3::Object'] },
        ],
      },
      ...('advanced' in management() ? (management() as { advanced: [] }).advanced : []),
    ],
  };
  const told = matrix({ trails: [trail({ selectors })] });
  expect(cell(told, 'us-east-1', 'management-write')).toEqual({
    state: 'recorded',
    by: [{ recorder: 0, selectors: ['#2'] }],
  });
  expect(cell(told, 'us-east-1', 'data-read:AWS::S3::Object')?.by).toEqual([
    { recorder: 0, selectors: ['#1 "objects"'] },
  ]);
});

test('a source that is left out is named', () => {
  const selectors = { basic: [{ excludeManagementEventSources: ['kms.amazonaws.com'] }] };
  expect(cell(matrix({ trails: [trail({ selectors })] }), 'eu-west-1', 'management-read')).toMatchObject({
    state: 'partial',
    detail: 'except kms.amazonaws.com',
  });
});

test('global service events are a question of one region', () => {
  const told = matrix({ trails: [trail({})] });
  expect(cell(told, 'us-east-1', 'global')?.state).toBe('recorded');
  expect(cell(told, 'eu-west-1', 'global')).toBeNull();
});

test('what was denied is unknown, and says what is missing', () => {
  expect(cell(matrix({ trails: [denied()] }), 'eu-west-1', 'management-read')).toMatchObject({
    state: 'unknown',
    unknown: { reason: 'access-denied', action: 'cloudtrail:GetTrailStatus' },
  });
});

test('regions that could not be listed are a row of their own', () => {
  const regions = guard(
    ['eu-west-1', new Unknown('access-denied', 'no', 'ec2:DescribeRegions')],
    'regions',
  ) as string[];
  const told = matrix({ regions, trails: [trail({})] });
  expect(told.rows.map(({ region }) => region)).toEqual(['eu-west-1', UNKNOWN_REGIONS]);
  expect(told.rows[1]!.cells[0]).toMatchObject({ state: 'unknown', unknown: { action: 'ec2:DescribeRegions' } });
});

test('types that are seen or configured have a column', () => {
  const ids = matrix({ resourceTypes: ['AWS::SNS::Topic'] }).classes.map(classId);
  expect(ids).toContain('data-write:AWS::SNS::Topic');
  expect(ids).toContain('data-read:AWS::S3::Object');
});

test('delivery is asked by account and region of those that record there, and of no others', () => {
  const asked: string[] = [];
  const told = matrix({
    trails: [trail({}), trail({ isMultiRegion: false }), trail({ logging: { 'us-east-1': false } })],
    eventDataStores: [store({})],
    deliveriesOf: (index) => (account, region) => {
      asked.push(`${index} ${account} ${region}`);
      return { state: 'failing', error: 'AccessDenied' };
    },
  });
  expect(asked).toEqual(['0 1 eu-west-1', '1 1 eu-west-1', '2 1 eu-west-1', '0 1 us-east-1']);
  expect(told.rows[1]!.deliveries).toEqual([
    { state: 'failing', error: 'AccessDenied' },
    null,
    null,
    { state: 'delivered' },
  ]);
});

test.each([
  ['no lifecycle: for ever', undefined, 'forever'],
  ['a rule for the whole bucket', { prefix: '' }, 90],
  ['a rule for the log files of the prefix', { prefix: 'audit/AWSLogs/' }, 90],
  ['a rule for one account in it', { prefix: 'audit/AWSLogs/1/' }, 90],
  ['a rule for other things', { prefix: 'other/' }, 'forever'],
  ['a rule for what load balancers write beside them', { prefix: 'audit/AWSLogs/1/elasticloadbalancing/' }, 'forever'],
  ['a rule that is off', { prefix: '', enabled: false }, 'forever'],
  [
    'a rule with a date',
    { prefix: '', expirationDays: undefined, expirationDate: '2026-12-31T00:00:00.000Z' },
    { until: '2026-12-31' },
  ],
])('kept: %s', (_, rule, expected) => {
  const rules = rule === undefined ? [] : [{ enabled: true, narrowed: false, expirationDays: 90, ...rule }];
  const one = trail({ keyPrefix: 'audit', bucket: { lifecycle: { rules } } });
  expect(matrix({ trails: [one] }).recorders[0]!.kept).toEqual(expected);
});

test('encryption and validation are told, and what was denied stays unknown', () => {
  const [first, second, third] = matrix({
    trails: [trail({ kmsKeyId: 'arn:key', bucket: 'unknown' }), denied()],
    eventDataStores: [store({})],
  }).recorders;
  expect(first).toMatchObject({ encryption: { kmsKey: 'arn:key' }, verifiable: 'digests' });
  expect(first!.kept).toMatchObject({ unknown: { reason: 'access-denied' } });
  expect(second!.encryption).toMatchObject({ unknown: { reason: 'access-denied' } });
  expect(third).toMatchObject({ encryption: 'service-managed', verifiable: 'store', kept: 2557 });
});

test('regions with the same answer share one cell', () => {
  const { rows } = matrix({ trails: [trail({})] });
  expect(rows[0]!.cells[0]).toBe(rows[1]!.cells[0]);
});
