import { visible } from './text.ts';

/**
 * Text for an XML 1.0 element or attribute. XML has no way to write most control characters, not even as a reference
 * (https://www.w3.org/TR/xml/#charsets), so they are shown as `\u{1b}`, and the two non-characters too. Line feeds stay.
 */
export function xmlText(text: string): string {
  return text
    .split('\n')
    .map((line) => visible(line))
    .join('\n')
    .replace(/[\ufffe\uffff]/gu, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

export function xmlAttribute(text: string): string {
  return xmlText(visible(text));
}
