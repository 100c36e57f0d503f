import type { AnyReads } from '#src/core/asset.ts';
import { account } from '#src/assets/account/model.ts';
import { evaluateRule } from '#src/core/evaluate.ts';
import type { ControlReference, Finding, Severity } from '#src/core/finding.ts';
import type { Rule } from '#src/core/rule.ts';
import { settingValues } from '#src/core/settings.ts';
import { createViews } from '#src/core/view.ts';
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
  const views = createViews(world, sharedReads(rules));
  for (const { rule, severity, settings } of rules) {
    const context = {
      now,
      views,
      severity,
      settings: settingValues(rule.settings, settings),
      controls: controlsOf(rule),
      ...options,
    };
    // What the last assets failed the next one probably fails too: an account's stand together.
    let lead = 0;
    for (const record of world.ofKind(rule.asset.name)) {
      if (record.missing) continue;
      const findings = evaluateRule(rule, record, world, context, lead > 0 ? 'guarded-first' : 'bare-first');
      lead = findings.some(({ outcome }) => outcome === 'fail')
        ? Math.min(lead + 1, MEMORY)
        : Math.max(lead - 1, -MEMORY);
      yield* findings;
    }
    yield* unlistedAssets(rule, account, world, context);
  }
}

/** What more than one rule asks for. */
function sharedReads(rules: readonly ChosenRule[]): ReadonlySet<AnyReads> {
  const byReads = Map.groupBy(rules, ({ rule }) => rule.reads);
  return new Set([...byReads].flatMap(([reads, users]) => (users.length > 1 ? [reads] : [])));
}

/** Assets by which the outcome of the next one is guessed. */
const MEMORY = 3;

function controlsOf(rule: Rule): ControlReference[] {
  return Object.entries(rule.controls ?? {}).flatMap(([framework, controls]) =>
    controls.map((control) => ({ framework, control })),
  );
}
