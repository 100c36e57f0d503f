import type { Unrecorded } from './unrecorded.ts';
import type { ValuePattern, ValueSet } from './value-set.ts';
import { valueSet } from './value-set.ts';

/** Longer lists tell a reader nothing more. */
const phraseLimit = 20;

/** What a tree says is not recorded, one phrase for each way through it: `events with eventName other than "PutObject"`. */
export function describeUnrecorded(tree: Unrecorded): string[] {
  const phrases: string[] = [];
  const total = walk(tree, [], phrases);
  return total > phrases.length ? [...phrases, `${total - phrases.length} more combinations of fields`] : phrases;
}

function walk(tree: Unrecorded, path: readonly string[], phrases: string[]): number {
  if (tree.kind === 'nothing') return 0;
  if (tree.kind === 'everything') {
    if (phrases.length < phraseLimit)
      phrases.push(path.length > 0 ? `events with ${path.join(' and ')}` : 'all events');
    return 1;
  }
  let total = 0;
  for (const branch of tree.branches) {
    if (branch.rest.kind === 'nothing') continue;
    const set = valueSet(branch.members, tree.classes, tree.root);
    total += walk(branch.rest, [...path, valueSetText(tree.field, set)], phrases);
  }
  return total;
}

/** A set of values of one field: `eventName other than "GetObject" or starting with "List"`. */
export function valueSetText(field: string, set: ValueSet): string {
  const [first] = set.patterns;
  if (set.patterns.length === 1 && first?.absent) return set.kind === 'only' ? `no ${field}` : `any ${field}`;
  const patterns = alternatives(set.patterns);
  const unless = set.unless.length > 0 ? ` (but not ${alternatives(set.unless)})` : '';
  return `${field} ${set.kind === 'except' ? 'other than ' : ''}${patterns}${unless}`;
}

function alternatives(patterns: readonly ValuePattern[]): string {
  const shown = patterns.slice(0, phraseLimit).map(phrase);
  if (patterns.length > shown.length) shown.push(`${patterns.length - shown.length} more`);
  const last = shown.pop();
  return shown.length > 0 ? `${shown.join(', ')} or ${last}` : (last ?? 'nothing');
}

function phrase(pattern: ValuePattern): string {
  if (pattern.absent) return 'none';
  if (pattern.equals !== undefined) return `"${pattern.equals}"`;
  const start = pattern.startsWith === undefined ? [] : [`starting with "${pattern.startsWith}"`];
  const end = pattern.endsWith === undefined ? [] : [`ending with "${pattern.endsWith}"`];
  return [...start, ...end].join(' and ');
}

/** A pattern as people write it: `arn:aws:s3:::bucket/*`. */
export function patternText(pattern: ValuePattern): string {
  if (pattern.absent) return '(none)';
  return pattern.equals ?? `${pattern.startsWith ?? ''}*${pattern.endsWith ?? ''}`;
}
