import type { RuleDescription } from '#src/core/report.ts';
import type { Rule } from '#src/core/rule.ts';
import { summaries } from '#src/generated/summaries.ts';
import { REPOSITORY } from '#src/version.ts';

/** What reports say of rules. From the summaries, not the pages: those take as long to load as a small account to judge. */
export function describeRules(rules: readonly Rule[]): RuleDescription[] {
  return rules.map(({ id, slug, title, severity, pillars }) => {
    const { why = '', fix = '', page } = summaries.get(id) ?? {};
    const address = page === undefined ? '' : `${REPOSITORY}/blob/main/${page}`;
    return { id, slug, title, severity, pillars, why, fix, page: address };
  });
}
