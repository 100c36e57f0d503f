import { Unknown } from '../../core/unknown.ts';
import type { ActionElement, ParsedPolicy, PrincipalElement, ResourceElement, Statement } from '../policy/document.ts';
import { type Match, and, every, matchIf, not, some } from '../policy/kleene.ts';
import { holdsForPublic, keepsPublicOut } from './narrowing.ts';

export interface PublicStatements {
  /** Statements that let the public in for certain. */
  readonly open: readonly Statement[];
  /** Statements of which it cannot be told. */
  readonly undecided: readonly Statement[];
}

/** The statements of a resource policy that grant something to the public and that no Deny takes back. */
export function publicStatements(policy: ParsedPolicy): PublicStatements {
  const denies = policy.statements.filter(({ effect }) => effect !== 'Allow');
  const open: Statement[] = [];
  const undecided: Statement[] = [];
  for (const statement of policy.statements) {
    if (statement.effect === 'Deny') continue;
    const granted = and(reachesPublic(statement.principal), not(some(statement.conditions, keepsPublicOut)));
    const answer = and(granted, not(some(denies, (deny) => takesBack(deny, statement))));
    if (answer === 'match' && statement.effect === 'Allow') open.push(statement);
    else if (answer !== 'no-match') undecided.push(statement);
  }
  return { open, undecided };
}

/** `NotPrincipal` names those who are left out: the public is not among them. */
function reachesPublic(principal: PrincipalElement | undefined): Match {
  if (principal === undefined) return 'no-match';
  if (principal.negated) return not(reachesPublic({ ...principal, negated: false }));
  return some(principal.entries, ({ type }) => (type === 'unknown' ? 'unknown' : matchIf(type === 'anyone')));
}

/** Does a Deny statement refuse the public all that `allow` grants? Only what is plain to see counts. */
function takesBack(deny: Statement, allow: Statement): Match {
  const covers = coversActions(deny.action, allow.action) && coversResources(deny.resource, allow.resource);
  if (!covers) return 'no-match';
  const refused = and(reachesPublic(deny.principal), every(deny.conditions, holdsForPublic));
  return deny.effect === 'Deny' ? refused : and('unknown', refused);
}

function coversActions(wide: ActionElement, narrow: ActionElement): boolean {
  return covers(wide.negated, wide.entries.map(sourceOf), narrow.negated, narrow.entries.map(sourceOf));
}

/** Does one resource element hold all that another one does? Plain texts and a `*` at the end only. */
export function coversResources(wide: ResourceElement | undefined, narrow: ResourceElement | undefined): boolean {
  const texts = (element: ResourceElement | undefined) =>
    (element?.entries ?? []).map((entry) => (entry instanceof Unknown ? undefined : entry.template.source));
  return covers(wide?.negated ?? false, texts(wide), narrow?.negated ?? false, texts(narrow));
}

const sourceOf = (entry: ActionElement['entries'][number]): string | undefined =>
  entry instanceof Unknown ? undefined : entry.source.toLowerCase();

type Texts = readonly (string | undefined)[];

function covers(wideNegated: boolean, wide: Texts, narrowNegated: boolean, narrow: Texts): boolean {
  if (wide.includes('*') && !wideNegated) return true;
  // A bucket policy grants S3 actions only.
  if (wide.includes('s3:*') && !wideNegated) return true;
  if (narrowNegated) return false;
  const holds = wideNegated
    ? // All but some: whatever is none of these, for certain.
      (text: string) => wide.every((pattern) => pattern !== undefined && apart(text, pattern))
    : (text: string) => wide.some((pattern) => pattern !== undefined && within(text, pattern));
  return narrow.every((text) => text !== undefined && holds(text));
}

/** What a text begins with that has no variable and at most one `*`, at its end; nothing for other patterns. */
function start(text: string): string | undefined {
  const fixed = text.endsWith('*') ? text.slice(0, -1) : text;
  return /[*?]|\$\{/.test(fixed) ? undefined : fixed;
}

function within(text: string, pattern: string): boolean {
  if (text === pattern) return true;
  const fixed = start(pattern);
  return pattern.endsWith('*') && fixed !== undefined && text.startsWith(fixed);
}

/** Is there certainly nothing that both match? */
function apart(text: string, pattern: string): boolean {
  const [one, other] = [start(text), start(pattern)];
  if (one === undefined || other === undefined) return false;
  const isInPattern = pattern.endsWith('*') ? one.startsWith(other) : one === other;
  const isInText = text.endsWith('*') ? other.startsWith(one) : one === other;
  return !isInPattern && !isInText;
}
