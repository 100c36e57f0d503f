import { Unknown } from '../../core/unknown.ts';
import { compileArn } from './arn.ts';
import type { Condition, ConditionValue, UnknownCondition, ValueTest } from './document.ts';
import { parseCidr } from './ip.ts';
import { type Operator, parseOperator } from './operators.ts';
import { type Path, type Reader, describeValue, isObject, listOf } from './reader.ts';
import { parseBinary, parseBoolean, parseDate, parseNumber } from './scalars.ts';
import { parseTemplate, patternOf, variablesOf } from './template.ts';

/** Reads a `Condition` block: operator, then key, then one value or a list. */
export function parseConditions(value: unknown, path: Path, reader: Reader): (Condition | UnknownCondition)[] {
  if (value instanceof Unknown) return [{ unknown: value }];
  if (!isObject(value)) {
    reader.problem(
      path,
      `a condition is an object, found ${describeValue(value)}`,
      'write {"StringEquals": {"aws:SourceArn": "..."}}',
    );
    return [];
  }
  const conditions: (Condition | UnknownCondition)[] = [];
  for (const [name, block] of Object.entries(value)) {
    const operatorPath = [...path, name];
    const operator = parseOperator(name);
    if (typeof operator === 'string') {
      reader.problem(
        operatorPath,
        operator,
        'operators are listed in the IAM User Guide under "IAM JSON policy elements: Condition operators"',
      );
      continue;
    }
    if (operator.name !== name) {
      reader.warning(operatorPath, `"${name}" is documented as ${operator.name}`, `write ${operator.name}`);
    }
    if (block instanceof Unknown) {
      conditions.push({ unknown: block });
      continue;
    }
    if (!isObject(block)) {
      reader.problem(
        operatorPath,
        `${operator.name} holds an object of condition keys, found ${describeValue(block)}`,
        `write {"${operator.name}": {"key": "value"}}`,
      );
      continue;
    }
    for (const [key, values] of Object.entries(block)) {
      conditions.push(parseKey(operator, key, values, [...operatorPath, key], reader));
    }
  }
  return conditions;
}

function parseKey(operator: Operator, key: string, value: unknown, path: Path, reader: Reader): Condition {
  if (!/^[A-Za-z0-9_.-]+:./.test(key)) {
    reader.problem(
      path,
      `"${key}" is not a condition key`,
      'a condition key begins with a service prefix, such as aws:SourceArn or s3:x-amz-acl',
    );
  }
  const values: (ConditionValue | Unknown)[] = [];
  for (const item of listOf(value, path)) {
    if (item.value instanceof Unknown) {
      values.push(item.value);
      continue;
    }
    const parsed = parseValue(operator, item.value, item.path, reader);
    if (parsed !== undefined) values.push(parsed);
  }
  return { operator, key, lowerKey: key.toLowerCase(), values };
}

function parseValue(operator: Operator, value: unknown, path: Path, reader: Reader): ConditionValue | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    reader.problem(
      path,
      `a condition value is a text, a number or a boolean, found ${describeValue(value)}`,
      'write the value in double quotes',
    );
    return undefined;
  }
  const source = String(value);
  const test = compileTest(operator, source, reader);
  if (typeof test === 'string') {
    reader.problem(path, `${describeValue(value)} cannot be compared with ${operator.name}`, test);
    return undefined;
  }
  if (test.kind === 'text' || test.kind === 'arn') {
    for (const name of variablesOf(test.template).filter((name) => !name.includes(':'))) {
      reader.warning(
        path,
        `\${${name}} names no condition key and never has a value`,
        'was this meant for a template engine?',
      );
    }
  }
  return { source, test };
}

function compileTest(operator: Operator, source: string, reader: Reader): ValueTest | string {
  switch (operator.family) {
    case 'string':
    case 'string-like':
    case 'arn': {
      const wildcards = operator.family !== 'string';
      const text = operator.ignoreCase === true ? source.toLowerCase() : source;
      const template = parseTemplate(text, { wildcards, variables: reader.variables });
      if (typeof template === 'string') return template;
      const { fixed } = template;
      if (operator.family === 'arn')
        return { kind: 'arn', template, ...(fixed === undefined ? {} : { pattern: compileArn(fixed, false) }) };
      return { kind: 'text', template, ...(fixed === undefined ? {} : { pattern: patternOf(fixed) }) };
    }
    case 'numeric': {
      const number = parseNumber(source);
      return number === undefined ? 'write a number, such as 3600' : { kind: 'number', value: number };
    }
    case 'date': {
      const date = parseDate(source);
      return date === undefined
        ? 'write a date as 2026-01-31T12:00:00Z, or as seconds since 1970'
        : { kind: 'number', value: date };
    }
    case 'bool':
    case 'null': {
      const boolean = parseBoolean(source);
      return boolean === undefined ? 'write true or false' : { kind: 'boolean', value: boolean };
    }
    case 'binary': {
      const binary = parseBinary(source);
      return binary === undefined ? 'write the bytes as base64' : { kind: 'binary', value: binary };
    }
    default: {
      const range = parseCidr(source);
      return range === undefined
        ? 'write an address or a CIDR block, such as 203.0.113.0/24 or 2001:db8::/32'
        : { kind: 'ip', range };
    }
  }
}
