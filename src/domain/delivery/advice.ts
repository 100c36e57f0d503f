import type { Channel } from './channel.ts';
import type { SiteDiagnosis } from './diagnose.ts';

/** How long the outcome of a repair takes to show. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html */
const waits: Readonly<Record<Channel, string>> = {
  s3: 'the next log file: some 5 to 15 minutes in an active region, longer in a quiet one',
  digest: 'the next digest: within the hour, also in a quiet region',
  'cloudwatch-logs': 'the next events: some 5 to 15 minutes in an active region, longer in a quiet one',
  sns: 'the next log file, with which the next notification goes out',
};

/** What a look at the configuration never shows, whatever the scan may read. */
const unseen: Readonly<Record<Channel, string>> = {
  s3: 'policies of other accounts and of an organisation outside this scan, and faults of S3 itself',
  digest: 'policies of other accounts and of an organisation outside this scan, and faults of S3 itself',
  'cloudwatch-logs':
    'policies of other accounts, service control policies outside this scan, session limits, and quotas of CloudWatch Logs',
  sns: 'policies of other accounts and of an organisation outside this scan, and faults of SNS itself',
};

/** What to do about a site, in a sentence or two; nothing where all is well. */
export function nextStep({ case: which, channel, causes, unknowns, reported }: SiteDiagnosis): string | undefined {
  const backlog =
    channel === 's3' || channel === 'digest'
      ? ' CloudTrail keeps trying for 30 days, so a repair in place loses nothing.'
      : '';
  switch (which) {
    case 'explained':
      return `Repair ${causes.length === 1 ? 'it' : 'each of them'}; AWS goes on telling the error until ${waits[channel]}.${backlog}`;
    case 'predicted':
      return `Repair ${causes.length === 1 ? 'it' : 'each of them'} before the next delivery.${backlog}`;
    case 'unexplained':
      return `If something was repaired of late, wait for ${waits[channel]}: an error stays until then. Else look at what cannot be seen from here: ${unseen[channel]}.`;
    case 'unknown': {
      const all = reported.state === 'unknown' ? [reported.unknown, ...unknowns] : unknowns;
      const actions = [...new Set(all.flatMap(({ action }) => action ?? []))];
      return actions.length === 0
        ? 'Scan the accounts that are named as well, then ask again.'
        : `Allow ${actions.join(', ')} to whoever scans, or scan the account that may, then ask again.`;
    }
    default:
      return undefined;
  }
}
