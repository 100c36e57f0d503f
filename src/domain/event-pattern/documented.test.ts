import { expect, test } from 'vitest';
import { matchesEventPattern } from './evaluate.ts';
import { parseEventPattern } from './parse.ts';

/** The examples of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html and Event Ruler. */

function matches(source: unknown, event: unknown): boolean {
  const parsed = parseEventPattern(source);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return matchesEventPattern(parsed.pattern, event);
}

const instance = {
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '012345679012',
  time: '2017-10-02T16:24:49Z',
  region: 'us-east-1',
  resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-000000aaaaaa00000'],
  detail: {
    'c-count': 5,
    'd-count': 3,
    'x-limit': 301.8,
    'source-ip': '10.0.0.33',
    'source-ip-v6': '2001:db8::1',
    state: 'running',
    FileName: 'dir/lib/photo.png',
    nothing: null,
    empty: '',
    flag: true,
    object: { inner: 1 },
  },
};

const employees = {
  employees: [
    { firstName: 'John', lastName: 'Doe' },
    { firstName: 'Anna', lastName: 'Smith' },
    { firstName: 'Peter', lastName: 'Jones' },
  ],
};

test.each<[pattern: Record<string, unknown>, expected: boolean]>([
  [
    { source: ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'], detail: { state: ['running'] } },
    true,
  ],
  [{ source: ['aws.ec2'], detail: { state: ['terminated', 'stopped'] } }, false],
  [{ source: ['AWS.EC2'] }, false],
  [{ resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-000000aaaaaa00000', 'other'] }, true],
  [{ time: [{ prefix: '2017-10-02' }] }, true],
  [{ time: [{ prefix: '2018' }] }, false],
  [{ source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] }, true],
  [{ detail: { FileName: [{ suffix: '.png' }] } }, true],
  [{ detail: { FileName: [{ suffix: { 'equals-ignore-case': '.PNG' } }] } }, true],
  [{ source: [{ 'equals-ignore-case': 'AWS.ec2' }] }, true],
  [{ detail: { FileName: [{ wildcard: 'dir/*.png' }] } }, true],
  [{ detail: { FileName: [{ wildcard: 'dir/*.jpg' }] } }, false],
  [{ detail: { state: [{ 'anything-but': 'initializing' }] } }, true],
  [{ detail: { state: [{ 'anything-but': ['stopped', 'running'] }] } }, false],
  [{ detail: { 'x-limit': [{ 'anything-but': [100, 200, 301.8] }] } }, false],
  [{ detail: { state: [{ 'anything-but': { prefix: 'init' } }] } }, true],
  [{ detail: { state: [{ 'anything-but': { prefix: ['init', 'run'] } }] } }, false],
  [{ detail: { FileName: [{ 'anything-but': { suffix: '.png' } }] } }, false],
  [{ detail: { state: [{ 'anything-but': { 'equals-ignore-case': 'RUNNING' } }] } }, false],
  [{ detail: { FileName: [{ 'anything-but': { wildcard: '*/lib/*' } }] } }, false],
  [{ detail: { missing: [{ 'anything-but': 'x' }] } }, false],
  [{ detail: { 'c-count': [{ numeric: ['>', 0, '<=', 5] }], 'd-count': [{ numeric: ['<', 10] }] } }, true],
  [{ detail: { 'c-count': [{ numeric: ['>', 5] }] } }, false],
  [{ detail: { 'x-limit': [{ numeric: ['=', 3.018e2] }] } }, true],
  [{ account: [{ numeric: ['>', 0] }] }, false],
  [{ detail: { 'source-ip': [{ cidr: '10.0.0.0/24' }] } }, true],
  [{ detail: { 'source-ip': [{ cidr: '10.0.1.0/24' }] } }, false],
  [{ detail: { 'source-ip': [{ cidr: '0.0.0.0/0' }] } }, true],
  [{ detail: { 'source-ip-v6': [{ cidr: '2001:db8::/32' }] } }, true],
  [{ detail: { 'source-ip-v6': [{ cidr: '10.0.0.0/8' }] } }, false],
  [{ detail: { state: [{ exists: true }] } }, true],
  [{ detail: { missing: [{ exists: false }] } }, true],
  [{ detail: { state: [{ exists: false }] } }, false],
  [{ detail: { nothing: [{ exists: true }] } }, true],
  [{ detail: { object: [{ exists: true }] } }, false],
  [{ detail: { object: [{ exists: false }] } }, true],
  [{ missing: { deep: [{ exists: false }] } }, true],
  [{ detail: { nothing: [null] } }, true],
  [{ detail: { empty: [null] } }, false],
  [{ detail: { empty: [''] } }, true],
  [{ detail: { missing: [''] } }, false],
  [{ detail: { flag: [true] } }, true],
  [{ detail: { flag: ['true'] } }, false],
  [{ detail: { missing: [{ exists: false }, 'x'], state: ['running'] } }, true],
  [{ $or: [{ source: ['aws.s3'] }, { detail: { state: ['running'] } }] }, true],
  [{ source: ['aws.ec2'], $or: [{ region: ['eu-west-1'] }, { account: ['1'] }] }, false],
  [
    {
      $or: [
        { region: ['us-east-1'], account: ['1'] },
        { region: ['us-east-1'], $or: [{ account: ['2'] }, { source: ['aws.ec2'] }] },
      ],
    },
    true,
  ],
])('%j on an instance event: %s', (pattern, expected) => {
  expect(matches(pattern, instance)).toBe(expected);
  expect(matches(JSON.stringify(pattern), instance)).toBe(expected);
});

test('an array of objects matches where one element matches in full', () => {
  expect(matches({ employees: { firstName: ['Anna'] } }, employees)).toBe(true);
  expect(matches({ employees: { firstName: ['Anna'], lastName: ['Smith'] } }, employees)).toBe(true);
  expect(matches({ employees: { firstName: ['Anna'], lastName: ['Jones'] } }, employees)).toBe(false);
});

test('$or does not let two elements of an array be mixed', () => {
  const pattern = { employees: { firstName: ['Anna'] }, $or: [{ employees: { lastName: ['Jones'] } }, { x: ['y'] }] };
  expect(matches(pattern, employees)).toBe(false);
});

test('$or with an operator as a field name, or with one object only, is a field named $or', () => {
  expect(matches({ $or: [{ prefix: 'a' }, { prefix: 'b' }] }, { $or: 'abc' })).toBe(true);
  expect(matches({ $or: { metric: ['m'] } }, { $or: { metric: 'm' } })).toBe(true);
});

test('arrays in arrays are looked into', () => {
  expect(matches({ a: { b: ['x'] } }, { a: [[{ b: ['y'] }, { b: ['x'] }]] })).toBe(true);
});
