/**
 * Remembers what a pure function answered to the first `most` texts. A world holds the same documents and patterns in account after
 * account, and rule after rule asks about them. That the answers depend on the text alone is the caller's promise.
 *
 * Nothing is ever forgotten for something newer: in a large world of different documents every answer would then live just long
 * enough to reach the old heap, and a hundred megabytes of them would lie there.
 */
export function remembered<T>(read: (text: string) => T, most: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const answer = read(text);
    if (known.size < most) known.set(text, answer);
    return answer;
  };
}
