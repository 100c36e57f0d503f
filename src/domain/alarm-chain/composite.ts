import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { evaluateConditions, type Words } from './conditions.ts';
import type { CompositeInput } from './inputs.ts';

export type AlarmState = 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';

const words: ReadonlySet<string> = new Set<AlarmState>(['ALARM', 'OK', 'INSUFFICIENT_DATA']);

/**
 * The states of alarms, by name or ARN, while this one is in a state and all others that watch a metric are OK.
 * Composite alarms follow their rules, which may name composite alarms in turn.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function statesWhile(
  alarm: { readonly id: string; readonly name: string },
  state: AlarmState,
  composites: readonly CompositeInput[],
): (name: string) => AlarmState {
  const known = new Map<string, AlarmState | undefined>();
  return function stateOf(name: string): AlarmState {
    if (name === alarm.name || name === alarm.id) return state;
    const composite = composites.find((one) => one.name === name || one.arn === name);
    if (composite === undefined) return 'OK';
    const { arn, rule } = composite;
    if (!known.has(arn)) {
      known.set(arn, undefined);
      known.set(arn, holds(rule, stateOf) ? 'ALARM' : 'OK');
    }
    return known.get(arn) ?? unreadable(rule);
  };
}

/** Whether the rule of a composite alarm holds. */
function holds(rule: string, stateOf: (name: string) => AlarmState): boolean {
  const refuse = (): never => unreadable(rule);
  const tokens = rule.match(/"(?:[^"\\]|\\.)*"|[()]|[^\s()"]+/g) ?? [];
  return evaluateConditions(tokens, condition, refuse);

  function condition({ peek, next, take, operand }: Words): boolean {
    const word = next().toUpperCase();
    if (word === 'NOT') return !operand();
    if (word === 'TRUE' || word === 'FALSE') return word === 'TRUE';
    if (!words.has(word)) return refuse();
    take('(');
    const parts: string[] = [];
    while (peek() !== '' && peek() !== ')') parts.push(next());
    take(')');
    return stateOf(parts.join(' ').replace(/^"|"$/g, '').trim()) === word;
  }
}

/** Also where rules name one another in a circle, which AWS does not evaluate. */
function unreadable(rule: string): never {
  const detail = `the rule of a composite alarm, "${rule}", could not be read`;
  throw new UnknownRead('composites.rule', new Unknown('invalid-document', detail));
}
