import { expect, test } from 'vitest';
import type { CollectContext, Observer } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { collectBucket } from './collect.ts';

/** What the collector makes of a default retention. */
async function lockOf(DefaultRetention: object): Promise<unknown> {
  const observe: Observer['observe'] = async (operation) =>
    operation.output.parse({ ObjectLockConfiguration: { Rule: { DefaultRetention } } });
  const context = { self: { name: 'logs' }, observe } as unknown as CollectContext;
  return collectBucket.facts.objectLock.collect(context);
}

test('a retention is told as it stands, with an event hold beside it, too', async () => {
  const told = { mode: 'COMPLIANCE', days: 400, years: undefined };
  expect(await lockOf({ Mode: 'COMPLIANCE', Days: 400 })).toEqual(told);
  expect(await lockOf({ Mode: 'COMPLIANCE', Days: 400, DefaultEventHold: { Days: 1 } })).toEqual(told);
});

test('how long an event hold alone keeps an object is unknown, and not nothing', async () => {
  expect(await lockOf({ DefaultEventHold: { Years: 2 } })).toBeInstanceOf(Unknown);
});
