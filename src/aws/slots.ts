import { createQueue, type Queue } from './queue.ts';

export interface Slots {
  /**
   * Waits for a place. Urgent calls go before all others; these go lane by lane, in the order in which lanes were first
   * named. Every place must be released.
   *
   * @param name who waits, for {@link hurry}: nobody else waits under it meanwhile
   */
  acquire(lane: string, name: string, urgent: boolean): Promise<void>;
  /** Whoever waits under this name has become urgent. */
  hurry(name: string): void;
  release(): void;
}

/**
 * How many calls are on their way at once. A fleet's thousands of calls are all wanted in the first second: as requests
 * they would take more memory than all their answers. One lane an account finishes accounts one after the other, so
 * that what has to be asked after them, behind slow limits, begins early.
 */
export function createSlots(size: number): Slots {
  let free = size;
  const urgentOnes = createQueue<Turn>();
  const lanes = new Map<string, Queue<Turn>>();
  const waiting = new Map<string, Turn>();
  const next = (): Turn | undefined => {
    const urgent = firstOf(urgentOnes);
    if (urgent !== undefined) return urgent;
    for (const lane of lanes.values()) {
      const turn = firstOf(lane);
      if (turn !== undefined) return turn;
    }
    return undefined;
  };
  const queueOf = (name: string): Queue<Turn> => {
    const queue = lanes.get(name) ?? createQueue<Turn>();
    lanes.set(name, queue);
    return queue;
  };
  return {
    acquire(lane, name, urgent) {
      const queue = queueOf(lane);
      if (free > 0) {
        free--;
        return Promise.resolve();
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      const turn = { name, isOver: false, go: resolve };
      waiting.set(name, turn);
      (urgent ? urgentOnes : queue).add(turn);
      return promise;
    },
    hurry(name) {
      const turn = waiting.get(name);
      if (turn === undefined) return;
      // It stays in its lane as well, and is passed over there when it has gone.
      waiting.delete(name);
      urgentOnes.add(turn);
    },
    release() {
      // A place is handed on: it is not free in between.
      const turn = next();
      if (turn === undefined) {
        free++;
        return;
      }
      turn.isOver = true;
      if (waiting.get(turn.name) === turn) waiting.delete(turn.name);
      turn.go();
    },
  };
}

interface Turn {
  readonly name: string;
  readonly go: () => void;
  isOver: boolean;
}

/** The first whose turn is not over. */
function firstOf(queue: Queue<Turn>): Turn | undefined {
  for (let turn = queue.take(); turn !== undefined; turn = queue.take()) if (!turn.isOver) return turn;
  return undefined;
}
