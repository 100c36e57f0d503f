import { type StatementReference, statementLabel } from './document.ts';
import type { Evaluation } from './evaluate.ts';
import type { Match } from './kleene.ts';
import type { ElementTrace, StatementTrace } from './trace.ts';

const marks: Readonly<Record<Match, string>> = { match: 'yes', 'no-match': 'no', unknown: '?' };

/** One sentence: the decision and what decided it. */
export function describeDecision(evaluation: Evaluation): string {
  const { decision, deciding } = evaluation;
  if (evaluation.unreadable !== undefined) {
    const { reason, detail, action } = evaluation.unreadable;
    return `Unknown: the policy could not be read (${reason}${action === undefined ? '' : `, missing ${action}`})${detail === '' ? '.' : `: ${detail}`}`;
  }
  if (evaluation.problems.length > 0) return 'Unknown: the policy document is not valid.';
  if (deciding !== undefined)
    return decision === 'deny' ? `Denied by ${statementLabel(deciding)}.` : `Allowed by ${statementLabel(deciding)}.`;
  if (decision === 'none') {
    return evaluation.statements.length === 0
      ? 'Not allowed: the policy has no statements.'
      : 'Not allowed: no Allow statement matches, and no Deny either.';
  }
  const open = evaluation.open.map((one: StatementReference) => statementLabel(one)).join(', ');
  const settled = evaluation.allowed === 'no-match' ? ' Either way the request is not allowed.' : '';
  return `Unknown: it cannot be told whether ${open} ${evaluation.open.length === 1 ? 'matches' : 'match'}.${settled}`;
}

/** The decision, then every statement with its parts. Plain text, one entry per line, indented by two spaces per level. */
export function describeEvaluation(evaluation: Evaluation): string[] {
  const lines = [describeDecision(evaluation)];
  for (const problem of evaluation.problems) {
    const place = problem.line === undefined ? '' : ` (line ${problem.line}, column ${problem.column})`;
    lines.push(
      `  ${problem.path === '' ? 'document' : problem.path}${place}: ${problem.message}`,
      `    hint: ${problem.hint}`,
    );
  }
  for (const statement of evaluation.statements) lines.push(...describeStatement(statement).map((line) => `  ${line}`));
  return lines;
}

/** `Statement[0] (Sid) Deny: matches`, then a line per element and condition. */
export function describeStatement(trace: StatementTrace): string[] {
  const verdict = { match: 'matches', 'no-match': 'does not match', unknown: 'may match' }[trace.result];
  const lines = [
    `${statementLabel(trace)} ${trace.effect === 'unknown' ? 'unknown effect' : trace.effect}: ${verdict}`,
  ];
  if (trace.note !== undefined) lines.push(`  [no] ${trace.note}`);
  for (const element of [trace.principal, trace.action, trace.resource] satisfies (ElementTrace | undefined)[]) {
    if (element !== undefined) lines.push(`  [${marks[element.result]}] ${element.why}`);
  }
  for (const condition of trace.conditions) lines.push(`  [${marks[condition.result]}] ${condition.why}`);
  return lines;
}

/** Only what keeps a statement from matching, or from being known to match: the short answer to "why not". */
export function explainStatement(trace: StatementTrace): string[] {
  const parts = [trace.principal, trace.action, trace.resource, ...trace.conditions];
  const reasons = parts.flatMap((part) => (part === undefined || part.result === 'match' ? [] : [part.why]));
  return trace.note === undefined ? reasons : [trace.note, ...reasons];
}
