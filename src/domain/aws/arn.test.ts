import { expect, test } from 'vitest';
import { parseArn, resourceName } from './arn.ts';

test.each([
  ['arn:aws:iam::111122223333:role/audit/Reader', 'Reader'],
  ['arn:aws:sns:eu-west-1:111122223333:notices', 'notices'],
  ['arn:aws:logs:eu-west-1:111122223333:log-group:events', 'events'],
  ['trail-bucket', 'trail-bucket'],
])('people call %s %s', (arn, name) => expect(resourceName(arn)).toBe(name));

test('all behind the fifth colon is the resource', () => {
  expect(parseArn('arn:aws-cn:logs:cn-north-1:111122223333:log-group:events:*')).toEqual({
    partition: 'aws-cn',
    service: 'logs',
    region: 'cn-north-1',
    account: '111122223333',
    resource: 'log-group:events:*',
  });
});

test.each(['', 'trail', 'arn:aws:s3', 'arn::s3:::bucket', 'arn:aws::eu-west-1:111122223333:x', 'urn:aws:s3:::bucket'])(
  '"%s" is no ARN',
  (text) => expect(parseArn(text)).toBeUndefined(),
);
