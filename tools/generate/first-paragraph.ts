/** The first paragraph under a heading of a page, as plain text; empty where there is none. */
export function firstParagraph(markdown: string, heading: string): string {
  const [, section = ''] = markdown.split(new RegExp(`^## ${heading}\\s*$`, 'm'));
  const paragraph = section.split(/\n\s*\n/).find((part) => /^[^#`|\s-]/.test(part.trim())) ?? '';
  return paragraph
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*_`]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
