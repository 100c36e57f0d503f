import type { Configuration } from '#src/config/configuration.ts';
import { closest } from '#src/core/closest.ts';
import { type Severity, severities } from '#src/core/finding.ts';
import { byText } from '#src/core/order.ts';
import type { Rule } from '#src/core/rule.ts';
import { UserError } from '#src/core/user-error.ts';
import { frameworksOf } from './choose-frameworks.ts';
import type { ChosenRule } from './evaluate.ts';

export interface RuleSelection {
  /** Ids, slugs or other tools' ids; all rules when absent. */
  readonly rules?: readonly string[];
  /** Only rules of this severity or worse. */
  readonly severity?: Severity;
  readonly frameworks?: readonly string[];
}

/** The rule that a name means: an id, a slug, a former slug, or the same check's id in another tool. */
export function findRules(rules: readonly Rule[], name: string): readonly Rule[] {
  const wanted = name.toLowerCase();
  const own = rules.filter(({ id, slug, formerSlugs = [] }) =>
    [id, slug, ...formerSlugs].some((known) => known.toLowerCase() === wanted),
  );
  if (own.length > 0) return own;
  return rules.filter(({ aliases }) =>
    Object.values(aliases).some((ids) => ids.some((alias) => alias.toLowerCase() === wanted)),
  );
}

/** The same, with an error that helps when nothing has that name. */
export function requireRules(rules: readonly Rule[], name: string): readonly Rule[] {
  const found = findRules(rules, name);
  if (found.length > 0) return found;
  if (name.toUpperCase() === 'CT-013') {
    throw new UserError(
      'RULE_UNKNOWN',
      'CT-013 tells of changes as they happen; surety does not watch events yet',
      '`surety alarms` tells who would hear of them; CWL-003 and CWL-101 are the rules.',
    );
  }
  const names = rules.flatMap(({ id, slug, aliases }) => [id, slug, ...Object.values(aliases).flat()]);
  const near = closest(name, names);
  const hint =
    near === undefined ? '`surety rules` lists all rules.' : `Did you mean ${near}? \`surety rules\` lists all rules.`;
  throw new UserError('RULE_UNKNOWN', `There is no rule "${name}"`, hint);
}

/** The rules of a scan, with the configuration's severities and settings. */
export function chooseRules(
  all: readonly Rule[],
  selection: RuleSelection,
  configuration: Configuration,
): ChosenRule[] {
  const named = selection.rules === undefined ? all : selection.rules.flatMap((name) => requireRules(all, name));
  const least = selection.severity === undefined ? 0 : severities.indexOf(selection.severity);
  const wanted = selection.frameworks ?? configuration.frameworks;
  const frameworks = wanted === undefined ? undefined : frameworksOf(all, wanted);
  const chosen: ChosenRule[] = [];
  for (const rule of new Set(named)) {
    const { enabled = true, severity = rule.severity, settings = {} } = configuration.rules?.[rule.id] ?? {};
    // Naming a rule on the command line wins over switching it off in the file.
    if (!enabled && selection.rules === undefined) continue;
    if (severities.indexOf(severity) < least) continue;
    if (frameworks && !Object.keys(rule.controls ?? {}).some((framework) => frameworks.has(framework))) continue;
    chosen.push({ rule, severity, settings });
  }
  if (chosen.length === 0) {
    throw new UserError(
      'NO_RULES',
      'No rule fits --rule, --severity, --framework and the configuration together',
      '`surety rules` lists all rules.',
    );
  }
  return chosen.toSorted((a, b) => byText(a.rule.id, b.rule.id));
}
