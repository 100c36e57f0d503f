import { shorten, visible } from '../text.ts';

/**
 * Plain text for any place in a Markdown document, a table cell included: nothing in it makes a link, an image, HTML,
 * a mention (`@team` would write to people) or an issue reference. Entities are used where a backslash would not do:
 * tables split at `|` before backslashes are read.
 */
export function escapeMarkdown(text: string): string {
  return visible(shorten(text, 2_000))
    .replaceAll('&', '&amp;')
    .replaceAll('\\', '&#92;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('|', '&#124;')
    .replaceAll('`', '&#96;')
    .replace(/[*_~[\]!$]/gu, '\\$&')
    .replace(/^(\s*)([-+=])/u, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/u, '$1\\$2')
    .replaceAll('://', '\\://')
    .replace(/www\./giu, (match) => `${match.slice(0, 3)}\\.`)
    .replace(/(?<!&)([@#])(?=\S)/gu, '$1&#8203;')
    .replace(/\b(GH|CVE)-(?=\d)/giu, '$1&#8203;-');
}

/** A name or an ARN in a code span, or as escaped text where a code span could be broken out of. */
export function codeSpan(text: string): string {
  const shown = visible(shorten(text, 500));
  return shown === '' || /[`|\\]|^\s|\s$/u.test(shown) ? escapeMarkdown(text) : `\`${shown}\``;
}
