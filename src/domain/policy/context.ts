import { Unknown } from '../../core/unknown.ts';

/**
 * Values of one condition key. An empty list says that the key is absent. `Unknown` says that neither presence nor value is
 * known; an `Unknown` inside the list says that the key is present with a value that is not known.
 */
export type ContextValue = string | Values | Unknown;

export type Values = readonly (string | Unknown)[];

/** Condition keys in any case, with their values. */
export type ContextKeys = ReadonlyMap<string, ContextValue> | Readonly<Record<string, ContextValue>>;

/** The condition keys of a request, ready to be looked up. Made once, it serves every request that carries the same. */
export class Context {
  readonly #own = new Map<string, Values | Unknown>();
  readonly #below: Context | undefined;

  /** @param below what holds for keys that are not among these */
  constructor(keys: ContextKeys, below?: Context) {
    this.#below = below;
    const entries: Iterable<[string, ContextValue]> = keys instanceof Map ? keys : Object.entries(keys);
    for (const [key, value] of entries) this.#add(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }

  /** The same key in two spellings is one key with the values of both. */
  #add(lowerKey: string, values: Values | Unknown): void {
    const before = this.#own.get(lowerKey);
    if (before instanceof Unknown) return;
    const joined = before === undefined || values instanceof Unknown ? values : [...before, ...values];
    this.#own.set(lowerKey, joined);
  }

  /** @param lowerKey names of condition keys are not case-sensitive: here they are in lower case */
  get(lowerKey: string): Values | Unknown | undefined {
    return this.#own.get(lowerKey) ?? this.#below?.get(lowerKey);
  }
}
