import { beforeAll, describe, expect, test, vi } from 'vitest';
import { suretyHere } from '#lab/cli/in-process.ts';
import { healthyAccount, labClients } from '#lab/scenarios/index.ts';
import { describeWithLab } from '#lab/testing.ts';
import { evaluateRule } from '#src/core/evaluate.ts';
import type { Cause } from '#src/core/finding.ts';
import { settingValues } from '#src/core/settings.ts';
import { accountFaults } from '#src/diagnose/testing/faults.ts';
import { bucketPolicy, restore, type Stage } from '#src/diagnose/testing/stage.ts';
import type { Delivery } from '#src/domain/coverage/delivery.ts';
import { rule as deliveryFailing } from '#src/rules/cloudtrail/CT-011-cloudtrail-delivery-failing/rule.ts';
import { acquireWorld } from '#src/scan/acquire.ts';

interface Report {
  readonly accounts: readonly {
    readonly recorders: readonly { readonly kind: string }[];
    readonly rows: readonly {
      readonly region: string;
      readonly deliveries: readonly (Delivery | null)[];
    }[];
  }[];
  readonly summary: Readonly<Record<string, number>>;
}

/** Faults of log files: what stops a delivery, and what is only to be remarked. */
const faults = accountFaults.filter(({ channel }) => channel === 's3');

describeWithLab(
  'coverage and its deliveries in the lab',
  (lab) => {
    let stage: Stage;
    const run = (format: string) =>
      suretyHere(['coverage', '--quiet', '--format', format], lab().env(stage.made.account));
    /** What the report says of the one trail; the event data store of the healthy account holds its events itself. */
    const look = async (): Promise<{ code: number | null; summary: Report['summary']; deliveries: Delivery[] }> => {
      const { code, stdout } = await run('json');
      const { accounts, summary } = JSON.parse(stdout) as Report;
      const deliveries = accounts.flatMap(({ rows, recorders }) =>
        rows.flatMap((row) => row.deliveries.filter((_, index) => recorders[index]!.kind === 'trail')),
      );
      return { code, summary, deliveries: deliveries.filter((one) => one !== null) };
    };
    /** What CT-011 says of the log files of the one trail. */
    const ruling = async () => {
      for (const [name, value] of Object.entries(lab().env(stage.made.account))) vi.stubEnv(name, value);
      const { signal } = new AbortController();
      const { world } = await acquireWorld({ accounts: [], signal, maxAttempts: 1 }, [deliveryFailing]);
      const settings = settingValues(deliveryFailing.settings, {});
      const context = { now: lab().now().getTime(), settings, severity: deliveryFailing.severity };
      const [record] = world.ofKind(deliveryFailing.asset.name);
      return evaluateRule(deliveryFailing, record!, world, context).find(({ key }) => key === 's3')!;
    };

    beforeAll(async () => {
      const made = await healthyAccount(lab());
      stage = { lab: lab(), clients: labClients(lab(), made.account, made.region), made };
      await restore(stage);
    });

    test('without a fault all deliveries are well', async () => {
      const { code, summary, deliveries } = await look();
      expect(code).toBe(0);
      expect(deliveries.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
      expect(summary).toMatchObject({ notDelivered: 0, willFail: 0, unknown: 0 });
    });

    describe.each(faults.map((fault) => [fault.cause, fault] as const))('%s', (_, fault) => {
      test('coverage says what CT-011 says, with the same causes', async () => {
        await fault.make(stage);
        if (fault.reports !== undefined) lab().status.set({ trail: stage.made.trail, values: fault.reports });
        const broken = await look();
        const finding = await ruling();
        await fault.mend?.(stage);
        await restore(stage);

        const bad = broken.deliveries.filter(({ state }) => state === 'failing' || state === 'predicted');
        expect(bad.length > 0).toBe(finding.outcome === 'fail');
        const ids = (causes: readonly Cause[] = []): string[] => [...new Set(causes.map(({ id }) => id))].toSorted();
        expect(ids(bad.flatMap(({ causes = [] }) => causes))).toEqual(ids(finding.causes));
        const state = fault.reports === undefined ? 'predicted' : 'failing';
        expect(new Set(bad.map((one) => one.state))).toEqual(new Set(fault.isRemark ? [] : [state]));
        expect(broken.summary[state === 'predicted' ? 'willFail' : 'notDelivered']! > 0).toBe(fault.isRemark !== true);
      });
    });

    test('a bucket policy that denies, while AWS reports no error: every format tells it', async () => {
      await bucketPolicy(stage, {
        add: [
          {
            Sid: 'OnlyMine',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:PutObject',
            Resource: `arn:aws:s3:::${stage.made.bucket}/*`,
          },
        ],
      });
      const told: string[] = [];
      for (const format of ['table', 'csv', 'markdown', 'html']) {
        const text = (await run(format)).stdout.replaceAll('\\', '');
        if (text.includes('S3-DENY') && text.includes('OnlyMine')) told.push(format);
      }
      expect(told).toEqual(['table', 'csv', 'markdown', 'html']);
      await restore(stage);
    });

    test('a policy that may not be read leaves the cell as the status has it, and names the permission', async () => {
      const remove = lab().faults.add({ operation: 'GetBucketPolicy', kind: 'denied' });
      const { code, summary, deliveries } = await look().finally(remove);
      expect(code).toBe(3);
      expect(summary).toMatchObject({ notDelivered: 0, willFail: 0, unknown: 0 });
      for (const { state, open } of deliveries) {
        expect(state).toBe('delivered');
        expect(open).toMatchObject([{ path: 'bucket.policy', action: 's3:GetBucketPolicy' }]);
      }
    });
  },
  { keep: true, regions: ['us-east-1', 'eu-west-1'] },
);
