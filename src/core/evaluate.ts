import { evidenceOf, evidenceOfReads, evidenceOfUnknown } from './evidence.ts';
import type { ControlReference, Evidence, Finding, Outcome, Severity, UnknownDetail } from './finding.ts';
import { guard } from './guard.ts';
import { findingId } from './identity.ts';
import { fillMessage } from './message.ts';
import type { FailureDetail, Rule, Verdicts } from './rule.ts';
import { UnknownRead } from './unknown.ts';
import { unknownDetail } from './unknown-detail.ts';
import { createViews, type Views } from './view.ts';
import type { AssetRecord, World } from './world.ts';

export interface EvaluationContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly severity: Severity;
  readonly controls?: readonly ControlReference[];
  /** False leaves the evidence of findings empty, for reports that show none: finding it is half of the work. */
  readonly evidence?: boolean;
  /** Where views come from that several rules look at; default: each is built for its rule alone. */
  readonly views?: Views;
}

interface Verdict {
  readonly outcome: Outcome;
  readonly key: string | undefined;
  readonly messageId?: string;
  readonly message: string;
  readonly detail?: FailureDetail;
  readonly unknown?: UnknownDetail;
  readonly seen: ReadonlyMap<string, unknown>;
}

/**
 * Judges one asset by one rule. Never throws: a fault in the rule is the outcome `rule-error`.
 *
 * @param order a guess that makes no difference to the findings: `guarded-first` saves time where the rule probably fails
 */
export function evaluateRule(
  rule: Rule,
  record: AssetRecord,
  world: World,
  context: EvaluationContext,
  order: 'bare-first' | 'guarded-first' = 'bare-first',
): Finding[] {
  const { view, isCertain } = (context.views ?? createViews(world))(rule.asset, record, rule.reads);
  const finding = (verdict: Verdict): Finding => toFinding(rule, record, world, context, verdict);
  if (!isCertain) return runRule(rule, view, context, true).map(finding);
  // Guarding costs twenty times the bare run and only tells which values mattered: a plain pass does without, as does whoever shows no evidence.
  const isTraced = context.evidence !== false;
  if (!isTraced || order === 'bare-first') {
    const bare = runRule(rule, view, context, false);
    if (!isTraced || bare.every(isSettled)) return bare.map(finding);
  }
  const verdicts = runRule(rule, view, context, true);
  // A pass is the same finding whichever way it was found.
  return verdicts.every(isSettled)
    ? verdicts.map((verdict) => finding({ ...verdict, seen: NOTHING }))
    : verdicts.map(finding);
}

const NOTHING: ReadonlyMap<string, unknown> = new Map();

const isSettled = ({ outcome }: Verdict): boolean => outcome === 'pass' || outcome === 'not-applicable';

function runRule(rule: Rule, view: unknown, context: EvaluationContext, guarded: boolean): Verdict[] {
  const verdicts: Verdict[] = [];
  const common = new Map<string, unknown>();
  const seen = { page: common };
  const asset = guarded ? guard(view, '', seen) : view;

  const add = (verdict: Omit<Verdict, 'seen'>): void => {
    if (verdicts.some((other) => other.key === verdict.key)) {
      throw new Error(`two verdicts on ${verdict.key === undefined ? 'the asset' : `part "${verdict.key}"`}`);
    }
    verdicts.push({ ...verdict, seen: seen.page === common ? common : union(common, seen.page) });
  };
  const speaker = (key: string | undefined): Verdicts<Record<string, string>> => ({
    pass: (note) => add({ outcome: 'pass', key, message: note ?? rule.title }),
    notApplicable: (why) => add({ outcome: 'not-applicable', key, message: why }),
    fail(id, ...args: unknown[]) {
      const template = rule.messages[id]!;
      const hasHoles = /\{\w+\}/.test(template);
      const data = hasHoles ? (args[0] as Record<string, string | number>) : {};
      const detail = args[hasHoles ? 1 : 0] as FailureDetail | undefined;
      add({ outcome: 'fail', key, messageId: id, message: fillMessage(template, data), detail });
    },
    part(inner, judge) {
      seen.page = new Map();
      run(inner, () => judge(speaker(inner)));
      seen.page = common;
    },
  });
  const run = (key: string | undefined, body: () => void): void => {
    try {
      body();
    } catch (error) {
      const spoken = verdicts.findIndex((verdict) => verdict.key === key);
      // What already failed for certain stays failed: an unknown met afterwards cannot change it.
      if (error instanceof UnknownRead && verdicts[spoken]?.outcome === 'fail') return;
      // Anything else said before is worth nothing, for the rule never came to its end.
      if (spoken >= 0) verdicts.splice(spoken, 1);
      add(problem(error, key));
    }
  };

  run(undefined, () => rule.evaluate(asset, speaker(undefined), { now: context.now, settings: context.settings }));
  if (verdicts.length === 0) add(problem(new Error('the rule gave no verdict'), undefined));
  return verdicts;
}

function union(common: ReadonlyMap<string, unknown>, own: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  const both = new Map(common);
  for (const [path, value] of own) both.set(path, value);
  return both;
}

function problem(error: unknown, key: string | undefined): Omit<Verdict, 'seen'> {
  if (!(error instanceof UnknownRead)) {
    const message = error instanceof Error ? error.message : String(error);
    return { outcome: 'rule-error', key, message: `The rule failed: ${message}. Please report this as a bug.` };
  }
  if (error.unknown.reason === 'not-available') {
    return { outcome: 'unsupported-source', key, message: `This source does not tell ${error.path}.` };
  }
  const unknown = unknownDetail(error);
  return { outcome: 'unknown', key, message: describeUnknown(unknown), unknown };
}

/** One sentence for a person: what could not be read, why, and the permission that would help. */
export function describeUnknown({ path, reason, action, detail }: UnknownDetail): string {
  const missing = action === undefined ? '' : ` Missing permission: ${action}.`;
  return `Cannot tell: ${path} is unknown (${reason.replaceAll('-', ' ')}${detail === '' ? '' : `: ${detail}`}).${missing}`;
}

function evidenceOfVerdict(rule: Rule, record: AssetRecord, world: World, { seen, unknown }: Verdict): Evidence[] {
  const traced = evidenceOf(world, rule.asset, record, seen);
  if (unknown !== undefined) traced.push(evidenceOfUnknown(world, rule.asset, record, unknown));
  return traced.length > 0 ? traced : evidenceOfReads(world, rule.asset, record, rule.reads);
}

function toFinding(
  rule: Rule,
  record: AssetRecord,
  world: World,
  context: EvaluationContext,
  verdict: Verdict,
): Finding {
  const { outcome, key, messageId, message, detail, unknown } = verdict;
  return {
    id: findingId(rule.id, record.account, record.id, key),
    rule: rule.id,
    slug: rule.slug,
    title: rule.title,
    severity: context.severity,
    outcome,
    asset: { kind: record.kind, id: record.id, name: record.name, account: record.account, region: record.region },
    ...(key === undefined ? {} : { key }),
    ...(messageId === undefined ? {} : { messageId }),
    message,
    evidence: context.evidence === false ? [] : evidenceOfVerdict(rule, record, world, verdict),
    ...(detail?.causes === undefined || detail.causes.length === 0 ? {} : { causes: detail.causes }),
    ...(unknown === undefined ? {} : { unknowns: [unknown] }),
    ...(context.controls === undefined || context.controls.length === 0 ? {} : { controls: context.controls }),
  };
}
