import { closest } from '../../core/closest.ts';
import { Unknown } from '../../core/unknown.ts';
import type { PrincipalElement, PrincipalEntry } from './document.ts';
import { type Path, type Reader, describeValue, isObject, listOf } from './reader.ts';

const types = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

/**
 * Reads a `Principal` or `NotPrincipal` element.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipal(value: unknown, negated: boolean, path: Path, reader: Reader): PrincipalElement {
  if (value instanceof Unknown) return { negated, entries: [{ type: 'unknown', source: '(unknown)', unknown: value }] };
  if (value === '*') return { negated, entries: [{ type: 'anyone', source: '*' }] };
  if (!isObject(value)) {
    reader.problem(
      path,
      `a principal is "*" or an object, found ${describeValue(value)}`,
      typeof value === 'string' && value.endsWith('.amazonaws.com')
        ? `write {"Service": "${value}"}`
        : 'write {"AWS": "arn:..."}, {"Service": "..."}, {"Federated": "..."} or {"CanonicalUser": "..."}',
    );
    return { negated, entries: [] };
  }
  const entries: PrincipalEntry[] = [];
  if (Object.keys(value).length === 0)
    reader.problem(path, 'the principal is empty', 'name at least one principal, or "*"');
  for (const [type, list] of Object.entries(value)) {
    const typePath = [...path, type];
    if (!types.includes(type as (typeof types)[number])) {
      const near = closest(type, types, 2);
      reader.problem(
        typePath,
        `"${type}" is not a type of principal`,
        near === undefined ? `the types are ${types.join(', ')}` : `did you mean ${near}?`,
      );
      continue;
    }
    const items = listOf(list, typePath);
    if (items.length === 0) reader.problem(typePath, 'the list of principals is empty', 'name at least one principal');
    for (const item of items) {
      const entry = parseEntry(type as (typeof types)[number], item.value, item.path, reader);
      if (entry !== undefined) entries.push(entry);
    }
  }
  return { negated, entries };
}

function parseEntry(
  type: (typeof types)[number],
  value: unknown,
  path: Path,
  reader: Reader,
): PrincipalEntry | undefined {
  if (value instanceof Unknown) return { type: 'unknown', source: '(unknown)', unknown: value };
  // YAML templates turn an account id into a number and lose its leading zeros.
  const text = type === 'AWS' && typeof value === 'number' ? String(value).padStart(12, '0') : value;
  if (typeof text !== 'string' || text === '') {
    reader.problem(
      path,
      `a principal is a text, found ${describeValue(value)}`,
      'write the ARN, account id or service name in double quotes',
    );
    return undefined;
  }
  if (type === 'AWS') return parseAws(text, path, reader);
  if (type === 'Service') {
    if (text === '*')
      return {
        type: 'unknown',
        source: text,
        unknown: new Unknown('invalid-document', 'AWS does not say what {"Service": "*"} matches'),
      };
    if (/^[A-Za-z0-9.-]+$/.test(text) && text.includes('.')) return { type: 'service', source: text };
    reader.problem(
      path,
      `${describeValue(text)} is not a service principal`,
      'write the full name, such as cloudtrail.amazonaws.com; wildcards are not allowed',
    );
    return undefined;
  }
  if (type === 'Federated' && text === '*')
    return {
      type: 'unknown',
      source: text,
      unknown: new Unknown('invalid-document', 'AWS does not say what {"Federated": "*"} matches'),
    };
  return { type: type === 'Federated' ? 'federated' : 'canonical', source: text };
}

function parseAws(text: string, path: Path, reader: Reader): PrincipalEntry | undefined {
  if (text === '*') return { type: 'anyone', source: text };
  if (/^\d{12}$/.test(text)) return { type: 'account', source: text, account: text };
  const root = /^arn:[\w-]+:iam::(\d{12}):root$/.exec(text);
  if (root !== null) return { type: 'account', source: text, account: root[1]! };
  if (/^A[A-Z]{2}A[A-Z0-9]{8,}$/.test(text)) return { type: 'deleted', source: text };
  if (/^arn:[\w-]+:(?:iam|sts):[^:]*:[^:]+:.+$/.test(text)) {
    if (!/[*?]/.test(text)) return { type: 'arn', source: text };
    reader.problem(
      path,
      `${describeValue(text)} holds a wildcard, and a principal cannot match part of a name or ARN`,
      'use "*" with a condition on aws:PrincipalArn (ArnLike)',
    );
    return undefined;
  }
  const service = text.endsWith('.amazonaws.com') || text.endsWith('.amazonaws.com.cn');
  reader.problem(
    path,
    `${describeValue(text)} is not an AWS principal`,
    service
      ? `write {"Service": "${text}"}`
      : 'an AWS principal is "*", a 12-digit account id, or the ARN of an account root, user, role or session',
  );
  return undefined;
}
