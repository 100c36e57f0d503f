import type { AppliedException, Finding } from './finding.ts';

/** A recorded decision to accept findings. It changes their state and deletes nothing. */
export interface Exception extends AppliedException {
  /** Rule ids, `*` for any part: `CT-004`, `CT-1*`. */
  readonly rules: readonly string[];
  /** What may be accepted. By default failures only: what nobody could read is not known well enough to be accepted. */
  readonly outcomes?: readonly ('fail' | 'unknown')[];
  /** What it covers; each list that is given must match, with `*` for any part. */
  readonly scope: {
    readonly accounts?: readonly string[];
    readonly regions?: readonly string[];
    /** Asset ids or names. */
    readonly assets?: readonly string[];
    /** Keys of findings: a channel, a document. */
    readonly keys?: readonly string[];
  };
}

const DAY = 24 * 60 * 60 * 1000;

/** True until the end of the day of expiry, UTC. `now` in milliseconds since the epoch. */
export function isInForce(exception: Exception, now: number): boolean {
  return now < Date.parse(`${exception.expires}T00:00:00Z`) + DAY;
}

function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  const last = rest.pop()!;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

const matchesAny = (patterns: readonly string[] | undefined, ...texts: readonly string[]): boolean =>
  patterns === undefined || patterns.some((pattern) => texts.some((text) => matchesPattern(pattern, text)));

/** True when the exception's scope holds the finding, whatever its outcome and date. */
export function covers({ rules, scope }: Exception, finding: Finding): boolean {
  const { asset } = finding;
  return (
    matchesAny(rules, finding.rule) &&
    matchesAny(scope.accounts, asset.account) &&
    matchesAny(scope.regions, asset.region) &&
    matchesAny(scope.assets, asset.id, asset.name) &&
    matchesAny(scope.keys, finding.key ?? '')
  );
}

export interface ExceptionLedger {
  /** The finding, with the exception that covers it where there is one. Only failures and unknowns can be accepted. */
  apply(finding: Finding): Finding;
  /** What the exceptions' owners should hear: expired ones that would have covered something, and unused ones. */
  notes(): string[];
}

/** What a run looked at. An exception for what it left out is not unused. */
export interface Reach {
  /** Rules that were not judged. */
  readonly rulesLeftOut: readonly string[];
  readonly accounts: readonly string[];
}

function isInReach({ rules, scope }: Exception, { rulesLeftOut, accounts }: Reach): boolean {
  if (rulesLeftOut.some((id) => matchesAny(rules, id))) return false;
  return (scope.accounts ?? []).every((pattern) => accounts.some((account) => matchesPattern(pattern, account)));
}

/** Applies exceptions to a stream of findings and keeps account of their use. */
export function createLedger(exceptions: readonly Exception[], now: number, reach?: Reach): ExceptionLedger {
  const uses = new Map(exceptions.map((exception) => [exception.id, 0]));
  return {
    apply(finding) {
      const { outcome } = finding;
      if (outcome !== 'fail' && outcome !== 'unknown') return finding;
      let applied: Exception | undefined;
      for (const exception of exceptions) {
        if (!(exception.outcomes ?? ['fail']).includes(outcome) || !covers(exception, finding)) continue;
        uses.set(exception.id, uses.get(exception.id)! + 1);
        if (isInForce(exception, now)) applied ??= exception;
      }
      if (applied === undefined) return finding;
      const { id, reason, owner, approver, expires } = applied;
      return { ...finding, exception: { id, reason, owner, ...(approver === undefined ? {} : { approver }), expires } };
    },
    notes() {
      return exceptions.flatMap((exception) => {
        const { id, owner, expires } = exception;
        const count = uses.get(id)!;
        if (!isInForce(exception, now)) {
          const still = count > 0 ? `; ${count} finding${count === 1 ? '' : 's'} it covered count again` : '';
          return [`Exception ${id} (owner ${owner}) expired on ${expires}${still}.`];
        }
        if (count === 0 && reach !== undefined && !isInReach(exception, reach)) return [];
        if (count === 0) return [`Exception ${id} (owner ${owner}) matches no finding: remove it or mend its scope.`];
        const isBoundless = exception.rules.includes('*') && Object.keys(exception.scope).length === 0;
        return isBoundless ? [`Exception ${id} (owner ${owner}) accepts every failure of every rule: narrow it.`] : [];
      });
    },
  };
}
