import type { RuleDescription } from '#src/core/report.ts';
import type { Rule } from '#src/core/rule.ts';
import { pagePaths, pages } from '#src/generated/pages.ts';

const REPOSITORY = 'https://github.com/surety-aws/surety/blob/main';

/** What reports say of rules: the first paragraphs of their pages. */
export function describeRules(rules: readonly Rule[]): RuleDescription[] {
  return rules.map(({ id, slug, title, severity, pillars }) => {
    const page = pages.get(id) ?? '';
    return {
      id,
      slug,
      title,
      severity,
      pillars,
      why: firstParagraph(page, 'Why'),
      fix: firstParagraph(page, 'Fix'),
      page: `${REPOSITORY}/${pagePaths.get(id) ?? ''}`,
    };
  });
}

/** The first paragraph under a heading, as plain text. */
export function firstParagraph(markdown: string, heading: string): string {
  const [, section = ''] = markdown.split(new RegExp(`^## ${heading}\\s*$`, 'm'));
  const paragraph = section.split(/\n\s*\n/).find((part) => /^[^#`|\s-]/.test(part.trim())) ?? '';
  return paragraph
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*_`]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
