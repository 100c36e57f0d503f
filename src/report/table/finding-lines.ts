import type { Finding } from '#src/core/finding.ts';

import type { ReportOptions } from '../options.ts';
import { causeSentence, evidenceSentence, exceptionSentence, unknownSentence, verdict } from '../sentences.ts';
import { shorten, visible } from '../text.ts';
import { wrap } from './columns.ts';
import { mark } from './paint.ts';
import type { Paint } from './paint.ts';

/** One finding: sign, verdict and asset on the first line, then the message, then why, each wrapped and indented. */
export function findingLines(finding: Finding, { width, verbose }: ReportOptions, paint: Paint): string[] {
  const { asset, key } = finding;
  const { sign, style } = mark(finding);
  const head = `  ${sign} ${verdict(finding).toUpperCase()}  `;
  const name = `${asset.name === '' ? asset.id : asset.name}${key === undefined ? '' : ` [${key}]`} (${asset.region})`;
  const [first = '', ...rest] = wrap(line(name), width, head);
  const lines = [paint(style, head.trimEnd()) + first.slice(head.trimEnd().length), ...rest];
  lines.push(...wrap(line(finding.message), width, '      '));
  for (const cause of finding.causes ?? []) {
    lines.push(...wrap(line(causeSentence(cause)), width, '      why: '));
  }
  // The message of an unknown says what is missing; the list adds the paths.
  for (const unknown of verbose ? (finding.unknowns ?? []) : []) {
    lines.push(...wrap(line(unknownSentence(unknown)), width, '      not known: '));
  }
  if (finding.exception !== undefined) {
    lines.push(...wrap(line(exceptionSentence(finding.exception)), width, '      '));
  }
  // Evidence is for who must sign; at first sight the message says it all.
  for (const evidence of verbose ? finding.evidence : []) {
    const text = line(evidenceSentence(evidence, 500));
    lines.push(...wrap(text, width, '      read: ').map((part) => paint('gray', part)));
  }
  return lines;
}

function line(text: string): string {
  return visible(shorten(text, 2_000));
}
