import { closest } from '../../core/closest.ts';

type OperatorFamily = 'string' | 'string-like' | 'arn' | 'numeric' | 'date' | 'bool' | 'binary' | 'ip' | 'null';
type Comparison = 'equal' | 'less' | 'less-equal' | 'greater' | 'greater-equal';
type SetOperator = 'ForAllValues' | 'ForAnyValue';

interface BaseOperator {
  readonly family: OperatorFamily;
  readonly negated: boolean;
  readonly ignoreCase?: boolean;
  readonly comparison?: Comparison;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const baseOperators: Readonly<Record<string, BaseOperator>> = {
  StringEquals: { family: 'string', negated: false },
  StringNotEquals: { family: 'string', negated: true },
  StringEqualsIgnoreCase: { family: 'string', negated: false, ignoreCase: true },
  StringNotEqualsIgnoreCase: { family: 'string', negated: true, ignoreCase: true },
  StringLike: { family: 'string-like', negated: false },
  StringNotLike: { family: 'string-like', negated: true },
  NumericEquals: { family: 'numeric', negated: false, comparison: 'equal' },
  NumericNotEquals: { family: 'numeric', negated: true, comparison: 'equal' },
  NumericLessThan: { family: 'numeric', negated: false, comparison: 'less' },
  NumericLessThanEquals: { family: 'numeric', negated: false, comparison: 'less-equal' },
  NumericGreaterThan: { family: 'numeric', negated: false, comparison: 'greater' },
  NumericGreaterThanEquals: { family: 'numeric', negated: false, comparison: 'greater-equal' },
  DateEquals: { family: 'date', negated: false, comparison: 'equal' },
  DateNotEquals: { family: 'date', negated: true, comparison: 'equal' },
  DateLessThan: { family: 'date', negated: false, comparison: 'less' },
  DateLessThanEquals: { family: 'date', negated: false, comparison: 'less-equal' },
  DateGreaterThan: { family: 'date', negated: false, comparison: 'greater' },
  DateGreaterThanEquals: { family: 'date', negated: false, comparison: 'greater-equal' },
  Bool: { family: 'bool', negated: false },
  BinaryEquals: { family: 'binary', negated: false },
  IpAddress: { family: 'ip', negated: false },
  NotIpAddress: { family: 'ip', negated: true },
  ArnEquals: { family: 'arn', negated: false },
  ArnLike: { family: 'arn', negated: false },
  ArnNotEquals: { family: 'arn', negated: true },
  ArnNotLike: { family: 'arn', negated: true },
  Null: { family: 'null', negated: false },
};

const operatorNames: readonly string[] = Object.keys(baseOperators);
const byLowerCase = new Map(operatorNames.map((name) => [name.toLowerCase(), name]));

export interface Operator extends BaseOperator {
  /** `ForAnyValue:StringLikeIfExists`, in AWS's spelling. */
  readonly name: string;
  readonly set?: SetOperator;
  readonly ifExists: boolean;
}

/**
 * Reads `ForAnyValue:StringLikeIfExists`. Returns a sentence when there is no such operator. Case is not significant:
 * documents with `bool` or `stringEquals` are accepted by AWS and in wide use.
 */
export function parseOperator(text: string): Operator | string {
  const colon = text.indexOf(':');
  const prefix = colon < 0 ? undefined : text.slice(0, colon).toLowerCase();
  const set = prefix === 'forallvalues' ? 'ForAllValues' : prefix === 'foranyvalue' ? 'ForAnyValue' : undefined;
  if (prefix !== undefined && set === undefined) {
    return `"${text.slice(0, colon)}" is no set operator; the two are ForAllValues and ForAnyValue`;
  }
  const bare = text.slice(colon + 1);
  const ifExists = /ifexists$/i.test(bare);
  const base = byLowerCase.get((ifExists ? bare.slice(0, -'IfExists'.length) : bare).toLowerCase());
  if (base === undefined) {
    const near = closest(bare, operatorNames, 2);
    return `"${text}" is not a condition operator${near === undefined ? '' : `; did you mean ${near}?`}`;
  }
  if (base === 'Null' && ifExists) return 'Null cannot be combined with IfExists: it tests presence itself';
  if (base === 'Null' && set !== undefined) return `Null cannot be combined with ${set}`;
  const name = `${set === undefined ? '' : `${set}:`}${base}${ifExists ? 'IfExists' : ''}`;
  return { ...baseOperators[base]!, name, ifExists, ...(set === undefined ? {} : { set }) };
}
