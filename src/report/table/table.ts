import type { Finding, Summary } from '#src/core/finding.ts';
import type { ReportContext } from '#src/core/report.ts';

import { gatherMissing } from '../missing.ts';
import type { FormatFactory, ReportOptions } from '../options.ts';
import { otherClock, settled } from '../sentences.ts';
import { grouped, plural, visible } from '../text.ts';
import { keepWorst } from '../worst.ts';
import { tallyAccounts } from './by-account.ts';
import { tallyRules } from './by-rule.ts';
import { columns, wrap } from './columns.ts';
import { findingLines } from './finding-lines.ts';
import { painter, severityStyles } from './paint.ts';
import type { Paint } from './paint.ts';
import { partSharedUnknowns, sharedUnknownLines } from './shared-unknowns.ts';

/**
 * Nobody reads more than this in a terminal. Findings come in the order of the scan, so grouping them by account and
 * severity means holding them back; this many are held, the most urgent, and the report says how many were not. Without
 * --verbose it is what fits a few screens: where to begin, not everything there is.
 */
const limit = { plain: 30, verbose: 5_000 } as const;

/** For the terminal: what needs work, grouped by account, most urgent first; the verdict of the whole scan last. */
export const table: FormatFactory = (options) => (context) => {
  const shown = keepWorst(options.verbose ? limit.verbose : limit.plain);
  const missing = gatherMissing();
  const accounts = tallyAccounts();
  const rules = tallyRules();
  const paint = painter(options.color);
  const width = Math.max(options.width, 40);
  return {
    start: () => header(context, width, paint),
    finding(finding) {
      missing.add(finding);
      accounts.add(finding);
      if (options.verbose || !settled(finding)) {
        shown.add(finding);
        rules.add(finding);
      }
      return '';
    },
    end(summary, notes) {
      const kept = shown.kept();
      const lines = [
        ...groups(kept, { ...options, width }, paint),
        ...leftOut(shown.leftOut(), options.verbose, width, paint),
        ...rules.lines(kept, width, paint),
        ...accounts.lines(width, paint),
        ...toResolve(missing, width, paint),
        ...notes.flatMap((note) => wrap(visible(note), width, 'Note: ')),
        ...(notes.length > 0 ? [''] : []),
        ...result(summary, width, paint),
      ];
      return `${lines.join('\n')}\n`;
    },
  };
};

function header({ tool, scan }: ReportContext, width: number, paint: Paint): string {
  const about = `${plural(scan.accounts.length, 'account')}, ${plural(scan.regions.length, 'region')}, source ${scan.source}, ${scan.finishedAt}${otherClock(scan)}`;
  const lines = [paint('bold', visible(`${tool.name} ${tool.version}`)), ...wrap(visible(about), width, '')];
  if (!scan.complete) {
    const { denied, throttled, total } = scan.calls;
    const text = `This scan is incomplete: of ${plural(total, 'call')}, ${grouped(denied)} ${denied === 1 ? 'was' : 'were'} denied and ${grouped(throttled)} throttled. What could not be read is unknown, not passed.`;
    lines.push(...wrap(text, width, '').map((line) => paint('yellow', line)));
  }
  return `${lines.join('\n')}\n\n`;
}

function groups(findings: readonly Finding[], options: ReportOptions, paint: Paint): string[] {
  const lines: string[] = [];
  for (const [account, ofAccount] of Map.groupBy(findings, ({ asset }) => asset.account)) {
    const name = account === '' ? 'Owner not known' : `Account ${account}`;
    lines.push(paint(['bold', 'underline'], visible(name)), '');
    // Who asked for everything gets each finding by itself.
    const { shared, rest } = options.verbose ? { shared: [], rest: ofAccount } : partSharedUnknowns(ofAccount);
    for (const [title, ofRule] of Map.groupBy(rest, (finding) => `${finding.rule} ${finding.title}`)) {
      const severity = ofRule[0]?.severity ?? 'low';
      const label = severity.toUpperCase();
      const [first = '', ...rest] = wrap(visible(title), options.width, `${label.padEnd(8)}  `);
      lines.push(paint(severityStyles[severity], label) + first.slice(label.length), ...rest);
      for (const finding of ofRule) {
        lines.push(...findingLines(finding, options, paint));
      }
      lines.push('');
    }
    for (const one of shared) lines.push(...sharedUnknownLines(one, options.width, paint));
  }
  return lines;
}

function leftOut(count: number, verbose: boolean, width: number, paint: Paint): string[] {
  if (count === 0) {
    return [];
  }
  const text = `${plural(count, 'less urgent finding is', 'less urgent findings are')} not shown here. All are in ${verbose ? '' : '--verbose, '}--format html or --format json; --rule RULE shows those of one:`;
  return wrap(text, width, '').map((line) => paint('bold', line));
}

function toResolve(missing: ReturnType<typeof gatherMissing>, width: number, paint: Paint): string[] {
  const lines: string[] = [];
  const actions = missing.actions();
  if (actions.length > 0) {
    const text = `To resolve ${grouped(missing.resolvable())} unknown, grant the scanning role:`;
    lines.push(...wrap(text, width, '').map((line) => paint('bold', line)));
    for (const [action, findings] of actions.slice(0, 50)) {
      lines.push(...wrap(`${visible(action)} (${grouped(findings)})`, width, '  '));
    }
    if (actions.length > 50) {
      const more = grouped(actions.length - 50);
      lines.push(...wrap(`and ${more} more; surety permissions prints the whole policy`, width, '  '));
    }
    lines.push('');
  }
  const others = missing.otherReasons();
  if (others.length > 0) {
    const text = others.map(([reason, findings]) => `${reason} (${grouped(findings)})`).join(', ');
    lines.push(...wrap(text, width, 'Unknown for other reasons: '), '');
  }
  return lines;
}

function result(summary: Summary, width: number, paint: Paint): string[] {
  const { critical, high, medium, low } = summary.failBySeverity;
  const severities = Object.entries({ critical, high, medium, low })
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${grouped(count)} ${severity}`)
    .join(', ');
  const parts: [number, string, Parameters<Paint>[0]][] = [
    [summary.fail, `failed${severities === '' ? '' : ` (${severities})`}`, ['bold', 'red']],
    [summary.unknown, 'unknown', ['bold', 'yellow']],
    [summary.ruleError, summary.ruleError === 1 ? 'rule error' : 'rule errors', ['bold', 'magenta']],
    [summary.pass, 'passed', 'green'],
    [summary.excepted, 'accepted by exception', 'gray'],
    [summary.notApplicable, 'not applicable', 'gray'],
    [summary.unsupportedSource, 'not in this source', 'gray'],
  ];
  const always = new Set(['failed', 'unknown', 'passed']);
  const words = parts
    .filter(([count, text]) => count > 0 || always.has(text))
    .map(([count, text, style]) => ({
      text: `${grouped(count)} ${text}`,
      style: count > 0 ? style : ('gray' as const),
    }));
  const lines: string[] = [];
  let used = width;
  for (const { text, style } of words) {
    const fits = used + 3 + columns(text) <= width;
    const painted = paint(style, text);
    if (fits) {
      lines.push(`${lines.pop() ?? ''}   ${painted}`);
      used += 3 + columns(text);
    } else {
      lines.push(...wrap(text, width, '').map((line) => paint(style, line)));
      used = columns(text);
    }
  }
  return lines;
}
