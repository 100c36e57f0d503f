import { verdictOf } from '#src/domain/digest/problem.ts';
import { xmlAttribute, xmlText } from '#src/report/xml.ts';
import type { VerifyResult } from '../result.ts';
import { omittedSentence, problemRow, sortProblems, verdictSentence } from './rows.ts';

/** A test case per chain: proven problems fail it, what could not be proven is an error. */
export function renderJunit(result: VerifyResult): string {
  const byChain = Map.groupBy(sortProblems(result.problems), ({ chain }) => chain);
  const names = new Set([...result.chains.map(({ id }) => id), ...byChain.keys()]);
  const cases: string[] = [];
  let failures = 0;
  let errors = 0;
  for (const name of names) {
    const problems = (byChain.get(name) ?? []).filter(({ kind }) => verdictOf(kind) !== 'valid');
    const [worst] = problems;
    const text = problems
      .map(problemRow)
      .map((row) =>
        [row.verdict, row.kind, row.object, row.span, row.meaning, row.detail]
          .filter((part) => part !== '')
          .join(' - '),
      );
    const element = worst === undefined ? '' : verdictOf(worst.kind) === 'incomplete' ? 'error' : 'failure';
    failures += element === 'failure' ? 1 : 0;
    errors += element === 'error' ? 1 : 0;
    const inner =
      worst === undefined
        ? ''
        : `<${element} type="${xmlAttribute(worst.kind)}" message="${xmlAttribute(problemRow(worst).meaning)}">${xmlText(text.join('\n'))}</${element}>`;
    cases.push(`    <testcase classname="verify-logs" name="${xmlAttribute(name)}">${inner}</testcase>`);
  }
  if (names.size === 0) {
    const sentence = verdictSentence(result);
    names.add('verify-logs');
    errors += 1;
    cases.push(
      `    <testcase classname="verify-logs" name="verify-logs"><error type="${result.verdict}" message="${xmlAttribute(sentence)}"/></testcase>`,
    );
  }
  const omitted = omittedSentence(result);
  if (omitted !== undefined) {
    cases.push(`    <system-out>${xmlText(omitted)}</system-out>`);
  }
  const time = (result.durationMs / 1000).toFixed(3);
  const counts = `tests="${names.size}" failures="${failures}" errors="${errors}" time="${time}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n  <testsuite name="verify-logs" ${counts}>\n${cases.join('\n')}\n  </testsuite>\n</testsuites>\n`;
}
