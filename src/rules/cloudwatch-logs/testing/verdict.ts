import { evaluateRule } from '#src/core/evaluate.ts';
import type { Finding } from '#src/core/finding.ts';
import type { Rule } from '#src/core/rule.ts';
import { settingValues } from '#src/core/settings.ts';
import type { World } from '#src/core/world.ts';
import { ACCOUNT, NOW } from '#src/testing/healthy.ts';

/** The finding of a rule on the account of the test world. */
export function findingOf(rule: Rule, world: World, account = ACCOUNT): Finding {
  const record = world.get(rule.asset.name, account)!;
  const context = { now: NOW, settings: settingValues(rule.settings), severity: rule.severity };
  return evaluateRule(rule, record, world, context)[0]!;
}
