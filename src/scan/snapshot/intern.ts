/** Longer texts (policies) are rarely equal, and comparing them costs more than it saves. */
const LONGEST = 100;

/**
 * Makes equal texts of many values one text. A world repeats regions, times, names and ARNs in every asset, and
 * `JSON.parse` makes each a text of its own: sharing them takes a third off a large world's memory.
 */
export function createInterner(): <T>(value: T) => T {
  const known = new Map<string, string>();
  function text(value: string): string {
    if (value.length > LONGEST) return value;
    const shared = known.get(value);
    if (shared !== undefined) return shared;
    known.set(value, value);
    return value;
  }
  function intern(value: unknown): unknown {
    if (typeof value === 'string') return text(value);
    if (typeof value !== 'object' || value === null) return value;
    const container = value as Record<string, unknown>;
    for (const key in container) {
      const inner = container[key];
      if (typeof inner === 'string') container[key] = text(inner);
      else if (typeof inner === 'object') intern(inner);
    }
    return value;
  }
  return <T>(value: T) => intern(value) as T;
}
