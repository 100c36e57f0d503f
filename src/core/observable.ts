import { z } from 'zod';
import { Unknown } from './unknown.ts';

/**
 * A place inside a fact that may be {@link Unknown}. The type says nothing of it on purpose: a rule reads the value as
 * if it were known, and the guarded view throws where it is not.
 */
export function observable<T extends z.ZodType>(schema: T): T {
  return z.union([z.instanceof(Unknown), schema]) as unknown as T;
}
