import { account } from '#src/assets/account/model.ts';
import { evaluateRule } from '#src/core/evaluate.ts';
import type { ControlReference, Finding, Severity, Summary } from '#src/core/finding.ts';
import type { Rule } from '#src/core/rule.ts';
import { settingValues } from '#src/core/settings.ts';
import type { World } from '#src/core/world.ts';
import { unlistedAssets } from './unlisted.ts';

/** A rule as this scan runs it. */
export interface ChosenRule {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Judges a world, rule by rule and asset by asset, in an order that depends on nothing but ids. */
export function* evaluateWorld(
  world: World,
  rules: readonly ChosenRule[],
  now: number,
  options: { readonly evidence?: boolean } = {},
): Generator<Finding> {
  for (const { rule, severity, settings } of rules) {
    const context = {
      now,
      severity,
      settings: settingValues(rule.settings, settings),
      controls: controlsOf(rule),
      ...options,
    };
    // What most assets failed so far the next one probably fails too.
    let lead = 0;
    for (const record of world.ofKind(rule.asset.name)) {
      if (record.missing) continue;
      const findings = evaluateRule(rule, record, world, context, lead > 0 ? 'guarded-first' : 'bare-first');
      lead += findings.some(({ outcome }) => outcome === 'fail') ? 1 : -1;
      yield* findings;
    }
    yield* unlistedAssets(rule, account, world, context);
  }
}

function controlsOf(rule: Rule): ControlReference[] {
  return Object.entries(rule.controls ?? {}).flatMap(([framework, controls]) =>
    controls.map((control) => ({ framework, control })),
  );
}

export interface Tally {
  add(finding: Finding): void;
  readonly summary: Summary;
}

/** Counts findings as they pass. */
export function createTally(): Tally {
  const summary = {
    pass: 0,
    fail: 0,
    unknown: 0,
    notApplicable: 0,
    unsupportedSource: 0,
    ruleError: 0,
    excepted: 0,
    failBySeverity: { low: 0, medium: 0, high: 0, critical: 0 },
  };
  const names = {
    pass: 'pass',
    fail: 'fail',
    unknown: 'unknown',
    'not-applicable': 'notApplicable',
    'unsupported-source': 'unsupportedSource',
    'rule-error': 'ruleError',
  } as const;
  return {
    summary,
    add({ outcome, severity, exception }) {
      if (exception) summary.excepted++;
      else {
        summary[names[outcome]]++;
        if (outcome === 'fail') summary.failBySeverity[severity]++;
      }
    },
  };
}

const ranks: Readonly<Record<Severity | 'none', number>> = { low: 0, medium: 1, high: 2, critical: 3, none: 4 };

/** Exit codes: 0 nothing failed, 1 something did, 3 something is unknown, 70 a rule broke. */
export function exitCode(summary: Summary, failOn: Severity | 'none', allowUnknown: boolean): 0 | 1 | 3 | 70 {
  if (summary.ruleError > 0) return 70;
  const failed = Object.entries(summary.failBySeverity).some(
    ([severity, count]) => count > 0 && ranks[severity as Severity] >= ranks[failOn],
  );
  if (failed) return 1;
  return summary.unknown > 0 && !allowUnknown ? 3 : 0;
}
