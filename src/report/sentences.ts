import type {
  AppliedException,
  Cause,
  Evidence,
  Finding,
  Outcome,
  ScanHeader,
  Summary,
  UnknownDetail,
} from '#src/core/finding.ts';

import { grouped, shorten, valueText } from './text.ts';

/** How each outcome is called in reports for people. */
const outcomeTitles = {
  fail: 'fail',
  unknown: 'unknown',
  'rule-error': 'rule error',
  pass: 'pass',
  'not-applicable': 'not applicable',
  'unsupported-source': 'not in this source',
} as const satisfies Record<Outcome, string>;

/** Where rules saw another clock than that of the scan: what is late and what has expired depends on it. */
export const otherClock = ({ finishedAt, now }: Pick<ScanHeader, 'finishedAt' | 'now'>): string =>
  Date.parse(finishedAt) === Date.parse(now) ? '' : `, judged as of ${now}`;

/** `accepted`: the finding needs no work, because an exception covers it. */
export function verdict(finding: Finding): string {
  return finding.exception === undefined
    ? outcomeTitles[finding.outcome]
    : `${outcomeTitles[finding.outcome]}, accepted`;
}

/** True when nobody has to act on the finding: it is not a failure, not unknown, not an error; or it was accepted. */
export function settled({ outcome, exception }: Finding): boolean {
  return exception !== undefined || !(outcome === 'fail' || outcome === 'unknown' || outcome === 'rule-error');
}

/** `s3:GetBucketPolicy in eu-west-1 at 2026-03-01T10:00:00Z: policy = {...}` */
export function evidenceSentence(evidence: Evidence, limit = 200): string {
  const value = evidence.value === undefined ? '' : ` = ${evidenceValue(evidence.value, limit)}`;
  return `${evidence.path}${value}${source(evidence)}`;
}

/** What was read, for people: `none` is known to be absent. */
export function evidenceValue(value: unknown, limit: number): string {
  return value === null ? 'none' : valueText(value, limit);
}

function source({ call, account, region, at, requestId }: Evidence): string {
  const parts = [
    call === undefined ? '' : `from ${call}`,
    region === undefined ? '' : `in ${region}`,
    account === undefined ? '' : `of account ${account}`,
    at === undefined ? '' : `at ${at}`,
    requestId === undefined ? '' : `request ${requestId}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join(' ')})`;
}

export function causeSentence(cause: Cause): string {
  const where = [cause.document, cause.statement === undefined ? undefined : `statement ${cause.statement}`]
    .filter((part) => part !== undefined)
    .join(', ');
  const likely = cause.confidence === 'likely' ? ' (likely)' : '';
  const repair = cause.repair === undefined ? '' : ` To repair: ${cause.repair}`;
  return `${cause.channel}: ${cause.message}${where === '' ? '' : ` [${where}]`}${likely}${repair}`;
}

export function unknownSentence(unknown: UnknownDetail): string {
  const missing = unknown.action === undefined ? '' : `; missing permission ${unknown.action}`;
  return `${unknown.path}: ${unknown.reason}${missing}${unknown.detail === '' ? '' : ` (${unknown.detail})`}`;
}

export function exceptionSentence(exception: AppliedException): string {
  const approver = exception.approver === undefined ? '' : `, approved by ${exception.approver}`;
  return `accepted until ${exception.expires} by ${exception.owner}${approver}: ${exception.reason} (${exception.id})`;
}

export function nothingToDo({ excepted, unsupportedSource }: Summary): string {
  const accepted = excepted > 0 ? ' but what was accepted' : '';
  const missing = unsupportedSource > 0 ? ` ${notInSource(unsupportedSource)}` : '';
  return `Nothing failed and nothing is unknown${accepted}.${missing}`;
}

/** Nothing is known of what nobody read: a narrow snapshot is no clean account. */
export function notInSource(count: number): string {
  return count === 1
    ? 'One verdict is missing: what it needs is not in this source.'
    : `${grouped(count)} verdicts are missing: what they need is not in this source.`;
}

export function controlNames(finding: Finding): string[] {
  return (finding.controls ?? []).map(({ framework, control }) => `${framework} ${control}`);
}

/** A repair of several numbered steps, `1. ... 2. ...` in one paragraph, step by step and without the numbers. */
export function repairSteps(fix: string): string[] {
  return fix
    .split(/(?:^|\s)(?=\d+\. )/)
    .map((step) => step.replace(/^\d+\. /, '').trim())
    .filter((step) => step !== '');
}

/** The reasoning of a finding as lines of plain text, for formats that have one field for it. */
export function explanation(finding: Finding, limit = 200): string[] {
  return [
    ...(finding.causes ?? []).map((cause) => `cause: ${causeSentence(cause)}`),
    ...(finding.unknowns ?? []).map((unknown) => `unknown: ${unknownSentence(unknown)}`),
    ...finding.evidence.map((evidence) => `read: ${evidenceSentence(evidence, limit)}`),
    ...(finding.exception === undefined ? [] : [exceptionSentence(finding.exception)]),
  ].map((line) => shorten(line, 2_000));
}
