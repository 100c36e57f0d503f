import type { Condition, Expression, FilterPattern, Literal, Selector } from '../model.ts';

/**
 * Filter patterns evaluated the plain way: the event is first written out as a list of paths and values, and regular
 * expressions go to the language's own engine. Shares no code with the evaluator.
 */
export function referenceMatches(pattern: FilterPattern, event: unknown): boolean {
  if (pattern.kind === 'everything') return true;
  if (pattern.kind === 'json') {
    const flat: [string, unknown][] = [];
    flatten('$', event, flat);
    return holds(pattern.expression, (condition) => jsonCondition(condition, flat));
  }
  const text = typeof event === 'string' ? event : JSON.stringify(event);
  if (pattern.kind === 'terms') {
    const has = (term: (typeof pattern.terms)[number]): boolean =>
      term.match.kind === 'regex'
        ? new RegExp(term.match.regex.source).test(text)
        : text.split(term.match.text).length > 1;
    const hard = pattern.terms.filter((term) => term.role !== 'optional');
    if (hard.length === 0) return pattern.terms.some(has);
    return hard.filter((term) => has(term) !== (term.role === 'include')).length === 0;
  }
  const columns = [...text.matchAll(/\[([^\]]*)\]|"([^"]*)"|(\S+)/g)].map(
    (found) => found[1] ?? found[2] ?? found[3] ?? '',
  );
  const at = pattern.fields.findIndex((field) => field.kind === 'ellipsis');
  const fields = pattern.fields.flatMap((field, index) => {
    if (index !== at) return [field];
    const missing = columns.length - pattern.fields.length + 1;
    return missing < 0 ? [field, field] : Array.from({ length: missing }, () => field);
  });
  if (fields.length !== columns.length) return false;
  return fields.every((field, index) => {
    if (field.kind === 'ellipsis' || field.condition === undefined) return true;
    return holds(field.condition, (condition) => {
      if (condition.kind !== 'compare') return condition.kind === 'exists' && condition.exists;
      const column = columns[index]!;
      const numeric =
        condition.value.kind === 'number' &&
        column.trim() !== '' &&
        !/[^\d.e+-]/i.test(column) &&
        Number.isFinite(Number(column));
      return compare(condition, numeric ? Number(column) : column);
    });
  });
}

function holds<Subject>(expression: Expression<Subject>, one: (condition: Condition<Subject>) => boolean): boolean {
  if (!('operands' in expression)) return one(expression);
  const answers = new Set(expression.operands.map((operand) => holds(operand, one)));
  return expression.kind === 'and' ? !answers.has(false) : answers.has(true);
}

function flatten(path: string, value: unknown, into: [string, unknown][]): void {
  into.push([path, value]);
  if (Array.isArray(value)) value.forEach((element, index) => flatten(`${path}[${index}]`, element, into));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) flatten(`${path}/${JSON.stringify(key)}`, inner, into);
  }
}

function jsonCondition(condition: Condition<Selector>, flat: readonly [string, unknown][]): boolean {
  const escape = (text: string): string => text.replaceAll(/[^\w]/g, String.raw`\$&`);
  const source = condition.subject
    .map((step) =>
      'name' in step
        ? escape(`/${JSON.stringify(step.name)}`)
        : step.index === '*'
          ? String.raw`\[\d+\]`
          : `\\[${step.index}\\]`,
    )
    .join('');
  const path = new RegExp(`^\\$${source}$`);
  const values = flat.filter(([name]) => path.test(name)).map(([, value]) => value);
  if (condition.kind === 'exists') return values.length > 0 === condition.exists;
  if (condition.kind === 'is') return values.includes({ NULL: null, TRUE: true, FALSE: false }[condition.state]);
  return values.some((value) => (typeof value === 'string' || typeof value === 'number') && compare(condition, value));
}

function compare(condition: Extract<Condition<unknown>, { kind: 'compare' }>, value: string | number): boolean {
  const { operator, value: literal } = condition;
  if (literal.kind === 'number' && typeof value === 'number') {
    const difference = Math.sign(value - Number(literal.text));
    return { '=': [0], '!=': [-1, 1], '<': [-1], '>': [1], '<=': [-1, 0], '>=': [0, 1] }[operator].some(
      (sign) => sign === difference,
    );
  }
  if (operator === '=') return equal(literal, String(value));
  return operator === '!=' && !equal(literal, String(value));
}

function equal(literal: Literal, value: string): boolean {
  if (literal.kind === 'regex') return new RegExp(literal.regex.source).test(value);
  if (literal.kind === 'number') return literal.text === value;
  const escaped = literal.text.replaceAll(/[^\w]/g, String.raw`\$&`);
  const source = literal.text === '*' ? '.*' : escaped.replace(/^\\\*/, '.*').replace(/\\\*$/, '.*');
  return new RegExp(`^${source}$`, 's').test(value);
}
