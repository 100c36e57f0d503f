import type { Caller, CallSite, Observer } from '#src/core/collector.ts';
import { callName, type Operation, type PagedOperation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import type { Provenance } from '#src/core/world.ts';

/** No list of AWS is this long; one of a service that never stops naming a next page would be. */
const MOST_PAGES = 10_000;

/** Asks on behalf of one fact: fills in where, follows pages, and writes down every call that told something. */
export function createObserver(caller: Caller, home: CallSite, told: Provenance[]): Observer {
  async function observe<O>(
    operation: Operation<O>,
    input: object,
    at?: Partial<CallSite>,
  ): Promise<O | undefined | Unknown> {
    const { value, provenance } = await caller.call(operation, input, { ...home, ...at });
    told.push(provenance);
    return value;
  }
  return {
    observe,
    async observeAll<I, T>(
      operation: PagedOperation<I>,
      input: object,
      read: (item: I) => T,
      at?: Partial<CallSite>,
    ): Promise<readonly (T | Unknown)[]> {
      const { pages } = operation;
      const items: (T | Unknown)[] = [];
      const tokens = new Set<unknown>();
      let token: unknown;
      for (let page = 0; page < MOST_PAGES; page++) {
        const asked = token === undefined ? input : { ...input, [pages.token]: token };
        const output = await observe(operation, asked, at);
        if (output === undefined) return items;
        if (output instanceof Unknown) return [...items, output];
        // The operation's own schema has made the items what they are.
        for (const item of output[pages.items] as readonly I[]) items.push(read(item));
        token = output[pages.nextToken];
        if (token === undefined || token === '') return items;
        if (tokens.has(token)) break;
        tokens.add(token);
      }
      const { account, region } = { ...home, ...at };
      const detail = `${callName(operation)} in ${region} of ${account}: the list does not end`;
      return [...items, new Unknown('call-failed', detail)];
    },
  };
}
