import type { Summary } from '#src/core/finding.ts';
import { shellWord } from '#src/core/shell-word.ts';
import { notInSource } from '#src/report/sentences.ts';
import type { ScanOptions } from './commands/scan.ts';
import type { SourceOptions } from './source-options.ts';

/** The one line at the end: what came out, and what to do next. */
export function nextStep(summary: Summary, files: readonly string[], options: ScanOptions): string {
  const written = files.length === 0 ? '' : ` Written: ${files.join(', ')}.`;
  const { rule, framework, exceptions, now } = options;
  const same = sourceArguments(options) + argumentsOf({ exceptions, now, rule, framework });
  return `${written === '' ? '' : `${written.trim()}\n`}Next: ${advice(summary, same)}`;
}

function advice(summary: Summary, world: string): string {
  const { fail, unknown, excepted, ruleError, unsupportedSource, failBySeverity } = summary;
  if (ruleError > 0) return 'a rule broke; please report it with the command that you ran.';
  if (fail > 0) {
    const worst = (['critical', 'high', 'medium', 'low'] as const).find((severity) => failBySeverity[severity] > 0);
    return `start with the ${worst} ones: \`surety scan${world} --severity ${worst}\`; \`surety explain RULE\` tells why and how to mend it.`;
  }
  if (unknown > 0) {
    return 'resolve what is unknown: the report says for each why; `surety permissions` prints the policy, `surety doctor` checks it.';
  }
  if (unsupportedSource > 0)
    return `${notInSource(unsupportedSource)} Scan the accounts again with the same rules; \`--save FILE --full\` keeps what every command needs.`;
  if (excepted > 0)
    return `nothing new; ${excepted} accepted finding${excepted === 1 ? '' : 's'} stay${excepted === 1 ? 's' : ''} open until the exceptions end.`;
  return 'nothing to do. Keep it so: run `surety scan` daily and in CI.';
}

/** The options that lead to the same world again: what was saved need not be read twice. */
export function sourceArguments(options: Omit<SourceOptions, 'color'>): string {
  const { from, save, profile, region, account, roleArn, roleName, externalId, config } = options;
  const snapshot = from ?? save;
  const live = { profile, region, account, 'role-arn': roleArn, 'role-name': roleName, 'external-id': externalId };
  return argumentsOf({ ...(snapshot === undefined ? live : { from: snapshot }), config });
}

function argumentsOf(given: Readonly<Record<string, string | readonly string[] | undefined>>): string {
  return Object.entries(given)
    .flatMap(([name, value]) => (value === undefined ? [] : ` --${name} ${shellWord([value].flat().join(','))}`))
    .join('');
}
