import type { Finding } from '#src/core/finding.ts';
import { evaluateRule } from '#src/core/evaluate.ts';
import type { Rule } from '#src/core/rule.ts';
import { settingValues } from '#src/core/settings.ts';
import type { World } from '#src/core/world.ts';
import { NOW } from '#src/testing/healthy.ts';

/** All verdicts of a rule on a world, asset by asset. */
export function findings(rule: Rule, world: World): Finding[] {
  const context = { now: NOW, settings: settingValues(rule.settings), severity: rule.severity };
  return [...world.ofKind(rule.asset.name)]
    .filter((record) => !record.missing)
    .flatMap((record) => evaluateRule(rule, record, world, context));
}

/** The one outcome of an account rule. */
export function outcome(rule: Rule, world: World): string {
  const [first, ...others] = findings(rule, world);
  if (first === undefined || others.length > 0) throw new Error(`expected one finding, got ${others.length + 1}`);
  return first.outcome;
}
