import { Unknown } from '../../core/unknown.ts';
import { compileArn, matchResourceArn } from './arn.ts';
import type { ActionElement, ResourceEntry, Statement } from './document.ts';
import { type Match, matchIf, not, some } from './kleene.ts';
import { type PreparedRequest, lookupVariable } from './request.ts';
import { resolveTemplate } from './template.ts';
import { matchesPattern } from './wildcard.ts';

/** Names of actions are compared without case. */
export function matchAction(element: ActionElement, request: Pick<PreparedRequest, 'action'>): Match {
  const found = some(element.entries, (entry) =>
    entry instanceof Unknown ? 'unknown' : matchIf(matchesPattern(entry.pattern, request.action)),
  );
  return element.negated ? not(found) : found;
}

/** A statement without Resource (role trust) speaks about the thing it is attached to. */
export function matchResource(statement: Statement, request: PreparedRequest): Match {
  const element = statement.resource;
  if (element === undefined) return 'match';
  const found = some(element.entries, (entry) =>
    entry instanceof Unknown ? 'unknown' : matchResourceEntry(entry, request),
  );
  return element.negated ? not(found) : found;
}

function matchResourceEntry(entry: ResourceEntry, request: PreparedRequest): Match {
  const pattern = entry.pattern ?? resolve(entry, request);
  if (pattern === undefined) return 'no-match';
  if (pattern instanceof Unknown) return 'unknown';
  if (pattern.whole.kind === 'any') return 'match';
  if (request.resource instanceof Unknown) return 'unknown';
  return matchResourceArn(pattern, request.resource, request.resourceParts);
}

function resolve(entry: ResourceEntry, request: PreparedRequest): ReturnType<typeof compileArn> | undefined | Unknown {
  const tokens = resolveTemplate(entry.template, (key) => lookupVariable(request, key));
  return tokens === undefined || tokens instanceof Unknown ? tokens : compileArn(tokens, true);
}
