import type { Severity } from '#src/core/finding.ts';
import type { RuleDescription } from '#src/core/report.ts';

const rule = (
  id: string,
  slug: string,
  severity: Severity,
  title: string,
  why: string,
  fix: string,
): RuleDescription => ({
  id,
  slug,
  title,
  severity,
  pillars: ['security'],
  why,
  fix,
  page: `https://example.com/surety/rules/${id}-${slug}`,
});

export const sampleRules: readonly RuleDescription[] = [
  rule(
    'CT-001',
    'cloudtrail-enabled',
    'high',
    'CloudTrail records every region',
    'An unrecorded region is where an intruder works unseen.',
    'Make the trail a multi-Region trail.',
  ),
  rule(
    'CT-003',
    'trail-bucket-public',
    'critical',
    'Trail buckets are not public',
    'Log files name your accounts, roles, addresses and habits.',
    'Turn on Block Public Access for the bucket.',
  ),
  rule(
    'CT-004',
    'trail-bucket-mfa-delete',
    'high',
    'Trail buckets require MFA to delete log files',
    'A stolen key must not be enough to delete the audit trail.',
    'Turn on Object Lock in compliance mode with a default retention.',
  ),
  rule(
    'CT-007',
    'log-file-validation',
    'medium',
    'Log file validation is on',
    'Without digests nobody can prove that a log file was not changed.',
    'Turn on log file validation.',
  ),
  rule(
    'CT-008',
    'trail-encryption',
    'medium',
    'Log files are encrypted with a customer managed key',
    'A key of your own adds a second permission to read.',
    'Set a customer managed KMS key on the trail.',
  ),
  rule(
    'CT-011',
    'cloudtrail-delivery-failing',
    'medium',
    'Trails deliver their log files',
    'A trail that cannot deliver records nothing that you can read later.',
    'Repair the statement that the finding names.',
  ),
  rule(
    'CT-105',
    'trail-bucket-retention',
    'medium',
    'Log files are kept as long as they must be',
    'Log files that expired cannot be examined.',
    'Lengthen the lifecycle rule.',
  ),
  rule(
    'CT-107',
    'trail-log-group-encryption',
    'low',
    'The log group is encrypted with a KMS key',
    'The copy in CloudWatch Logs is as sensitive as the file.',
    'Associate a KMS key with the log group.',
  ),
];
