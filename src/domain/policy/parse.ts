import { closest } from '../../core/closest.ts';
import { remembered } from '../../core/remember.ts';
import { Unknown } from '../../core/unknown.ts';
import type { InvalidPolicy, ParsedPolicy, Statement } from './document.ts';
import { isJsonError, offsetOf, parseJson, positionOf } from './json.ts';
import { parseStatement, unknownStatement } from './parse-statement.ts';
import { type Path, type Reader, TooManyProblems, createReader, describeValue, isObject, listOf } from './reader.ts';

/**
 * Longest text that is read, in UTF-16 units. AWS's own limits are far below: 20 KB for a bucket policy, 32 KB for
 * a key policy, 10,240 characters for a service control policy.
 */
export const maximumPolicyLength = 131_072;

/** Most statements and values together in a document given as a value, where there is no text to measure. */
const maximumPolicyNodes = 50_000;

/** Reads a policy document from JSON text. Never throws; a problem carries line, column, path and a hint. */
export const parsePolicy = remembered(readText, 200);

function readText(text: string): ParsedPolicy | InvalidPolicy {
  if (text.length > maximumPolicyLength) {
    return invalid(
      `the document has ${text.length} characters`,
      `policy documents are read up to ${maximumPolicyLength} characters; AWS accepts far fewer`,
    );
  }
  if (text.trim() === '')
    return invalid('the document is empty', 'a policy document is a JSON object with "Version" and "Statement"');
  const json = parseJson(text);
  if (isJsonError(json)) {
    const encoded = /^\s*%7B/i.test(text);
    const hint = encoded
      ? 'the text is URL-encoded, as IAM returns it: decode it first'
      : 'a policy document is strict JSON: double quotes, no comments, no comma before a closing bracket';
    return {
      valid: false,
      problems: [{ path: '', ...positionOf(text, json.offset), message: `not valid JSON: ${json.message}`, hint }],
    };
  }
  return read(json.value, (path) => positionOf(text, offsetOf(json, path)));
}

/**
 * Reads a policy document that is already a value (a template, a plan, a snapshot). `Unknown` may stand for any part of
 * it, or for the whole. A text is read as JSON.
 */
export function parsePolicyDocument(value: unknown): ParsedPolicy | InvalidPolicy {
  if (typeof value === 'string') return parsePolicy(value);
  if (value instanceof Unknown)
    return { valid: true, version: '2012-10-17', statements: [unknownStatement(0, value)], warnings: [] };
  if (countNodes(value, 0, { left: maximumPolicyNodes }) === undefined) {
    return invalid(
      'the document is too large or nested too deeply',
      `at most ${maximumPolicyNodes} values and 32 levels are read`,
    );
  }
  return read(value, () => undefined);
}

function invalid(message: string, hint: string): InvalidPolicy {
  return { valid: false, problems: [{ path: '', message, hint }] };
}

function countNodes(value: unknown, depth: number, budget: { left: number }): true | undefined {
  budget.left -= typeof value === 'string' ? 1 + value.length / 64 : 1;
  if (budget.left < 0 || depth > 32) return undefined;
  if (typeof value !== 'object' || value === null || value instanceof Unknown) return true;
  for (const member of Object.values(value)) if (countNodes(member, depth + 1, budget) === undefined) return undefined;
  return true;
}

function read(
  value: unknown,
  locate: (path: Path) => { line: number; column: number } | undefined,
): ParsedPolicy | InvalidPolicy {
  // Variables exist in the newer version only, so the version must be known before any value is read.
  const version = isObject(value) && value['Version'] === '2012-10-17' ? '2012-10-17' : '2008-10-17';
  const { reader, problems, warnings } = createReader(version === '2012-10-17', locate);
  let statements: Statement[] = [];
  try {
    statements = readDocument(value, reader);
  } catch (error) {
    if (!(error instanceof TooManyProblems)) throw error;
  }
  if (problems.length > 0) return { valid: false, problems };
  const id = (value as Record<string, unknown>)['Id'];
  return { valid: true, version, ...(typeof id === 'string' ? { id } : {}), statements, warnings };
}

function readDocument(value: unknown, reader: Reader): Statement[] {
  if (!isObject(value)) {
    reader.problem(
      [],
      `a policy document is an object, found ${describeValue(value)}`,
      'write {"Version": "2012-10-17", "Statement": [...]}',
    );
    return [];
  }
  const members = ['Version', 'Id', 'Statement'];
  for (const name of Object.keys(value)) {
    if (members.includes(name)) continue;
    const near = closest(name, members, 2);
    reader.problem(
      [name],
      `"${name}" is not an element of a policy document`,
      near === undefined ? `the elements are ${members.join(', ')}` : `did you mean ${near}?`,
    );
  }
  const version = value['Version'];
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    reader.problem(
      ['Version'],
      `there is no version ${describeValue(version)} of the policy language`,
      'write "Version": "2012-10-17"',
    );
  }
  const id = value['Id'];
  if (id !== undefined && typeof id !== 'string' && !(id instanceof Unknown)) {
    reader.problem(['Id'], `an Id is a text, found ${describeValue(id)}`, 'write it in double quotes, or leave it out');
  }
  if (value['Statement'] === undefined) {
    reader.problem([], 'the document has no Statement', 'add "Statement": [...]');
    return [];
  }
  const statements = listOf(value['Statement'], ['Statement']).map((item, index) =>
    parseStatement(item.value, index, item.path, reader),
  );
  warnAboutSids(statements, reader);
  return statements;
}

function warnAboutSids(statements: readonly Statement[], reader: Reader): void {
  const first = new Map<string, number>();
  for (const { sid, index } of statements) {
    if (sid === undefined) continue;
    const before = first.get(sid);
    if (before === undefined) first.set(sid, index);
    else
      reader.warning(
        ['Statement', index, 'Sid'],
        `the Sid "${sid}" stands already in Statement[${before}]`,
        'give each statement its own Sid',
      );
  }
}
