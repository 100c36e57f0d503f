import type { Condition, Expression, FilterPattern, Selector } from '../filter-pattern/model.ts';
import { printFilterPattern } from '../filter-pattern/print.ts';

/**
 * The conditions of a filter by which it keeps silent about some callers or addresses, whatever they do:
 * `$.sourceIPAddress != "198.51.100.7"`. Leaving out the services of AWS is what CIS asks for, and not told.
 */
export function exclusionsOf(pattern: FilterPattern): string[] {
  return pattern.kind === 'json' ? conjuncts(pattern.expression).filter(isExclusion).map(printed) : [];
}

/** What has to hold in any case; of alternatives none has to. */
function conjuncts(expression: Expression<Selector>): Condition<Selector>[] {
  if (!('operands' in expression)) return [expression];
  return expression.kind === 'and' ? expression.operands.flatMap(conjuncts) : [];
}

function isExclusion(condition: Condition<Selector>): boolean {
  if (condition.kind !== 'compare' || condition.operator !== '!=' || !isAboutCaller(condition.subject)) return false;
  const { value } = condition;
  return value.kind === 'regex' || !/\.amazonaws\.com(?:\.cn)?\*?$/.test(value.text);
}

function isAboutCaller([first, second]: Selector): boolean {
  const name = first !== undefined && 'name' in first ? first.name : '';
  if (name === 'sourceIPAddress' || name === 'userAgent') return true;
  // What sort of identity it is belongs to the meaning of several filters of CIS.
  const inner = second !== undefined && 'name' in second ? second.name : '';
  return name === 'userIdentity' && inner !== 'type' && inner !== 'invokedBy';
}

const printed = (expression: Condition<Selector>): string =>
  printFilterPattern({ kind: 'json', expression }).replaceAll(/^\{ | \}$/g, '');
