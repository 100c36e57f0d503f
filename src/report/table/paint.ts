import { styleText } from 'node:util';

import type { Finding, Outcome, Severity } from '#src/core/finding.ts';

/** One style, or several at once. */
export type Style = Parameters<typeof styleText>[0];

export type Paint = (style: Style, text: string) => string;

/** Colour is decided by the caller (`--no-color`, NO_COLOR, a terminal), so styleText must not decide again. */
export function painter(color: boolean): Paint {
  return color ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
}

export const severityStyles: Readonly<Record<Severity, Style>> = {
  critical: ['bold', 'magenta'],
  high: ['bold', 'red'],
  medium: ['yellow'],
  low: ['cyan'],
};

/** Sign, word and style: never colour alone, which is lost in a log file and on some eyes. */
export function mark({ outcome, exception }: Finding): { sign: string; style: Style } {
  if (exception !== undefined) {
    return { sign: '~', style: 'gray' };
  }
  return marks[outcome];
}

const marks: Readonly<Record<Outcome, { sign: string; style: Style }>> = {
  fail: { sign: 'x', style: ['red'] },
  unknown: { sign: '?', style: ['yellow'] },
  'rule-error': { sign: '!', style: ['magenta'] },
  pass: { sign: '+', style: ['green'] },
  'not-applicable': { sign: '-', style: ['gray'] },
  'unsupported-source': { sign: '-', style: ['gray'] },
};
