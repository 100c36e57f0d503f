/**
 * A function that answers the promise it is given, or rejects as soon as the signal is given. One listener for all
 * promises: a signal looks through all its listeners whenever one is added, and a scan has thousands of calls.
 */
export function createUntilAborted(signal: AbortSignal): <T>(promise: Promise<T>) => Promise<T> {
  const waiting = new Set<(reason: Error) => void>();
  const stop = (): void => {
    for (const reject of waiting) reject(signal.reason as Error);
    waiting.clear();
  };
  signal.addEventListener('abort', stop, { once: true });
  return <T>(promise: Promise<T>): Promise<T> => {
    if (signal.aborted) {
      promise.catch(() => undefined);
      return Promise.reject(signal.reason as Error);
    }
    const { promise: first, resolve, reject } = Promise.withResolvers<T>();
    waiting.add(reject);
    promise.then(resolve, reject).finally(() => waiting.delete(reject));
    return first;
  };
}
