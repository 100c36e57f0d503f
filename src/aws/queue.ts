export interface Queue<T> {
  add(item: T): void;
  /** The one that was added first; undefined where none is left. */
  take(): T | undefined;
  readonly size: number;
}

/** First in, first out. `Array.shift` moves all that is left, which thousands of times over thousands is too much. */
export function createQueue<T>(): Queue<T> {
  let items: T[] = [];
  let taken = 0;
  return {
    add: (item) => void items.push(item),
    take() {
      if (items.length === 0) return undefined;
      const item = items[taken++];
      if (taken === items.length) [items, taken] = [[], 0];
      return item;
    },
    get size() {
      return items.length - taken;
    },
  };
}
