import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rules } from '#src/generated/rules.ts';
import { brokenAccount, healthyAccount, madeUpOrganisation } from '../scenarios/index.ts';
import { describeWithLab } from '../testing.ts';
import { surety, workFolder } from './surety.ts';

const TRAIL_RULES = rules.flatMap(({ id }) => (id.startsWith('CT-') ? [id] : []));

interface Judged {
  readonly rule: string;
  readonly outcome: string;
}

describeWithLab('scans of accounts of the lab', (lab) => {
  const folder = workFolder();

  test('show each trail rule passing and failing, and none with an error of its own', async () => {
    const healthy = await healthyAccount(lab());
    const { account: broken } = await brokenAccount(lab());
    const { management } = await madeUpOrganisation(lab());
    // The one rule that asks nothing before it is told which bucket is meant.
    const config = folder('surety.config.yaml');
    writeFileSync(config, `rules:\n  CT-014:\n    settings:\n      designatedBuckets: [${healthy.bucket}]\n`);
    const judged: Judged[] = [];
    for (const account of [healthy.account, broken, management]) {
      const args = ['scan', '--quiet', '--format', 'json', '--rule', TRAIL_RULES.join(), '--config', config];
      const { stdout } = await surety(args, { env: lab().env(account), cwd: folder('.') });
      judged.push(...(JSON.parse(stdout) as { findings: Judged[] }).findings);
    }
    const idsWith = (outcome: string): string[] =>
      TRAIL_RULES.filter((id) => judged.some((finding) => finding.rule === id && finding.outcome === outcome));
    expect(idsWith('pass')).toEqual(TRAIL_RULES);
    expect(idsWith('fail')).toEqual(TRAIL_RULES);
    expect(idsWith('rule-error')).toEqual([]);
  });
});
