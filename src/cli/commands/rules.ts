import { rules } from '#src/generated/rules.ts';
import { chooseRules } from '#src/scan/choose-rules.ts';

/** Prints the catalogue. */
export async function listRules(options: { format: 'table' | 'json'; framework?: readonly string[] }): Promise<void> {
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
  for (const { id, slug, severity, title } of chosen) {
    console.log(`${id.padEnd(7)} ${severity.padEnd(8)} ${slug.padEnd(slugs)}  ${title}`);
  }
  console.log(`\n${chosen.length} rules. \`surety explain ${chosen[0]?.id}\` shows one.`);
}
