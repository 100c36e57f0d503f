/** Three-valued answer to "does this part match the request?". `unknown` is an input that could not be observed. */
export type Match = 'match' | 'no-match' | 'unknown';

/** Kleene's and: one certain `no-match` settles it. */
export function and(a: Match, b: Match): Match {
  if (a === 'no-match' || b === 'no-match') return 'no-match';
  return a === 'match' && b === 'match' ? 'match' : 'unknown';
}

/** Kleene's or: one certain `match` settles it. */
export function or(a: Match, b: Match): Match {
  if (a === 'match' || b === 'match') return 'match';
  return a === 'no-match' && b === 'no-match' ? 'no-match' : 'unknown';
}

export function not(a: Match): Match {
  if (a === 'unknown') return 'unknown';
  return a === 'match' ? 'no-match' : 'match';
}

/** The answer when it is not known which of two cases holds: known only where both agree. */
export function either(a: Match, b: Match): Match {
  return a === b ? a : 'unknown';
}

export function matchIf(condition: boolean): Match {
  return condition ? 'match' : 'no-match';
}

/** `or` over a list with an early end; `no-match` for an empty list. */
export function some<T>(items: readonly T[], test: (item: T) => Match): Match {
  let result: Match = 'no-match';
  for (const item of items) {
    const one = test(item);
    if (one === 'match') return 'match';
    if (one === 'unknown') result = 'unknown';
  }
  return result;
}

/** `and` over a list with an early end; `match` for an empty list. */
export function every<T>(items: readonly T[], test: (item: T) => Match): Match {
  let result: Match = 'match';
  for (const item of items) {
    const one = test(item);
    if (one === 'no-match') return 'no-match';
    if (one === 'unknown') result = 'unknown';
  }
  return result;
}
