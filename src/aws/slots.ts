export interface Slots {
  /**
   * Waits for a place. Urgent calls go before all others; these go lane by lane, in the order in which lanes were first
   * named. Every place must be released.
   */
  acquire(lane: string, urgent: boolean): Promise<void>;
  release(): void;
}

/**
 * How many calls are on their way at once. A fleet's thousands of calls are all wanted in the first second: as requests
 * they would take more memory than all their answers. One lane an account finishes accounts one after the other, so
 * that what has to be asked after them, behind slow limits, begins early.
 */
export function createSlots(size: number): Slots {
  let free = size;
  const urgentOnes = createQueue();
  const lanes = new Map<string, Queue>();
  const next = (): Turn | undefined => {
    const urgent = urgentOnes.take();
    if (urgent !== undefined) return urgent;
    for (const lane of lanes.values()) {
      const turn = lane.take();
      if (turn !== undefined) return turn;
    }
    return undefined;
  };
  const queueOf = (name: string): Queue => {
    const queue = lanes.get(name) ?? createQueue();
    lanes.set(name, queue);
    return queue;
  };
  return {
    acquire(lane, urgent) {
      const queue = queueOf(lane);
      if (free > 0) {
        free--;
        return Promise.resolve();
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      (urgent ? urgentOnes : queue).add(resolve);
      return promise;
    },
    release() {
      // A place is handed on: it is not free in between.
      const turn = next();
      if (turn === undefined) free++;
      else turn();
    },
  };
}

type Turn = () => void;

interface Queue {
  add(turn: Turn): void;
  take(): Turn | undefined;
}

/** First in, first out. `Array.shift` moves all that is left, which thousands of times over thousands is too much. */
function createQueue(): Queue {
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
