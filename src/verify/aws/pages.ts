import type { CallSite, Caller } from '#src/core/collector.ts';
import type { Operation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';

const mostPages = 1000;

/** The detail, with the permission that is missing. */
export function sayUnknown({ detail, action }: Unknown): string {
  return action === undefined || detail.includes(action) ? detail : `${detail} (needs ${action})`;
}

/** The items of all pages, or why one of them could not be had. */
export async function pages<O extends { NextToken?: string | undefined }, T>(
  caller: Caller,
  operation: Operation<O>,
  input: object,
  site: CallSite,
  items: (page: O) => readonly T[],
): Promise<readonly T[] | Unknown> {
  const all: T[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { value } = await caller.call(operation, token === undefined ? input : { ...input, NextToken: token }, site);
    if (value instanceof Unknown) {
      return value;
    }
    all.push(...(value === undefined ? [] : items(value)));
    token = value?.NextToken;
    if (token === undefined || token === '') {
      return all;
    }
  }
  return new Unknown('cut-short', `${operation.name} never ends`);
}
