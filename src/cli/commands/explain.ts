import { pages } from '#src/generated/pages.ts';
import { rules } from '#src/generated/rules.ts';
import { requireRules } from '#src/scan/choose-rules.ts';
import { renderMarkdown } from '../render-markdown.ts';
import { useColor } from '../source-options.ts';

/** Shows the page of each rule that the name means. */
export async function explainRule(name: string, options: { color: boolean }): Promise<void> {
  const found = requireRules(rules, name);
  const color = useColor(options, process.stdout);
  const width = Math.min(process.stdout.columns || 100, 110);
  for (const rule of found) {
    const { id, slug, severity, pillars, aliases, controls = {}, settings = {} } = rule;
    const elsewhere = Object.entries(aliases).map(([tool, ids]) => `${tool}: ${ids.join(', ')}`);
    const standards = Object.entries(controls).map(([framework, ids]) => `${framework}: ${ids.join(', ')}`);
    const tunable = Object.entries(settings).map(
      ([setting, { default: value, description }]) =>
        `\`${setting}\` (default ${JSON.stringify(value)}): ${description}`,
    );
    const facts = [
      `*${slug}*, ${severity}, ${pillars.join(', ')}`,
      ...section('Settings', tunable),
      ...section('The same check elsewhere', elsewhere),
      ...section('Controls', standards),
    ];
    console.log(
      renderMarkdown(`${pages.get(id) ?? `# ${id} ${rule.title}`}\n\n## At a glance\n\n${facts.join('\n')}`, {
        color,
        width,
      }),
    );
  }
  if (found.length > 1)
    console.error(`"${name}" is ${found.length} rules here: ${found.map(({ id }) => id).join(', ')}.`);
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `### ${title}`, '', ...lines.map((line) => `- ${line}`)];
