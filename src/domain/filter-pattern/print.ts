import type { Condition, Expression, Field, FilterPattern, Literal, Selector, Term } from './model.ts';

/** The pattern as text that reads back to the same pattern. */
export function printFilterPattern(pattern: FilterPattern): string {
  if (pattern.kind === 'everything') return '';
  if (pattern.kind === 'json') return `{ ${expression(pattern.expression, selector)} }`;
  return pattern.kind === 'terms' ? pattern.terms.map(term).join(' ') : `[${pattern.fields.map(field).join(', ')}]`;
}

function expression<Subject>(value: Expression<Subject>, subject: (subject: Subject) => string): string {
  if (!('operands' in value)) return condition(value, subject);
  const operands = value.operands.map((operand) => {
    const text = expression(operand, subject);
    const needsBrackets = operand.kind === 'or' || (operand.kind === 'and' && value.kind === 'and');
    return needsBrackets ? `(${text})` : text;
  });
  return operands.join(value.kind === 'and' ? ' && ' : ' || ');
}

function condition<Subject>(value: Condition<Subject>, subject: (subject: Subject) => string): string {
  const name = subject(value.subject);
  if (value.kind === 'is') return `${name} IS ${value.state}`;
  if (value.kind === 'exists') return `${name} ${value.exists ? 'EXISTS' : 'NOT EXISTS'}`;
  return `${name} ${value.operator} ${literal(value.value)}`;
}

function literal(value: Literal): string {
  if (value.kind === 'number') return value.text;
  return value.kind === 'regex' ? `%${value.regex.source}%` : quoted(value.text);
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function selector(steps: Selector): string {
  const parts = steps.map((step) => {
    if ('index' in step) return `[${step.index}]`;
    return /^[\w@-]+$/.test(step.name) ? `.${step.name}` : `.[${quoted(step.name)}]`;
  });
  return `$${parts.join('')}`;
}

function term({ role, match }: Term): string {
  const sign = { include: '', exclude: '-', optional: '?' }[role];
  return `${sign}${match.kind === 'regex' ? `%${match.regex.source}%` : quoted(match.text)}`;
}

function field(value: Field): string {
  if (value.kind === 'ellipsis') return '...';
  return value.condition === undefined ? value.name : expression(value.condition, (name) => name);
}
