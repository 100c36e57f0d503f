import { Unknown, UnknownRead } from './unknown.ts';

/** Where each path and value that is looked at is noted. Whoever asks in several parts turns the page. */
export interface Seen {
  page: Map<string, unknown> | undefined;
}

const nobody: Seen = { page: undefined };

/**
 * Wraps a value so that reading an {@link Unknown} anywhere inside it throws {@link UnknownRead}, and so that the
 * paths and values that were looked at are kept in `seen`: they become the evidence.
 */
export function guard<T>(value: T, path = '', seen: Seen = nobody): T {
  if (value instanceof Unknown) throw new UnknownRead(path, value);
  if (typeof value !== 'object' || value === null) {
    seen.page?.set(path, value);
    return value;
  }
  const real: object = value;
  const isArray = Array.isArray(real);
  if (isArray && real.length === 0) seen.page?.set(path, []);
  // The proxy stands on an empty shadow: a proxy over a frozen object may not return anything but the frozen value.
  return new Proxy(isArray ? [] : {}, new Guard(real, isArray, path, seen)) as T;
}

/** What a place gave when it was first read; with a path where reading it again is to be noted. */
interface Inside {
  readonly value: unknown;
  readonly path?: string;
  notedOn?: Seen['page'];
}

/** The traps of one value. A class, for a scan guards millions of values, and functions of its own for each would be garbage. */
class Guard implements ProxyHandler<object> {
  readonly #real: object;
  readonly #isArray: boolean;
  readonly #path: string;
  readonly #seen: Seen;
  /** Rules read the same places again and again: paths and proxies are made once. */
  readonly #inside = new Map<string | symbol, Inside>();

  constructor(real: object, isArray: boolean, path: string, seen: Seen) {
    this.#real = real;
    this.#isArray = isArray;
    this.#path = path;
    this.#seen = seen;
  }

  get(_: object, key: string | symbol): unknown {
    const known = this.#inside.get(key);
    if (known === undefined) return this.#first(key);
    const { page } = this.#seen;
    // Plain values are noted on each page: another part of the verdict may read them too.
    if (known.path !== undefined && known.notedOn !== page) {
      page?.set(known.path, known.value);
      known.notedOn = page;
    }
    return known.value;
  }

  #first(key: string | symbol): unknown {
    const inner = (this.#real as Record<string | symbol, unknown>)[key];
    if (typeof key === 'symbol' || typeof inner === 'function' || (this.#isArray && key === 'length')) {
      this.#inside.set(key, { value: inner });
      return inner;
    }
    const path = this.#isArray ? `${this.#path}[${key}]` : join(this.#path, key);
    const guarded = guard(inner, path, this.#seen);
    // That a list is empty is evidence too.
    const isPlain = typeof guarded !== 'object' || guarded === null || (Array.isArray(inner) && inner.length === 0);
    this.#inside.set(key, isPlain ? { value: guarded, path, notedOn: this.#seen.page } : { value: guarded });
    return guarded;
  }

  has(_: object, key: string | symbol): boolean {
    return Reflect.has(this.#real, key);
  }

  ownKeys(): (string | symbol)[] {
    return Reflect.ownKeys(this.#real);
  }

  getOwnPropertyDescriptor(_: object, key: string | symbol): PropertyDescriptor | undefined {
    const descriptor = Reflect.getOwnPropertyDescriptor(this.#real, key);
    // The proxy invariants ask that what the shadow lacks is reported as configurable.
    return descriptor && { ...descriptor, configurable: key !== 'length' || !this.#isArray, writable: true };
  }
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** True when an {@link Unknown} stands anywhere inside. */
export function containsUnknown(value: unknown): boolean {
  if (value instanceof Unknown) return true;
  if (typeof value !== 'object' || value === null) return false;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    if (containsUnknown(inner)) return true;
  }
  return false;
}
