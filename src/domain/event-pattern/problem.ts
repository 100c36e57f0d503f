/** What is wrong, and where: `detail.eventName[0]`. */
export type EventPatternProblem = { readonly message: string; readonly path: string };

export class EventPatternError extends Error {
  readonly path: string;
  constructor(path: string, message: string) {
    super(path === '' ? message : `${path}: ${message}`);
    this.path = path;
  }
}

export function fail(path: string, message: string): never {
  throw new EventPatternError(path, message);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
