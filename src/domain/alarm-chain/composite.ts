import { Unknown, UnknownRead } from '#src/core/unknown.ts';

/**
 * Whether the rule of a composite alarm holds when of all alarms this one alone is in alarm and the others are OK.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 * @throws UnknownRead for a rule that cannot be read.
 */
export function raisedBy(rule: string, alarm: { readonly id: string; readonly name: string }): boolean {
  const tokens = rule.match(/"(?:[^"\\]|\\.)*"|[()]|[^\s()"]+/g) ?? [];
  let at = 0;
  const peek = (): string => tokens[at]?.toUpperCase() ?? '';
  const refuse = (): never => {
    const detail = `the rule of a composite alarm, "${rule}", could not be read`;
    throw new UnknownRead('composites.rule', new Unknown('invalid-document', detail));
  };
  const take = (token: string): void => {
    if (peek() !== token) refuse();
    at++;
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
    let value = not();
    while (peek() === 'AND') {
      at++;
      value = not() && value;
    }
    return value;
  }
  function not(): boolean {
    if (peek() === 'NOT') {
      at++;
      return !not();
    }
    return primary();
  }
  function primary(): boolean {
    const word = peek();
    at++;
    if (word === 'TRUE' || word === 'FALSE') return word === 'TRUE';
    if (word === '(') {
      const value = or();
      take(')');
      return value;
    }
    if (word !== 'ALARM' && word !== 'OK' && word !== 'INSUFFICIENT_DATA') return refuse();
    take('(');
    let name = '';
    while (at < tokens.length && tokens[at] !== ')') name += `${name === '' ? '' : ' '}${tokens[at++]}`;
    take(')');
    const bare = name.replace(/^"|"$/g, '').trim();
    const inAlarm = bare === alarm.name || bare === alarm.id;
    return word === 'ALARM' ? inAlarm : word === 'OK' && !inAlarm;
  }
  const value = or();
  return at < tokens.length ? refuse() : value;
}
