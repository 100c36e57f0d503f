import type { Finding } from '#src/core/finding.ts';
import type { ReportFormat } from '#src/core/report.ts';

import { explanation, exceptionSentence, settled, verdict } from './sentences.ts';
import { shorten } from './text.ts';
import { xmlAttribute, xmlText } from './xml.ts';

interface Suite {
  cases: string[];
  failures: number;
  errors: number;
  skipped: number;
}

/**
 * A suite tells its counts before its cases, so cases are held back per rule, this many in all; then the fullest rule
 * is written out, and continues in a further suite of the same name, which CI systems join.
 */
const heldBack = 2_000;

/**
 * One test suite per rule, one case per finding.
 *
 * - fail is a `<failure>`. Unknown and rule errors are an `<error>`: every CI system shows it red and apart from
 *   failures. `<skipped>` would be shown grey or hidden, and what nobody could judge would look fine.
 * - Not applicable, not in this source and accepted by an exception are `<skipped>` with the reason.
 *
 * `classname` is account.rule: Jenkins and GitLab build their tree from it.
 */
export const junit: ReportFormat = ({ tool, rules }) => {
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  const suites = new Map<string, Suite>();
  let held = 0;
  const flush = (rule: string, suite: Suite): string => {
    suites.delete(rule);
    held -= suite.cases.length;
    const name = xmlAttribute(`${rule} ${titles.get(rule) ?? ''}`.trim());
    const counts = `tests="${suite.cases.length}" failures="${suite.failures}" errors="${suite.errors}" skipped="${suite.skipped}"`;
    return `<testsuite name="${name}" ${counts} time="0">\n${suite.cases.join('')}</testsuite>\n`;
  };
  return {
    start: () => `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xmlAttribute(tool.name)}">\n`,
    finding(finding) {
      const suite = suites.get(finding.rule) ?? { cases: [], failures: 0, errors: 0, skipped: 0 };
      suites.set(finding.rule, suite);
      count(suite, finding);
      suite.cases.push(testCase(finding));
      held += 1;
      if (held <= heldBack) {
        return '';
      }
      const [rule, fullest] = [...suites].reduce((a, b) => (b[1].cases.length > a[1].cases.length ? b : a));
      return flush(rule, fullest);
    },
    end(_summary, notes) {
      const rest = [...suites].map(([rule, suite]) => flush(rule, suite)).join('');
      return `${rest}${notesSuite(notes)}</testsuites>\n`;
    },
  };
};

function count(suite: Suite, finding: Finding): void {
  if (finding.outcome === 'pass' && finding.exception === undefined) {
    return;
  }
  if (settled(finding)) {
    suite.skipped += 1;
  } else if (finding.outcome === 'fail') {
    suite.failures += 1;
  } else {
    suite.errors += 1;
  }
}

function testCase(finding: Finding): string {
  const { asset, key, rule, severity, outcome, message, exception } = finding;
  const name = `${asset.name === '' ? asset.id : asset.name}${key === undefined ? '' : ` [${key}]`} (${asset.region})`;
  const open = `<testcase classname="${xmlAttribute(`${asset.account === '' ? 'unknown-account' : asset.account}.${rule}`)}" name="${xmlAttribute(name)}" time="0"`;
  if (outcome === 'pass' && exception === undefined) {
    return `${open}/>\n`;
  }
  if (settled(finding)) {
    const why =
      exception === undefined
        ? `${verdict(finding)}: ${message}`
        : `${verdict(finding)}: ${exceptionSentence(exception)}`;
    return `${open}><skipped message="${xmlAttribute(shorten(why, 1_000))}"/></testcase>\n`;
  }
  const element = outcome === 'fail' ? 'failure' : 'error';
  const type = outcome === 'fail' ? severity : outcome;
  const text = [message, `asset: ${asset.id}`, `finding: ${finding.id}`, ...explanation(finding)].join('\n');
  return `${open}><${element} type="${type}" message="${xmlAttribute(shorten(message, 1_000))}">${xmlText(text)}</${element}></testcase>\n`;
}

/** Notes have no element of their own in JUnit; an empty suite's output is where CI systems show such text. */
function notesSuite(notes: readonly string[]): string {
  if (notes.length === 0) {
    return '';
  }
  return `<testsuite name="notes" tests="0" failures="0" errors="0" skipped="0" time="0"><system-out>${xmlText(notes.join('\n'))}</system-out></testsuite>\n`;
}
