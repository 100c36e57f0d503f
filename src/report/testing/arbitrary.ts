import * as fc from 'fast-check';

import { outcomes, severities } from '#src/core/finding.ts';
import type { Finding } from '#src/core/finding.ts';

import { hostileStrings } from './sample.ts';

const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(...hostileStrings),
  fc.string({ maxLength: 40 }).map((part) => part.repeat(60)),
);
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const time = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
const reason = fc.constantFrom('access-denied', 'throttled', 'call-failed', 'other-account', 'invalid-document');

/** Any finding of the port's shape: hostile and very long strings, missing and present parts, all outcomes. */
export const anyFinding: fc.Arbitrary<Finding> = fc.record({
  id: fc.stringMatching(/^[0-9a-f]{32}$/),
  rule: fc.constantFrom('CT-001', 'CT-003', 'CT-011', 'CWL-101'),
  slug: fc.constantFrom('a-slug', 'another'),
  title: text,
  severity: fc.constantFrom(...severities),
  outcome: fc.constantFrom(...outcomes),
  asset: fc.record({
    kind: fc.constantFrom('AWS::CloudTrail::Trail', 'AWS::Account', 'AWS::CloudTrail::EventDataStore'),
    id: text,
    name: text,
    account: fc.constantFrom('', '012345678901', '111122223333'),
    region: fc.constantFrom('global', 'us-east-1', 'cn-north-1', 'us-gov-west-1'),
  }),
  key: some(text),
  messageId: some(text),
  message: text,
  evidence: fc.array(
    fc.record({
      path: text,
      value: fc.oneof(fc.jsonValue(), fc.constant(undefined)),
      call: some(text),
      region: some(text),
      at: some(time.map((date) => date.toISOString())),
      requestId: some(text),
    }),
    { maxLength: 4 },
  ),
  causes: some(
    fc.array(
      fc.record({
        id: text,
        channel: text,
        message: text,
        document: some(text),
        statement: some(text),
        confidence: some(fc.constantFrom('certain', 'likely')),
        blocks: some(fc.boolean()),
        repair: some(text),
      }),
      { maxLength: 3 },
    ),
  ),
  unknowns: some(fc.array(fc.record({ path: text, reason, action: some(text), detail: text }), { maxLength: 3 })),
  exception: some(
    fc.record({
      id: text,
      reason: text,
      owner: text,
      approver: some(text),
      expires: time.map((date) => date.toISOString().slice(0, 10)),
    }),
  ),
  controls: some(fc.array(fc.record({ framework: text, control: text }), { maxLength: 3 })),
});
