import { type Finding, severities, type Severity } from '#src/core/finding.ts';
import { grouped, visible } from '../text.ts';
import { columns } from './columns.ts';
import { type Paint, severityStyles } from './paint.ts';

/** Rules beyond this many are for the other formats. */
const MOST = 20;

/** Widths of the columns. */
const NAME = 20;
const COUNT = 9;

interface Count {
  readonly title: string;
  readonly severity: Severity;
  fail: number;
  open: number;
  other: number;
}

export interface RuleTally {
  add(finding: Finding): void;
  /** One line for each rule that has more findings than are shown, worst first, with how many more. */
  lines(shown: readonly Finding[], width: number, paint: Paint): string[];
}

/** Counts findings by rule, so that a report can say of what it leaves out which rules to ask for. */
export function tallyRules(): RuleTally {
  const rules = new Map<string, Count>();
  return {
    add: (finding) => change(rules, finding, 1),
    lines(shown, width, paint) {
      for (const finding of shown) change(rules, finding, -1);
      const rest = [...rules]
        .filter(([, { fail, open, other }]) => fail + open + other > 0)
        .toSorted(([a, x], [b, y]) => worse(x, y) || (a < b ? -1 : 1));
      if (rest.length === 0) return [];
      const more = rest.length > MOST ? [`  and ${rest.length - MOST} more rules`] : [];
      const heads = headsOf(rest.map(([, count]) => count));
      const head = `${''.padEnd(NAME)}${heads.map((name) => name.padStart(COUNT)).join('')}`;
      return [head, ...rest.slice(0, MOST).map(([id, count]) => line(id, count, heads, width, paint)), ...more, ''];
    },
  };
}

function change(rules: Map<string, Count>, { rule, title, severity, outcome, exception }: Finding, by: 1 | -1): void {
  const count = rules.get(rule) ?? { title, severity, fail: 0, open: 0, other: 0 };
  rules.set(rule, count);
  if (exception !== undefined) count.other += by;
  else if (outcome === 'fail') count.fail += by;
  else if (outcome === 'unknown' || outcome === 'rule-error') count.open += by;
  else count.other += by;
}

function worse(a: Count, b: Count): number {
  return severities.indexOf(b.severity) - severities.indexOf(a.severity) || b.fail - a.fail || b.open - a.open;
}

type Head = keyof typeof fields;

const fields = { failed: 'fail', unknown: 'open', others: 'other' } as const;

/** Failed and unknown; others (passed, accepted) only where there are any. */
function headsOf(counts: readonly Count[]): Head[] {
  return counts.some(({ other }) => other > 0) ? ['failed', 'unknown', 'others'] : ['failed', 'unknown'];
}

function line(id: string, count: Count, heads: readonly Head[], width: number, paint: Paint): string {
  const label = count.severity.toUpperCase();
  const gap = ' '.repeat(10 - label.length);
  const cells = heads.map((head) => {
    const number = count[fields[head]];
    return (number === 0 ? '.' : grouped(number)).padStart(COUNT);
  });
  const start = `  ${paint(severityStyles[count.severity], label)}${gap}${visible(id).padEnd(NAME - 12)}${cells.join('')}  `;
  const room = width - NAME - COUNT * heads.length - 2;
  return room < 10 ? start.trimEnd() : start + cut(visible(count.title), room);
}

/** One line a rule, whatever its title: it is found by its id. */
function cut(text: string, room: number): string {
  if (columns(text) <= room) return text;
  let short = '';
  for (const character of text) {
    if (columns(short + character) > room - 3) break;
    short += character;
  }
  return `${short.trimEnd()}...`;
}
