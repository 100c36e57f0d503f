import { statementLabel } from '../policy/document.ts';
import type { StatementTrace } from '../policy/trace.ts';
import { actualText, listed } from '../policy/why.ts';
import type { Found } from './cause.ts';
import type { Check, Gap } from './check.ts';

/** A check with what it is about: `the bucket policy of logs`, `write log files`. */
export interface NamedCheck extends Check {
  readonly document: string;
  readonly purpose: string;
  /** Who asks, as a person knows it. Default CloudTrail. */
  readonly who?: string;
}

/** Every Deny that matches, and as likely each that may match by what AWS does not document. */
export function denyFound(
  checks: readonly NamedCheck[],
  wanted: (statement: StatementTrace) => boolean = () => true,
): Found[] {
  const found = new Map<string, Found>();
  for (const check of checks) {
    const { document, purpose, who = 'CloudTrail' } = check;
    const add = (statement: StatementTrace, unclear: boolean): void => {
      const label = statementLabel(statement);
      if (!wanted(statement) || found.has(`${document} ${label}`)) return;
      const open = statement.conditions.find(({ result }) => result === (unclear ? 'unknown' : 'match'));
      const verb = unclear ? 'may keep' : 'keeps';
      const why = open === undefined ? denyWho(statement) : open.why;
      found.set(`${document} ${label}`, {
        message: `${label} of the ${document} (a Deny) ${verb} ${who} from being allowed to ${purpose}: ${why}.`,
        document,
        statement: label,
        ...(open === undefined
          ? {
              element: statement.principal?.element ?? 'Action',
              value: listed(statement.principal?.expected ?? statement.action.expected),
            }
          : { element: open.key, value: `${open.operator} ${listed(open.expected)}` }),
        wanted: `an exception for ${who}`,
        ...(unclear ? { confidence: 'likely' as const } : {}),
      });
    };
    for (const statement of check.denies) add(statement, false);
    for (const statement of check.unclearDenies) add(statement, true);
  }
  return [...found.values()];
}

/** A Deny without a condition that matters: who it is about. */
function denyWho({ principal, action }: StatementTrace): string {
  return principal === undefined ? action.why : principal.why;
}

/** Where a part of the nearest Allow statement does not fit. */
export function gapFound(
  checks: readonly NamedCheck[],
  wanted: (gap: Gap, check: NamedCheck) => boolean,
  target: (gap: Gap, check: NamedCheck) => string | undefined = defaultTarget,
): Found[] {
  const found: Found[] = [];
  for (const check of checks) {
    if (check.allowed === 'yes') continue;
    for (const gap of check.gaps) if (wanted(gap, check)) found.push(gapText(gap, check, target(gap, check)));
  }
  return found;
}

function gapText(gap: Gap, check: NamedCheck, target: string | undefined): Found {
  const { statement, part, unclear } = gap;
  const label = statementLabel(statement);
  const expected = listed(part.trace.expected);
  const may = unclear ? 'may not let' : 'does not let';
  return {
    message: `${label} of the ${check.document} ${may} ${check.who ?? 'CloudTrail'} ${check.purpose}: ${shortenKeys(part.trace.why)}.`,
    document: check.document,
    statement: label,
    ...(part.kind === 'condition'
      ? { element: part.trace.key, value: `${part.trace.operator} ${expected}` }
      : { element: part.trace.element, value: expected }),
    ...(target === undefined ? {} : { wanted: target }),
    ...(unclear ? { confidence: 'likely' as const } : {}),
  };
}

/** The day and the file's name say nothing to a person, and fill a line. */
const shortenKeys = (text: string): string => text.replaceAll(/\/\d{4}\/\d{2}\/\d{2}\/\S+?\.json\.gz/g, '/...');

function defaultTarget({ part }: Gap): string | undefined {
  if (part.kind !== 'condition') return part.trace.actual;
  const text = actualText(part.trace.actual);
  return text === 'absent' || text === 'unknown' ? undefined : text;
}

/** Whatever keeps a service from being let in by documents in which naming accounts has another meaning: keys, roles. */
export function refusals(checks: readonly NamedCheck[]): Found[] {
  return [
    ...denyFound(checks),
    ...unmentioned(checks, true),
    ...gapFound(checks, ({ part }) => part.kind !== 'principal'),
  ];
}

/**
 * Where no Allow statement speaks of the request at all.
 *
 * @param others statements that would fit for another principal count as not speaking of it
 */
export function unmentioned(checks: readonly NamedCheck[], others = false): Found[] {
  return checks
    .filter(({ allowed, gaps }) => allowed === 'no' && gaps.every(({ part }) => others && part.kind === 'principal'))
    .map(({ document, purpose, who = 'CloudTrail', request }) => ({
      message: `No statement of the ${document} lets ${who} ${purpose} (${request.action}).`,
      document,
      element: 'Statement',
      wanted: `Allow ${request.action}`,
    }));
}

export const conditionKey = ({ part }: Gap): string | undefined =>
  part.kind === 'condition' ? part.trace.key.toLowerCase() : undefined;
