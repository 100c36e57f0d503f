import type { CallSite, CollectContext } from '#src/core/collector.ts';
import type { PagedOperation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';

/** How many calls a shorter way may still take before it is none. Shared by lists that are read at once. */
export interface Allowance {
  left: number;
}

/**
 * A list that only saves calls: all of its items, or `undefined` where it cannot be had whole or for the calls that are
 * left. Who gets `undefined` asks the long way, so that a list which is denied or cut off makes nothing unknown.
 */
export async function wholeList<I>(
  operation: PagedOperation<I>,
  input: object,
  site: CallSite,
  { observe }: CollectContext,
  allowance: Allowance,
): Promise<readonly I[] | undefined> {
  const { items, nextToken, token } = operation.pages;
  const found: I[] = [];
  for (let next: unknown; ;) {
    if (allowance.left <= 0) return undefined;
    allowance.left--;
    const page = await observe(operation, next === undefined ? input : { ...input, [token]: next }, site);
    if (page === undefined || page instanceof Unknown) return undefined;
    // The operation's own schema has made the items what they are.
    found.push(...(page[items] as readonly I[]));
    next = page[nextToken];
    if (next === undefined || next === '') return found;
  }
}
