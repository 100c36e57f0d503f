import { Unknown } from '../../core/unknown.ts';
import type { PolicyProblem } from './document.ts';

export type Path = readonly (string | number)[];

/** Collects what is wrong while a document is read; `variables` is settled by the document's version. */
export interface Reader {
  readonly variables: boolean;
  problem(path: Path, message: string, hint: string): void;
  warning(path: Path, message: string, hint: string): void;
}

/** Thrown when there are so many problems that reading on helps nobody. */
export class TooManyProblems extends Error {}

const maximumProblems = 20;

export function createReader(
  variables: boolean,
  locate: (path: Path) => { line: number; column: number } | undefined,
): { reader: Reader; problems: PolicyProblem[]; warnings: PolicyProblem[] } {
  const problems: PolicyProblem[] = [];
  const warnings: PolicyProblem[] = [];
  const reader: Reader = {
    variables,
    problem(path, message, hint) {
      problems.push({ path: formatPath(path), ...locate(path), message, hint });
      if (problems.length >= maximumProblems) throw new TooManyProblems();
    },
    warning(path, message, hint) {
      if (warnings.length < maximumProblems) warnings.push({ path: formatPath(path), ...locate(path), message, hint });
    },
  };
  return { reader, problems, warnings };
}

/** `Statement[2].Condition.StringEquals["aws:SourceArn"][0]` */
function formatPath(path: Path): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (/^(?:For\w+:)?[A-Za-z]\w*$/.test(segment)) text += text === '' ? segment : `.${segment}`;
    else text += `[${JSON.stringify(segment)}]`;
  }
  return text;
}

/** "a list", "the number 5": what was found instead of what was expected. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'string')
    return value === '' ? 'an empty text' : `"${value.length > 80 ? `${value.slice(0, 77)}...` : value}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'object' ? 'an object' : typeof value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

/** One value or a list of values, as a list with the path of each. */
export function listOf(value: unknown, path: Path): { value: unknown; path: Path }[] {
  if (!Array.isArray(value)) return [{ value, path }];
  return value.map((item: unknown, index) => ({ value: item, path: [...path, index] }));
}
