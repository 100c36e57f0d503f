/** A value of metric math: a number, nothing in that period, or the list that METRICS() and brackets make. */
type Value = number | undefined | readonly (number | undefined)[];

/** An expression that uses more of metric math than is modelled here. */
export class NotModelled extends Error {}

/**
 * Evaluates the part of metric math that alarms on counts use: arithmetic, comparisons, brackets, IF, FILL, SUM, MAX,
 * MIN, AVG and METRICS(). `metric` gives the value of an id in this period, `undefined` where it has none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @throws NotModelled
 */
export function evaluateMath(
  text: string,
  metric: (id: string) => number | undefined,
  metrics: () => readonly string[],
): number | undefined {
  const tokens = text.match(/[A-Za-z_]\w*|\d+(?:\.\d+)?|[<>=!]=|[-+*/()[\],<>]|\S/g) ?? [];
  let at = 0;
  let depth = 0;
  const peek = (): string => tokens[at] ?? '';
  const take = (): string => tokens[at++] ?? '';
  const expect = (token: string): void => {
    if (take() !== token) throw new NotModelled(text);
  };
  const number = (value: Value): number | undefined => {
    if (Array.isArray(value)) throw new NotModelled(text);
    return value as number | undefined;
  };

  function comparison(): Value {
    if (++depth > 50) throw new NotModelled(text);
    let left = sum();
    while (/^([<>]=?|[=!]=)$/.test(peek())) {
      const operator = take();
      left = both(left, sum(), (a, b) => Number(compare(operator, a, b)));
    }
    depth--;
    return left;
  }
  function sum(): Value {
    let left = product();
    while (peek() === '+' || peek() === '-') {
      const sign = take() === '+' ? 1 : -1;
      left = both(left, product(), (a, b) => a + sign * b);
    }
    return left;
  }
  function product(): Value {
    let left = unary();
    while (peek() === '*' || peek() === '/') {
      const divides = take() === '/';
      left = both(left, unary(), (a, b) => (divides ? a / b : a * b));
    }
    return left;
  }
  function unary(): Value {
    if (peek() !== '-') return primary();
    take();
    return both(0, primary(), (a, b) => a - b);
  }
  function both(left: Value, right: Value, apply: (a: number, b: number) => number): Value {
    const [a, b] = [number(left), number(right)];
    return a === undefined || b === undefined ? undefined : apply(a, b);
  }
  function list(end: string): Value[] {
    const values: Value[] = [];
    while (peek() !== end) {
      values.push(comparison());
      if (peek() !== end) expect(',');
    }
    take();
    return values;
  }
  function primary(): Value {
    const token = take();
    if (/^\d/.test(token)) return Number(token);
    if (token === '(') {
      const value = comparison();
      expect(')');
      return value;
    }
    if (token === '[') return list(']').map(number);
    if (!/^[A-Za-z_]/.test(token)) throw new NotModelled(text);
    if (peek() !== '(') return metric(token);
    take();
    return call(token.toUpperCase(), list(')'));
  }
  function call(name: string, values: readonly Value[]): Value {
    if (name === 'METRICS' && values.length === 0) return metrics().map(metric);
    if (name === 'IF' && values.length >= 2) {
      const condition = number(values[0]);
      return condition === undefined ? undefined : condition === 0 ? values[2] : values[1];
    }
    if (name === 'FILL' && values.length === 2) return number(values[0]) ?? number(values[1]);
    const [items, ...rest] = values;
    const numbers = (Array.isArray(items) ? items : [items]).filter((item): item is number => item !== undefined);
    if (rest.length > 0) throw new NotModelled(text);
    if (name === 'SUM') return numbers.length === 0 ? undefined : numbers.reduce((a, b) => a + b, 0);
    if (name === 'MAX') return numbers.length === 0 ? undefined : Math.max(...numbers);
    if (name === 'MIN') return numbers.length === 0 ? undefined : Math.min(...numbers);
    if (name === 'AVG') return numbers.length === 0 ? undefined : numbers.reduce((a, b) => a + b, 0) / numbers.length;
    throw new NotModelled(text);
  }

  const value = number(comparison());
  if (at < tokens.length) throw new NotModelled(text);
  return value;
}

function compare(operator: string, a: number, b: number): boolean {
  if (operator === '>') return a > b;
  if (operator === '<') return a < b;
  if (operator === '>=') return a >= b;
  if (operator === '<=') return a <= b;
  return operator === '==' ? a === b : a !== b;
}
