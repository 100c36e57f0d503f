import type { Finding } from '#src/core/finding.ts';
import { ACCOUNT_KIND } from '#src/core/world.ts';

/** What a fault may look like in a finding that it made unknown. */
export interface Expected {
  /** The rules that make the call when they run alone. */
  readonly needing: ReadonlySet<string>;
  readonly reasons: readonly string[];
  /** The missing permission, for a denied call. */
  readonly permission?: string;
}

const identity = ({ rule, asset, key }: Finding): string => `${rule} ${asset.id} ${key ?? ''}`;

/** What the two scans disagree on though the promise says that they may not: one sentence each. */
export function brokenPromises(sound: readonly Finding[], faulty: readonly Finding[], expected: Expected): string[] {
  return [...changedVerdicts(sound, faulty), ...faulty.flatMap((finding) => wrongUnknown(finding, sound, expected))];
}

/** Verdicts that are gone, or that changed to anything but unknown. */
function changedVerdicts(sound: readonly Finding[], faulty: readonly Finding[]): string[] {
  const after = new Map(faulty.map((finding) => [identity(finding), finding]));
  const before = new Set(sound.map(identity));
  const silent = sound.filter((finding) => !after.has(identity(finding)) && !isCovered(finding, faulty));
  const changed = sound.flatMap((finding) => {
    const now = after.get(identity(finding));
    if (now === undefined || now.outcome === 'unknown' || now.outcome === finding.outcome) return [];
    return [`${identity(finding)} was ${finding.outcome} and is ${now.outcome}: ${now.message}`];
  });
  const appeared = faulty.filter((finding) => !before.has(identity(finding)) && finding.outcome !== 'unknown');
  return [
    ...silent.map((finding) => `${identity(finding)} was ${finding.outcome} and nothing is said of it any more`),
    ...changed,
    ...appeared.map((finding) => `${identity(finding)} is new and ${finding.outcome}: ${finding.message}`),
  ];
}

/** A finding on a part may become one unknown on the asset; one on an asset that cannot be listed, one on its account. */
function isCovered(gone: Finding, faulty: readonly Finding[]): boolean {
  return faulty.some(({ rule, asset, key, outcome }) => {
    if (rule !== gone.rule || outcome !== 'unknown' || key !== undefined) return false;
    return asset.id === gone.asset.id || (asset.kind === ACCOUNT_KIND && asset.id === gone.asset.account);
  });
}

/** An unknown must come from the fault: of a rule that needed the call, with its reason and its permission. */
function wrongUnknown(
  finding: Finding,
  sound: readonly Finding[],
  { needing, reasons, permission }: Expected,
): string[] {
  if (finding.outcome !== 'unknown') return [];
  if (sound.some((other) => identity(other) === identity(finding) && other.outcome === 'unknown')) return [];
  const name = identity(finding);
  if (!needing.has(finding.rule)) return [`${name} became unknown, but ${finding.rule} does not need the call`];
  const [unknown] = finding.unknowns ?? [];
  if (unknown === undefined) return [`${name} does not say what is unknown`];
  const problems: string[] = [];
  if (!reasons.includes(unknown.reason)) {
    problems.push(`${name} gives the reason ${unknown.reason}, not ${reasons.join(' or ')}: ${finding.message}`);
  }
  if (permission !== undefined && !finding.message.toLowerCase().includes(permission.toLowerCase())) {
    problems.push(`${name} does not name ${permission}: ${finding.message}`);
  }
  return problems;
}
