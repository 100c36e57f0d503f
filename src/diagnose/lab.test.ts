import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Lab } from '#lab/index.ts';
import { healthyAccount, labClients, madeUpOrganisation } from '#lab/scenarios/index.ts';
import { describeWithLab } from '#lab/testing.ts';
import { defaultPatience } from '#src/domain/delivery/status.ts';
import { acquireWorld } from '#src/scan/acquire.ts';
import { diagnoseWorld } from './diagnose-world.ts';
import { diagnoseNeed } from './need.ts';
import type { TrailDiagnosis } from './report.ts';
import { catalogue } from '#src/domain/delivery/catalogue.ts';
import { accountFaults } from './testing/faults.ts';
import { inexpressible } from './testing/inexpressible.ts';
import {
  archiveOf,
  delegateLogs,
  linkedRole,
  organizationFaults,
  type OrganizationStage,
} from './testing/organization-faults.ts';
import { restore, type Stage } from './testing/stage.ts';

async function diagnoseIn(
  lab: Lab,
  account: string,
  trail: string,
  accounts: readonly string[],
): Promise<TrailDiagnosis> {
  for (const [name, value] of Object.entries(lab.env(account))) vi.stubEnv(name, value);
  vi.stubEnv('AWS_PROFILE', undefined);
  const { signal } = new AbortController();
  const requests = accounts.map((id) => ({ id, roleArn: `arn:aws:iam::${id}:role/scan` }));
  const options = { accounts: requests, regions: ['us-east-1'], signal, maxAttempts: 1, pace: 100 };
  const { world } = await acquireWorld(options, [diagnoseNeed]);
  const { trails } = diagnoseWorld(world, { now: lab.now().getTime(), patience: defaultPatience }, trail);
  return trails[0]!;
}

const diagnose = ({ lab, made }: Stage): Promise<TrailDiagnosis> => diagnoseIn(lab, made.account, made.trail, []);

test('every cause of the catalogue has a fault in the lab, or a reason why it has none', () => {
  const faults = [...accountFaults, ...organizationFaults].map(({ cause }) => cause);
  expect([...faults, ...Object.keys(inexpressible)].toSorted()).toEqual(catalogue.map(({ id }) => id).toSorted());
});

describeWithLab(
  'faults of one account, made through the API of AWS',
  (lab) => {
    let stage: Stage;

    beforeAll(async () => {
      const made = await healthyAccount(lab());
      stage = { lab: lab(), clients: labClients(lab(), made.account, made.region), made };
      await restore(stage);
    });

    test('without a fault all is well, and nothing is remarked', async () => {
      const { verdicts } = await diagnose(stage);
      expect(verdicts.map(({ channel }) => channel)).toEqual(['s3', 'digest', 'cloudwatch-logs', 'sns']);
      for (const verdict of verdicts) expect(verdict).toMatchObject({ case: 'well', causes: [], remarks: [] });
    });

    describe.each(accountFaults.map((fault) => [fault.cause, fault] as const))('%s', (_, fault) => {
      test('it is named, and nothing that is not so; when it is mended all is silent', async () => {
        const { made } = stage;
        await fault.make(stage);
        if (fault.reports !== undefined) stage.lab.status.set({ trail: made.trail, values: fault.reports });
        const broken = await diagnose(stage);
        await fault.mend?.(stage);
        await restore(stage);

        const found = broken.verdicts.flatMap(({ causes, remarks }) => [...causes, ...remarks]);
        expect(new Set(found.map(({ id }) => id))).toEqual(new Set([fault.cause, ...(fault.also ?? [])]));
        const own = broken.verdicts.find(({ channel }) => channel === fault.channel)!;
        const where = fault.isRemark ? own.remarks : own.causes;
        const implied = fault.isRemark ? 'well' : fault.reports === undefined ? 'predicted' : 'explained';
        expect(own.case).toBe(fault.case ?? implied);
        expect(where[0]?.id).toBe(fault.cause);
        expect(where.map(({ statement }) => statement).join(' ')).toContain(fault.statement ?? '');

        const mended = await diagnose(stage);
        for (const verdict of mended.verdicts) expect(verdict).toMatchObject({ case: 'well', causes: [], remarks: [] });
      });
    });
  },
  { keep: true, regions: ['us-east-1', 'eu-west-1'] },
);

describeWithLab(
  'faults of an organisation, made through the API of AWS',
  (lab) => {
    let stage: OrganizationStage;
    const look = (): Promise<TrailDiagnosis> => {
      const { made, owner } = stage;
      return diagnoseIn(stage.lab, owner.account, made.trail, [owner.account, made.logArchive, made.members.payments]);
    };

    beforeAll(async () => {
      const made = await madeUpOrganisation(lab());
      stage = { lab: lab(), made, owner: labClients(lab(), made.management), archive: archiveOf(lab(), made) };
      await linkedRole(stage);
      await delegateLogs(stage);
    });

    test('without a fault all is well', async () => {
      const { verdicts } = await look();
      expect(verdicts.length).toBeGreaterThan(3);
      for (const verdict of verdicts) expect(verdict).toMatchObject({ case: 'well', causes: [], remarks: [] });
    });

    test.each(organizationFaults.map((fault) => [fault.cause, fault] as const))(
      '%s is named, and nothing else',
      async (_, fault) => {
        const { made } = stage;
        const mend = await fault.make(stage);
        if (fault.reports !== undefined) stage.lab.status.set({ trail: made.trail, values: fault.reports });
        const broken = await look();
        await mend();
        stage.lab.status.clear();

        const found = broken.verdicts.flatMap(({ causes, remarks }) => [...causes, ...remarks]);
        expect(new Set(found.map(({ id }) => id))).toEqual(new Set([fault.cause]));
        expect(found[0]?.statement ?? '').toContain(fault.statement ?? '');
        const worst = fault.reports === undefined ? 'predicted' : 'explained';
        expect(broken.verdicts.map((verdict) => verdict.case)).toContain(worst);

        for (const verdict of (await look()).verdicts)
          expect(verdict).toMatchObject({ case: 'well', causes: [], remarks: [] });
      },
    );
  },
  { keep: true, regions: ['us-east-1', 'eu-west-1'] },
);
