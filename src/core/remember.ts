/**
 * Remembers what a pure function answered to its last `most` texts. A world holds the same documents and patterns in account after
 * account, and rule after rule asks about them. That the answers depend on the text alone is the caller's promise.
 */
export function remembered<T>(read: (text: string) => T, most: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const answer = read(text);
    if (known.size >= most) known.clear();
    known.set(text, answer);
    return answer;
  };
}
