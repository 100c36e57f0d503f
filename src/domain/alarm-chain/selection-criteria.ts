import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { evaluateConditions, type Words } from './conditions.ts';

/**
 * Whether a filter's `fieldSelectionCriteria` lets events of an account and region through:
 * `@aws.account IN ["111111111111"] AND @aws.region != "us-east-1"`.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
 * @throws UnknownRead for criteria that cannot be read.
 */
export function criteriaSelect(
  criteria: string,
  source: { readonly account: string; readonly region: string },
): boolean {
  const refuse = (): never => {
    const detail = `the field selection criteria "${criteria}" could not be read`;
    throw new UnknownRead('definition.fieldSelectionCriteria', new Unknown('invalid-document', detail));
  };
  const tokens = criteria.match(/"[^"]*"|'[^']*'|@[\w.]+|!=|[=()[\],]|\w+/g) ?? [];
  return evaluateConditions(tokens, condition, refuse);

  function condition(words: Words): boolean {
    const field = words.next().toLowerCase();
    const actual = field === '@aws.account' ? source.account : field === '@aws.region' ? source.region : refuse();
    const operator = words.next().toUpperCase();
    if (operator === '=') return literal(words) === actual;
    if (operator === '!=') return literal(words) !== actual;
    if (operator === 'NOT') words.take('IN');
    else if (operator !== 'IN') return refuse();
    return list(words).includes(actual) === (operator === 'IN');
  }
}

function list(words: Words): string[] {
  const values: string[] = [];
  words.take('[');
  while (words.peek() !== '' && words.peek() !== ']') {
    values.push(literal(words));
    if (words.peek() === ',') words.take(',');
  }
  words.take(']');
  return values;
}

function literal({ next }: Words): string {
  const token = next();
  return /^["']/.test(token) ? token.slice(1, -1) : token;
}
