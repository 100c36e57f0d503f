import { problemKinds, verdictOf, type Problem, type ProblemKind, type Verdict } from '#src/domain/digest/problem.ts';
import { shorten, visible } from '#src/report/text.ts';
import type { ChainSummary, VerifyResult } from '../result.ts';

/** `2026-11-20 08:00:00Z`, empty when it is not known. */
export function showTime(time: number | undefined): string {
  return time === undefined || !Number.isFinite(time)
    ? ''
    : new Date(time).toISOString().slice(0, 19).replace('T', ' ') + 'Z';
}

export function showSpan(from: number | undefined, to: number | undefined): string {
  return from === to ? showTime(from) : [showTime(from), showTime(to)].filter((part) => part !== '').join(' to ');
}

export function showObject(problem: Problem): string {
  return problem.key === undefined ? '' : `s3://${problem.bucket ?? ''}/${problem.key}`;
}

export interface ProblemRow {
  readonly verdict: string;
  readonly kind: string;
  readonly chain: string;
  readonly object: string;
  readonly span: string;
  readonly meaning: string;
  readonly detail: string;
}

/** A problem for people, every text free of characters that a terminal obeys. */
export function problemRow(problem: Problem): ProblemRow {
  const of = problemKinds[problem.kind];
  const word =
    of.class === 'notice' ? 'notice' : of.class === 'explained' ? 'gap (explained)' : verdictOf(problem.kind);
  const count = problem.count === undefined || problem.count === 1 ? '' : ` (${problem.count} hours)`;
  return {
    verdict: word,
    kind: problem.kind,
    chain: visible(problem.chain),
    object: visible(shorten(showObject(problem), 1400)),
    span: `${showSpan(problem.from, problem.to)}${count}`,
    meaning: of.meaning,
    detail: visible(shorten(problem.detail ?? '', 500)),
  };
}

/** Worst first, then by chain and time; notices last. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const order = ['invalid', 'missing', 'gap', 'incomplete', 'explained', 'notice'];
  const rank = (problem: Problem): number => order.indexOf(problemKinds[problem.kind].class);
  return problems.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.chain < b.chain ? -1 : a.chain > b.chain ? 1 : 0) ||
      (a.from ?? 0) - (b.from ?? 0) ||
      ((a.key ?? '') < (b.key ?? '') ? -1 : 1),
  );
}

export interface ChainRow {
  readonly trail: string;
  readonly account: string;
  readonly region: string;
  readonly verdict: string;
  readonly digests: string;
  readonly logs: string;
  readonly hours: string;
  readonly note: string;
}

export function chainRow(chain: ChainSummary): ChainRow {
  const total = (counts: ChainSummary['digests']): number =>
    counts.valid + counts.invalid + counts.missing + counts.incomplete;
  const digests = `${chain.digests.valid + chain.backfill.valid}/${total(chain.digests) + total(chain.backfill)}`;
  const whole = chain.segments
    .filter(({ state }) => state === 'whole')
    .reduce((sum, { from, to }) => sum + to - from, 0);
  const span = (chain.to ?? 0) - (chain.from ?? 0);
  const notes = [
    chain.logs.unreferenced > 0 ? `${chain.logs.unreferenced} named by no digest` : '',
    chain.logs.uncovered > 0 ? `${chain.logs.uncovered} in hours without proof` : '',
  ].filter((note) => note !== '');
  return {
    trail: visible(chain.trail),
    account: chain.account,
    region: chain.region,
    verdict: chain.verdict,
    digests,
    logs: `${chain.logs.valid}/${total(chain.logs)}`,
    hours: span > 0 ? `${showHours(whole)}/${showHours(span)} h` : '',
    note: notes.join(', '),
  };
}

function showHours(ms: number): string {
  return String(Math.round(ms / 360_000) / 10);
}

export function verdictSentence(result: VerifyResult): string {
  const chains = result.chains.length;
  const all = `${chains} ${chains === 1 ? 'chain' : 'chains'}`;
  const count = (verdict: Verdict): number => result.chains.filter((chain) => chain.verdict === verdict).length;
  // The place of a problem need not have a chain: an account without digests has none.
  const worst = count(result.verdict);
  const of = worst === 0 ? 'a place without a chain' : worst === chains ? all : `${worst} of ${all}`;
  const sentences = {
    valid: `Valid: the whole range of ${all} is proven.`,
    invalid: `Invalid: objects were changed or forged in ${of}.`,
    missing: `Missing: objects that CloudTrail delivered are gone in ${of}.`,
    gap: `Gap: a time in ${of} has no digests, and nothing explains it.`,
    incomplete:
      chains === 0
        ? 'Incomplete: no chain of digests was found.'
        : `Incomplete: nothing is proven wrong, and not all of ${all} is proven.`,
  } as const;
  const others = (['missing', 'gap', 'incomplete', 'valid'] as const)
    .filter((verdict) => verdict !== result.verdict && count(verdict) > 0)
    .map((verdict) => `${count(verdict)} ${verdict}`);
  return [sentences[result.verdict], ...(others.length === 0 ? [] : [`Others: ${others.join(', ')}.`])].join(' ');
}

/** Problems that were counted and not kept, a row for each kind. */
export function omittedRows(result: VerifyResult): readonly ProblemRow[] {
  return Object.entries(result.omitted).map(([kind, count]) => ({
    ...problemRow({ kind: kind as ProblemKind, chain: '' }),
    detail: `${count} more, not listed`,
  }));
}

export function omittedSentence(result: VerifyResult): string | undefined {
  const parts = Object.entries(result.omitted).map(([kind, count]) => `${count} more ${kind}`);
  return parts.length === 0 ? undefined : `Not listed: ${parts.join(', ')}.`;
}
