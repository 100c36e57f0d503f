import type { z } from 'zod';
import { Unknown } from '#src/core/unknown.ts';

/** What the check needs to know of a fact's schema: where an unknown may stand, and what else may. */

interface Definition {
  readonly type: string;
  readonly innerType: z.ZodType;
  readonly options: readonly z.ZodType[];
  readonly shape: Readonly<Record<string, z.ZodType>>;
  readonly element: z.ZodType;
  readonly valueType: z.ZodType;
  readonly entries: Readonly<Record<string, string>>;
}

export const definition = (schema: z.ZodType): Definition => schema._zod.def as unknown as Definition;

const probe = new Unknown('access-denied');

/** Whether `observable` made the schema. */
export function isObservable(schema: z.ZodType): boolean {
  const { type, options } = definition(schema);
  return type === 'union' && options[0]!.safeParse(probe).success;
}

export const isOptional = (schema: z.ZodType): boolean => definition(schema).type === 'optional';

/** The schema of what is known and there. */
export function bare(schema: z.ZodType): z.ZodType {
  if (isOptional(schema)) return bare(definition(schema).innerType);
  return isObservable(schema) ? bare(definition(schema).options[1]!) : schema;
}

/** The schema of a part of a value. */
export function inside(schema: z.ZodType, key: string, value: unknown): z.ZodType | undefined {
  const { type, shape, element, valueType, options } = definition(bare(schema));
  if (type === 'object') return shape[key];
  if (type === 'array') return element;
  if (type === 'record') return valueType;
  if (type !== 'union') return undefined;
  return inside(
    options.find((option) => option.safeParse(value).success)!,
    key,
    value,
  );
}

export const isList = (schema: z.ZodType): boolean => definition(bare(schema)).type === 'array';
