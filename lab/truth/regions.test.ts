import { beforeAll, describe, expect, test } from 'vitest';
import { coverage } from '#src/coverage/coverage.ts';
import { coverageNeed } from '#src/coverage/reads.ts';
import { classId } from '#src/domain/coverage/event-class.ts';
import { defaultPatience } from '#src/domain/delivery/status.ts';
import { rules as allRules } from '#src/generated/rules.ts';
import { acquireWorld } from '#src/scan/acquire.ts';
import type { Lab } from '../index.ts';
import { createTrail, createTrailBucket, labClients, trailBucketPolicy } from '../scenarios/index.ts';
import { describeWithLab } from '../testing.ts';
import { NOW, truthScan } from './scan.ts';

const ACCOUNT = '111111111111';
const REGIONS = ['eu-west-1', 'us-east-1', 'us-west-2'];
const rules = allRules.filter(({ id }) => id.startsWith('CT-'));

/** The state of every cell of the coverage matrix: `us-east-1 management-read` to `none`. */
async function cells(lab: Lab): Promise<Record<string, string>> {
  Object.assign(process.env, lab.env(ACCOUNT));
  const { signal } = new AbortController();
  const { world } = await acquireWorld({ accounts: [], signal, maxAttempts: 1 }, [coverageNeed]);
  const [account] = coverage(world, { now: NOW, patience: defaultPatience });
  const { classes, rows } = account!.matrix;
  const states = rows.flatMap(({ region, cells: row }) =>
    row.map((cell, index) => [`${region} ${classId(classes[index]!)}`, cell?.state ?? 'elsewhere']),
  );
  return Object.fromEntries(states) as Record<string, string>;
}

/** One finding a rule and asset: outcome and message. */
async function verdicts(lab: Lab): Promise<Record<string, string>> {
  const { findings } = await truthScan(lab, ACCOUNT, { rules });
  return Object.fromEntries(
    findings.map(({ rule, asset, key = '', outcome, message }) => [
      `${rule} ${asset.name} ${key}`.trim(),
      `${outcome}: ${message}`,
    ]),
  );
}

/** Lets CloudTrail in: what is not delivered is not known to be recorded where another may deliver it. */
async function bucketFor(lab: Lab, name: string): Promise<void> {
  const policy = trailBucketPolicy({ bucket: name, accounts: [ACCOUNT], sourceArn: null });
  await createTrailBucket(labClients(lab, ACCOUNT), { name, policy });
}

async function singleRegionTrail(lab: Lab): Promise<void> {
  await bucketFor(lab, 'logs-west');
  await createTrail(labClients(lab, ACCOUNT, 'eu-west-1'), { name: 'west', bucket: 'logs-west' });
}

async function multiRegionTrail(lab: Lab): Promise<void> {
  await bucketFor(lab, 'logs-all');
  await createTrail(labClients(lab, ACCOUNT, 'us-west-2'), {
    name: 'all',
    bucket: 'logs-all',
    IsMultiRegionTrail: true,
    eventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }],
  });
}

describeWithLab(
  'a region that does not list its trails hides what records in it alone',
  (lab) => {
    describe.each([
      ['an account without trails', async () => {}, false],
      ['a trail of one region', singleRegionTrail, false],
      ['a trail of all regions, homed in the last', multiRegionTrail, true],
    ])('%s', (_, make, isShownByAll) => {
      let sound: Awaited<ReturnType<typeof cells>>;
      beforeAll(async () => {
        await lab().reset();
        await make(lab());
        sound = await cells(lab());
      });

      test.each(REGIONS)('%s denies DescribeTrails', async (denied) => {
        const remove = lab().faults.add({ operation: 'DescribeTrails', region: denied, kind: 'denied' });
        const faulty = await cells(lab()).finally(remove);
        const expected = Object.entries(sound).map(([place, own]) => {
          // What a trail that every region shows records is known in the silent one, too.
          const isKnown = !place.startsWith(denied) || own === 'elsewhere' || (own === 'recorded' && isShownByAll);
          return [place, isKnown ? own : 'unknown'];
        });
        expect(faulty).toEqual(Object.fromEntries(expected));
      });

      test('all deny it: everything is unknown', async () => {
        const remove = lab().faults.add({ operation: 'DescribeTrails', kind: 'denied' });
        const states = Object.values(await cells(lab()).finally(remove));
        expect(new Set(states)).toEqual(new Set(['unknown', 'elsewhere']));
      });

      test('one denies ListEventDataStores: what is made there may record every region', async () => {
        const remove = lab().faults.add({ operation: 'ListEventDataStores', region: 'us-west-2', kind: 'denied' });
        const faulty = await cells(lab()).finally(remove);
        const expected = Object.entries(sound).map(([place, state]) => {
          // Insights are for trails alone.
          const isOpen = state !== 'recorded' && state !== 'elsewhere' && !place.endsWith('insights');
          return [place, isOpen ? 'unknown' : state];
        });
        expect(faulty).toEqual(Object.fromEntries(expected));
      });
    });

    test('rules judge what the others show: the settings of a trail whose home is silent, and gaps elsewhere', async () => {
      await lab().reset();
      await multiRegionTrail(lab());
      const sound = await verdicts(lab());
      const remove = lab().faults.add({ operation: 'DescribeTrails', region: 'us-west-2', kind: 'denied' });
      const faulty = await verdicts(lab()).finally(remove);
      expect(faulty['CT-007 all']).toBe(sound['CT-007 all']);
      expect(faulty['CT-009 all']).toBe(sound['CT-009 all']);
      expect(sound[`CT-010 ${ACCOUNT}`]).toContain('fail: ');
      expect(faulty[`CT-010 ${ACCOUNT}`]).toContain('fail: ');
      expect(faulty[`CT-010 ${ACCOUNT}`]).toContain('no read events in eu-west-1 and us-east-1.');
      expect(faulty[`CT-001 ${ACCOUNT}`]).toBe(sound[`CT-001 ${ACCOUNT}`]);
      expect(faulty[`CT-005 ${ACCOUNT}`]).toBe(sound[`CT-005 ${ACCOUNT}`]);
      // Two trails that only that region lists may repeat each other.
      expect(faulty[`CT-006 ${ACCOUNT}`]).toContain('unknown: ');
    });
  },
  { keep: true, regions: REGIONS },
);
