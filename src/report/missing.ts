import type { Finding } from '#src/core/finding.ts';

export interface MissingPermissions {
  add(finding: Finding): void;
  /** Missing IAM actions with the number of findings each keeps open, most first. */
  actions(): [action: string, findings: number][];
  /** Findings that are unknown for another reason than a missing permission, by reason. */
  otherReasons(): [reason: string, findings: number][];
  /** Findings that at least one missing permission keeps open. */
  resolvable(): number;
}

/** Gathers over a whole scan which permissions would resolve what is unknown. Memory grows with actions, not findings. */
export function gatherMissing(): MissingPermissions {
  const byAction = new Map<string, number>();
  const byReason = new Map<string, number>();
  let resolvable = 0;
  return {
    add({ outcome, exception, unknowns = [] }) {
      if (outcome !== 'unknown' || exception !== undefined) {
        return;
      }
      const actions = new Set(unknowns.flatMap(({ action }) => action ?? []));
      for (const action of actions) {
        count(byAction, action);
      }
      if (actions.size > 0) {
        resolvable += 1;
        return;
      }
      for (const reason of new Set(unknowns.map(({ reason }) => reason))) {
        count(byReason, reason);
      }
    },
    actions: () => mostFirst(byAction),
    otherReasons: () => mostFirst(byReason),
    resolvable: () => resolvable,
  };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function mostFirst(counts: Map<string, number>): [string, number][] {
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
}
