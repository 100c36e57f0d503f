import { UnknownRead } from './unknown.ts';

/** The answer for one element, or the unknown that kept it from answering: in a guarded list, touching an element may throw. */
function ask<T>(items: readonly T[], index: number, test: (item: T) => boolean): boolean | UnknownRead {
  return attempt(() => test(items[index]!));
}

/** True when one element certainly matches, even if others are unknown; throws `UnknownRead` when only unknown elements could still match. */
export function some<T>(items: readonly T[], test: (item: T) => boolean): boolean {
  let pending: UnknownRead | undefined;
  for (let i = 0; i < items.length; i++) {
    const answer = ask(items, i, test);
    if (answer === true) return true;
    if (answer !== false) pending ??= answer;
  }
  if (pending) throw pending;
  return false;
}

/** False when one element certainly does not match; throws `UnknownRead` when only unknown elements could still fail. */
export function every<T>(items: readonly T[], test: (item: T) => boolean): boolean {
  return !some(items, (item) => !test(item));
}

export interface Count {
  readonly atLeast: number;
  readonly atMost: number;
  /** The first unknown that made the two differ. */
  readonly pending: UnknownRead | undefined;
}

/** How many elements match: a range when some are unknown. */
export function count<T>(items: readonly T[], test: (item: T) => boolean): Count {
  let atLeast = 0;
  let unknown = 0;
  let pending: UnknownRead | undefined;
  for (let i = 0; i < items.length; i++) {
    const answer = ask(items, i, test);
    if (answer === true) atLeast++;
    else if (answer !== false) {
      unknown++;
      pending ??= answer;
    }
  }
  return { atLeast, atMost: atLeast + unknown, pending };
}

/** The elements that certainly match, and the first unknown among the others: for messages that name what is wrong. */
export function select<T>(
  items: readonly T[],
  test: (item: T) => boolean,
): { readonly matching: readonly T[]; readonly pending: UnknownRead | undefined } {
  const matching: T[] = [];
  let pending: UnknownRead | undefined;
  for (let i = 0; i < items.length; i++) {
    const answer = ask(items, i, test);
    if (answer === true) matching.push(items[i]!);
    else if (answer !== false) pending ??= answer;
  }
  return { matching, pending };
}

/** True when either side is certainly true; throws only when the answer really depends on what is unknown. */
export function either(left: () => boolean, right: () => boolean): boolean {
  return some([left, right], (side) => side());
}

/** False when either side is certainly false; throws only when the answer really depends on what is unknown. */
export function both(left: () => boolean, right: () => boolean): boolean {
  return every([left, right], (side) => side());
}

/** What reading gives, or the unknown that it met: for tables that show every answer and rules that collect several. */
export function attempt<T>(read: () => T): T | UnknownRead {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnknownRead) return error;
    throw error;
  }
}

/** Each element of a list in its order, or the unknown that stands in its place. */
export function* attemptEach<T>(items: readonly T[]): Generator<T | UnknownRead> {
  for (let index = 0; index < items.length; index++) yield attempt(() => items[index]!);
}
