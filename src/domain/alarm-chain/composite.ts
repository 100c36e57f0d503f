import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { evaluateConditions, type Words } from './conditions.ts';

/**
 * Whether the rule of a composite alarm holds when of all alarms this one alone is in alarm and the others are OK.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 * @throws UnknownRead for a rule that cannot be read.
 */
export function raisedBy(rule: string, alarm: { readonly id: string; readonly name: string }): boolean {
  const refuse = (): never => {
    const detail = `the rule of a composite alarm, "${rule}", could not be read`;
    throw new UnknownRead('composites.rule', new Unknown('invalid-document', detail));
  };
  const tokens = rule.match(/"(?:[^"\\]|\\.)*"|[()]|[^\s()"]+/g) ?? [];
  return evaluateConditions(tokens, condition, refuse);

  function condition({ peek, next, take, operand }: Words): boolean {
    const word = next().toUpperCase();
    if (word === 'NOT') return !operand();
    if (word === 'TRUE' || word === 'FALSE') return word === 'TRUE';
    if (word !== 'ALARM' && word !== 'OK' && word !== 'INSUFFICIENT_DATA') return refuse();
    take('(');
    const parts: string[] = [];
    while (peek() !== '' && peek() !== ')') parts.push(next());
    take(')');
    const name = parts.join(' ').replace(/^"|"$/g, '').trim();
    const isInAlarm = name === alarm.name || name === alarm.id;
    return word === 'ALARM' ? isInAlarm : word === 'OK' && !isInAlarm;
  }
}
