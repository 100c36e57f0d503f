import { once } from 'node:events';
import { labAvailable, startLab } from './index.ts';
import { madeUpOrganisation } from './scenarios/made-up-organisation.ts';

function quoted(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}=${value}`)
    .join('\n');
}

async function main(): Promise<number> {
  const available = labAvailable();
  if (!available.ok) {
    process.stderr.write(`surety lab: ${available.reason}\n`);
    return 2;
  }
  const lab = await startLab();
  try {
    const made = await madeUpOrganisation(lab);
    const { payments, sandbox } = made.members;
    process.stdout.write(`An AWS of its own at ${lab.url}, with a made-up organisation ${made.id}:

  ${made.management}  management: the organisation's trail
  ${made.logArchive}  log archive: its bucket and key; delegated administrator for CloudTrail
  ${payments}  payments: a member
  ${sandbox}  sandbox: a member; the organisation's notifications are refused, and its own trail is stopped

In another terminal:

${quoted(lab.env(made.management))}

surety scan                                                              # the management account
surety scan --role-arn arn:aws:iam::${sandbox}:role/OrganizationAccountAccessRole    # the sandbox

Ctrl-C stops it and leaves nothing behind.
`);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    return 0;
  } finally {
    await lab.stop();
  }
}

process.exitCode = await main();
