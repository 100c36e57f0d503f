import { UserError } from '#src/core/user-error.ts';
import { frameworks } from '#src/generated/frameworks.ts';
import { rules } from '#src/generated/rules.ts';
import { frameworksOf } from '#src/scan/choose-frameworks.ts';
import { chooseRules } from '#src/scan/choose-rules.ts';

interface RulesOptions {
  readonly format: 'table' | 'json';
  readonly framework?: readonly string[];
}

/** Prints the catalogue, or with `--framework list` the standards that it speaks to. */
export async function listRules(options: RulesOptions): Promise<void> {
  if (options.framework?.some((name) => name === 'list' || name === '?')) {
    if (options.framework.length > 1) {
      throw new UserError('USAGE', '--framework list names all standards', 'Leave the others out.');
    }
    listFrameworks(options.format);
    return;
  }
  const selection = options.framework === undefined ? {} : { frameworks: options.framework };
  const chosen = chooseRules(rules, selection, {}).map(({ rule }) => rule);
  if (options.format === 'json') {
    const shown = chosen.map(
      ({ id, slug, title, severity, pillars, aliases, controls = {}, settings = {}, asset }) => ({
        id,
        slug,
        title,
        severity,
        pillars,
        asset: asset.name,
        aliases,
        controls,
        settings,
      }),
    );
    console.log(JSON.stringify(shown, undefined, 2));
    return;
  }
  const width = (read: (rule: (typeof chosen)[number]) => string): number =>
    Math.max(...chosen.map((rule) => read(rule).length));
  const slugs = width(({ slug }) => slug);
  const asked = options.framework === undefined ? undefined : frameworksOf(rules, options.framework);
  for (const rule of chosen) {
    const { id, slug, severity, title, controls = {} } = rule;
    console.log(`${id.padEnd(7)} ${severity.padEnd(8)} ${slug.padEnd(slugs)}  ${title}`);
    for (const [standard, named] of Object.entries(controls)) {
      if (asked?.has(standard)) console.log(`        ${standard}: ${named.join(', ')}`);
    }
  }
  console.log(`\n${chosen.length} rules. \`surety explain ${chosen[0]?.id}\` shows one.`);
}

function listFrameworks(format: RulesOptions['format']): void {
  const listed = frameworks.map(({ id, name, version, publisher, url, controls }) => {
    const speaking = rules.filter((rule) => rule.controls?.[id] !== undefined).length;
    return { id, name, version, publisher, url, rules: speaking, controls };
  });
  if (format === 'json') {
    console.log(JSON.stringify(listed, undefined, 2));
    return;
  }
  const width = Math.max(...listed.map(({ id }) => id.length));
  for (const { id, name, version, rules: count } of listed) {
    console.log(`${id.padEnd(width)}  ${String(count).padStart(3)} rules  ${name}, ${version}`);
  }
  console.log(`\n${listed.length} standards. \`--framework ${listed[0]?.id}\` chooses the rules of one.`);
}
