import { TURNS } from './callers.ts';
import type { Intent, Where } from './model.ts';
import { byAnybodyOnAnything, once } from './record.ts';

type Parameters = Readonly<Record<string, unknown>> | null;

export interface Changes {
  readonly id: string;
  readonly what: string;
  readonly name: string;
  /** `ec2`: the service whose calls change it. */
  readonly source: string;
  readonly where?: Where;
  readonly cis?: Readonly<Record<string, string>>;
  /** Call to its request parameters. */
  readonly calls: Readonly<Record<string, Parameters>>;
  /** Calls of the same service that only read. */
  readonly reads: readonly string[];
  readonly lookAlikes?: Intent['lookAlikes'];
}

/** An intent that is told by names: certain calls of one service, whoever makes them. */
export function changes(definition: Changes): Intent {
  const { id, what, name, source, where = 'every-region', cis = {}, calls, reads, lookAlikes = [] } = definition;
  const names = Object.keys(calls);
  const eventSource = `${source}.amazonaws.com`;
  // Asked for only where a filter does match: a short scan need not make them.
  let harmless: Intent['lookAlikes'] | undefined;
  const readCalls = () => reads.map((call) => once({ source, name: call, where, readOnly: true }));
  return {
    id,
    what,
    cis,
    required: Array.from({ length: Math.max(names.length, TURNS) }, (_, turn) => {
      const call = names[turn % names.length]!;
      const made = byAnybodyOnAnything({ source, name: call, where, request: calls[call]! }, turn);
      return turn < names.length ? made : made.slice(1);
    }).flat(),
    get lookAlikes() {
      return (harmless ??= [...readCalls(), ...lookAlikes]);
    },
    words: names,
    filter: `{ ($.eventSource = ${eventSource}) && (${names.map((call) => `($.eventName = ${call})`).join(' || ')}) }`,
    eventPattern: {
      source: [`aws.${source}`],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: { eventSource: [eventSource], eventName: names },
    },
    repetition: false,
    name,
  };
}

/** The number of a recommendation in each version of the benchmark: section 3 of 1.2, 4 up to 5.0, 5 since 6.0. */
export function cisNumbers(number: number, first: '1.2' | '1.3' = '1.2'): Readonly<Record<string, string>> {
  const numbers: Record<string, string> = first === '1.2' ? { '1.2': `3.${number}` } : {};
  for (const version of ['1.3', '1.4', '1.5', '2.0', '3.0', '4.0.1', '5.0']) numbers[version] = `4.${number}`;
  for (const version of ['6.0', '7.0']) numbers[version] = `5.${number}`;
  return numbers;
}
