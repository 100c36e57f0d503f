import type { Finding, UnknownDetail } from '#src/core/finding.ts';
import { ACCOUNT_KIND } from '#src/core/world.ts';

/** What a fault may look like in a finding that it made unknown. */
export interface Expected {
  /** The rules that make the call when they run alone. */
  readonly needing: ReadonlySet<string>;
  readonly reasons: readonly string[];
  /** `s3:GetBucketPolicy`: the call that the fault hit. */
  readonly call: string;
  /** The missing permission, for a denied call. */
  readonly permission?: string;
}

/** A scan as it ended. */
export interface Judged {
  readonly findings: readonly Finding[];
  readonly exit: number;
}

const identity = ({ rule, asset, key }: Finding): string => `${rule} ${asset.id} ${key ?? ''}`;

/** What the two scans disagree on though the promise says that they may not: one sentence each. */
export function brokenPromises(sound: Judged, faulty: Judged, expected: Expected): string[] {
  return [
    ...changedVerdicts(sound.findings, faulty.findings),
    ...faulty.findings.flatMap((finding) => wrongUnknown(finding, sound.findings, expected)),
    ...wrongExit(faulty),
  ];
}

/** Verdicts that are gone, that changed to anything but unknown, or that nobody asked for. */
function changedVerdicts(sound: readonly Finding[], faulty: readonly Finding[]): string[] {
  const after = new Map(faulty.map((finding) => [identity(finding), finding]));
  const before = new Set(sound.map(identity));
  const silent = sound.filter((finding) => !after.has(identity(finding)) && !isCovered(finding, faulty));
  const changed = sound.flatMap((finding) => {
    const now = after.get(identity(finding));
    if (now === undefined || now.outcome === 'unknown' || now.outcome === finding.outcome) return [];
    return [`${identity(finding)} was ${finding.outcome} and is ${now.outcome}: ${now.message}`];
  });
  const appeared = faulty.filter((finding) => !before.has(identity(finding)) && !mayAppear(finding, sound));
  const names = faulty.map(identity);
  const twice = faulty.filter((finding, index) => names.indexOf(identity(finding)) !== index);
  return [
    ...silent.map((finding) => `${identity(finding)} was ${finding.outcome} and nothing is said of it any more`),
    ...changed,
    ...appeared.map((finding) => `${identity(finding)} is new and ${finding.outcome}: ${finding.message}`),
    ...twice.map((finding) => `${identity(finding)} is said twice`),
  ];
}

/** A finding on a part may become one unknown on the asset; one on an asset that cannot be listed, one on its account. */
function isCovered(gone: Finding, faulty: readonly Finding[]): boolean {
  return faulty.some(({ rule, asset, key, outcome }) => {
    if (rule !== gone.rule || outcome !== 'unknown' || key !== undefined) return false;
    return asset.id === gone.asset.id || (asset.kind === ACCOUNT_KIND && asset.id === gone.asset.account);
  });
}

/** Only an unknown on a whole may be new: on an asset of whose parts the rule spoke before, or on a scanned account. */
function mayAppear({ rule, asset, key, outcome }: Finding, sound: readonly Finding[]): boolean {
  if (outcome !== 'unknown' || key !== undefined) return false;
  return sound.some(
    (other) =>
      (other.rule === rule && other.asset.id === asset.id) ||
      (asset.kind === ACCOUNT_KIND && other.asset.account === asset.id),
  );
}

/** An unknown must come from the fault: of a rule that needed the call, with its reason and its permission. */
function wrongUnknown(finding: Finding, sound: readonly Finding[], expected: Expected): string[] {
  if (finding.outcome !== 'unknown') return [];
  if (sound.some((other) => identity(other) === identity(finding) && other.outcome === 'unknown')) return [];
  const name = identity(finding);
  if (!expected.needing.has(finding.rule))
    return [`${name} became unknown, but ${finding.rule} does not need the call`];
  const { unknowns = [] } = finding;
  if (unknowns.length === 0) return [`${name} does not say what is unknown`];
  return unknowns.flatMap((unknown) => wrongDetail(unknown, finding.message, expected).map((problem) => `${name} ${problem}`)); // prettier-ignore
}

/** The same operation name, whatever the service is called in ARNs, in the SDK and in IAM. */
const operationOf = (call: string): string => call.slice(call.indexOf(':') + 1);

function wrongDetail({ reason, action, detail }: UnknownDetail, message: string, expected: Expected): string[] {
  const { reasons, call, permission } = expected;
  const problems: string[] = [];
  if (!reasons.includes(reason)) problems.push(`gives the reason ${reason}, not ${reasons.join(' or ')}: ${message}`);
  if (!message.includes(reason.replaceAll('-', ' '))) problems.push(`does not tell the reason ${reason}: ${message}`);
  if (permission === undefined) {
    if (action !== undefined) problems.push(`misses the permission ${action}, which was not refused`);
    // A document that cannot be read is named by its own place.
    if (reason !== 'invalid-document' && !detail.includes(`:${operationOf(call)} in `)) {
      problems.push(`does not name ${call}: ${detail}`);
    }
    return problems;
  }
  // Names of actions do not tell small from capital letters.
  if (!message.toLowerCase().includes(permission.toLowerCase())) {
    problems.push(`does not name ${permission}: ${message}`);
  }
  // A bucket of a stranger refuses whoever has the permission: there the message names both ways out, and none is the missing one.
  if (reason !== 'other-account' && action?.toLowerCase() !== permission.toLowerCase()) {
    problems.push(`has the missing action ${String(action)}, not ${permission}`);
  }
  return problems;
}

/** 70 for a rule that broke, 1 for a failure, 3 for an unknown, else 0: worked out here anew. */
function wrongExit({ findings, exit }: Judged): string[] {
  const has = (outcome: string): boolean => findings.some((finding) => finding.outcome === outcome);
  const right = has('rule-error') ? 70 : has('fail') ? 1 : has('unknown') ? 3 : 0;
  return exit === right ? [] : [`ends with ${exit}, not ${right}`];
}
