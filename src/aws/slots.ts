export interface Slots {
  /** Waits for a place; urgent calls go before all others. Every place must be released. */
  acquire(urgent: boolean): Promise<void>;
  release(): void;
}

/**
 * How many calls are on their way at once. A fleet's thousands of calls are all wanted in the first second: as requests
 * they would take more memory than all their answers.
 */
export function createSlots(size: number): Slots {
  let free = size;
  const urgentOnes = createQueue();
  const others = createQueue();
  return {
    acquire(urgent) {
      if (free > 0) {
        free--;
        return Promise.resolve();
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      (urgent ? urgentOnes : others).add(resolve);
      return promise;
    },
    release() {
      // A place is handed on: it is not free in between.
      const next = urgentOnes.take() ?? others.take();
      if (next === undefined) free++;
      else next();
    },
  };
}

type Turn = () => void;

/** First in, first out. `Array.shift` moves all that is left, which thousands of times over thousands is too much. */
function createQueue(): { add(turn: Turn): void; take(): Turn | undefined } {
  let turns: Turn[] = [];
  let first = 0;
  return {
    add: (turn) => void turns.push(turn),
    take() {
      const turn = turns[first];
      if (turn === undefined) return undefined;
      first++;
      if (first === turns.length) [turns, first] = [[], 0];
      return turn;
    },
  };
}
