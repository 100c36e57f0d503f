import { Unknown, UnknownRead } from '#src/core/unknown.ts';

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
  const tokens = criteria.match(/"[^"]*"|'[^']*'|@[\w.]+|!=|[=()[\],]|\w+/g) ?? [];
  let at = 0;
  const peek = (): string => tokens[at]?.toUpperCase() ?? '';
  const refuse = (): never => {
    const detail = `the field selection criteria "${criteria}" could not be read`;
    throw new UnknownRead('definition.fieldSelectionCriteria', new Unknown('invalid-document', detail));
  };
  const take = (token: string): void => {
    if (peek() !== token) refuse();
    at++;
  };
  const literal = (): string => {
    const token = tokens[at++] ?? refuse();
    return /^["']/.test(token) ? token.slice(1, -1) : token;
  };
  function or(): boolean {
    let value = and();
    while (peek() === 'OR') {
      at++;
      value = and() || value;
    }
    return value;
  }
  function and(): boolean {
    let value = condition();
    while (peek() === 'AND') {
      at++;
      value = condition() && value;
    }
    return value;
  }
  function condition(): boolean {
    if (peek() === '(') {
      at++;
      const value = or();
      take(')');
      return value;
    }
    const field = (tokens[at++] ?? '').toLowerCase();
    const actual = field === '@aws.account' ? source.account : field === '@aws.region' ? source.region : refuse();
    const operator = peek();
    at++;
    if (operator === '=') return literal() === actual;
    if (operator === '!=') return literal() !== actual;
    if (operator === 'NOT') take('IN');
    else if (operator !== 'IN') return refuse();
    take('[');
    const values: string[] = [];
    while (at < tokens.length && peek() !== ']') {
      values.push(literal());
      if (peek() === ',') at++;
    }
    take(']');
    return values.includes(actual) === (operator === 'IN');
  }
  const value = or();
  return at < tokens.length ? refuse() : value;
}
