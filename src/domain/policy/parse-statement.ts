import { closest } from '../../core/closest.ts';
import { Unknown } from '../../core/unknown.ts';
import { compileArn } from './arn.ts';
import type { ActionElement, Effect, ResourceElement, ResourceEntry, Statement } from './document.ts';
import { parseConditions } from './parse-condition.ts';
import { parsePrincipal } from './parse-principal.ts';
import { type Path, type Reader, describeValue, isObject, listOf } from './reader.ts';
import { parseTemplate, variablesOf } from './template.ts';
import { compileWildcard } from './wildcard.ts';

const elements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** Reads one statement. What is wrong goes to the reader; the statement returned is used only when nothing was. */
export function parseStatement(value: unknown, index: number, path: Path, reader: Reader): Statement {
  if (value instanceof Unknown) return unknownStatement(index, value);
  if (!isObject(value)) {
    reader.problem(
      path,
      `a statement is an object, found ${describeValue(value)}`,
      'write {"Effect": "Allow", "Action": "...", "Resource": "..."}',
    );
    return unknownStatement(index, new Unknown('invalid-document'));
  }
  for (const name of Object.keys(value)) {
    if (elements.includes(name)) continue;
    const near = closest(name, elements, 2);
    reader.problem(
      [...path, name],
      `"${name}" is not an element of a statement`,
      near === undefined ? `the elements are ${elements.join(', ')}` : `did you mean ${near}?`,
    );
  }
  const has = (name: string): boolean => Object.hasOwn(value, name) && value[name] !== undefined;
  for (const name of ['Principal', 'Action', 'Resource']) {
    if (has(name) && has(`Not${name}`)) {
      reader.problem([...path, `Not${name}`], `the statement has both ${name} and Not${name}`, 'keep one of the two');
    }
  }
  const sid = parseSid(value['Sid'], path, reader);
  const effect = parseEffect(value, path, reader);
  if (!has('Action') && !has('NotAction')) {
    reader.problem(path, 'the statement has no Action', 'add "Action": "service:Operation"');
  }
  const principalName = has('NotPrincipal') ? 'NotPrincipal' : has('Principal') ? 'Principal' : undefined;
  const resourceName = has('NotResource') ? 'NotResource' : has('Resource') ? 'Resource' : undefined;
  if (principalName === undefined && resourceName === undefined) {
    reader.problem(
      path,
      'the statement has neither Resource nor Principal',
      'identity policies need a Resource, resource policies a Principal',
    );
  }
  const actionName = has('NotAction') ? 'NotAction' : 'Action';
  return {
    index,
    ...(sid === undefined ? {} : { sid }),
    effect,
    ...(principalName === undefined
      ? {}
      : {
          principal: parsePrincipal(
            value[principalName],
            principalName === 'NotPrincipal',
            [...path, principalName],
            reader,
          ),
        }),
    action: has(actionName)
      ? parseActions(value[actionName], actionName === 'NotAction', [...path, actionName], reader)
      : { negated: false, entries: [] },
    ...(resourceName === undefined
      ? {}
      : {
          resource: parseResources(
            value[resourceName],
            resourceName === 'NotResource',
            [...path, resourceName],
            reader,
          ),
        }),
    conditions: has('Condition') ? parseConditions(value['Condition'], [...path, 'Condition'], reader) : [],
  };
}

/** A statement of which nothing is known: it may allow or deny anything. */
export function unknownStatement(index: number, unknown: Unknown): Statement {
  return {
    index,
    effect: unknown,
    principal: { negated: false, entries: [{ type: 'unknown', source: '(unknown)', unknown }] },
    action: { negated: false, entries: [unknown] },
    resource: { negated: false, entries: [unknown] },
    conditions: [{ unknown }],
  };
}

function parseSid(value: unknown, path: Path, reader: Reader): string | undefined {
  if (value === undefined || value instanceof Unknown || value === '') return undefined;
  if (typeof value === 'string') return value;
  reader.problem(
    [...path, 'Sid'],
    `a Sid is a text, found ${describeValue(value)}`,
    'write it in double quotes, or leave it out',
  );
  return undefined;
}

function parseEffect(statement: Record<string, unknown>, path: Path, reader: Reader): Effect | Unknown {
  const value = statement['Effect'];
  if (value === 'Allow' || value === 'Deny' || value instanceof Unknown) return value;
  if (value === undefined)
    reader.problem(path, 'the statement has no Effect', 'add "Effect": "Allow" or "Effect": "Deny"');
  else
    reader.problem(
      [...path, 'Effect'],
      `an Effect is Allow or Deny, found ${describeValue(value)}`,
      'the two words are case-sensitive',
    );
  return new Unknown('invalid-document');
}

/** The non-empty texts of a list; what is neither a text nor unknown is a problem. */
function texts(value: unknown, path: Path, what: string, reader: Reader): ({ text: string; path: Path } | Unknown)[] {
  const items = listOf(value, path);
  if (items.length === 0) reader.problem(path, `the list of ${what}s is empty`, `name at least one ${what}, or "*"`);
  const result: ({ text: string; path: Path } | Unknown)[] = [];
  for (const item of items) {
    if (item.value instanceof Unknown) result.push(item.value);
    else if (typeof item.value === 'string' && item.value !== '') result.push({ text: item.value, path: item.path });
    else
      reader.problem(item.path, `a ${what} is a text, found ${describeValue(item.value)}`, 'write it in double quotes');
  }
  return result;
}

function parseActions(value: unknown, negated: boolean, path: Path, reader: Reader): ActionElement {
  const entries: ActionElement['entries'][number][] = [];
  for (const item of texts(value, path, 'action', reader)) {
    if (item instanceof Unknown) {
      entries.push(item);
      continue;
    }
    if (item.text !== '*' && !/^[A-Za-z0-9*?-]+:[^:\s]+$/.test(item.text)) {
      reader.problem(
        item.path,
        `${describeValue(item.text)} is not an action`,
        'write service:Operation, such as s3:PutObject, or "*"',
      );
      continue;
    }
    entries.push({ source: item.text, pattern: compileWildcard(item.text.toLowerCase()) });
  }
  return { negated, entries };
}

function parseResources(value: unknown, negated: boolean, path: Path, reader: Reader): ResourceElement {
  const entries: (ResourceEntry | Unknown)[] = [];
  for (const item of texts(value, path, 'resource', reader)) {
    if (item instanceof Unknown) {
      entries.push(item);
      continue;
    }
    if (item.text !== '*' && !item.text.startsWith('arn:') && !item.text.startsWith('${')) {
      reader.problem(
        item.path,
        `${describeValue(item.text)} is not a resource`,
        'write an ARN, such as arn:aws:s3:::bucket/*, or "*"',
      );
      continue;
    }
    const template = parseTemplate(item.text, { wildcards: true, variables: reader.variables });
    if (typeof template === 'string') {
      reader.problem(
        item.path,
        template,
        "policy variables are written ${key} or ${key, 'default'}; a literal dollar sign is ${$}",
      );
      continue;
    }
    for (const name of variablesOf(template).filter((name) => !name.includes(':'))) {
      reader.warning(
        item.path,
        `\${${name}} names no condition key and never has a value`,
        'was this meant for a template engine?',
      );
    }
    entries.push({ template, ...(template.fixed === undefined ? {} : { pattern: compileArn(template.fixed, true) }) });
  }
  return { negated, entries };
}
