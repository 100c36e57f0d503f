import type { z } from 'zod';
import { Unknown } from '#src/core/unknown.ts';
import { bare, definition, inside, isOptional } from './schema.ts';

const policy = (...statements: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });

const documents = [
  policy(),
  policy({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
  policy({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }),
];

/** Values that might stand where `value` does: one thing in it is another, or more, or not there. */
export function otherValues(schema: z.ZodType, value: unknown, name = ''): unknown[] {
  const found = [...(isOptional(schema) && value !== undefined ? [undefined] : []), ...valuesOf(schema, value, name)];
  return found.filter((other) => schema.safeParse(other).success);
}

function valuesOf(schema: z.ZodType, value: unknown, name: string): unknown[] {
  const { type, entries, element } = definition(bare(schema));
  switch (type) {
    case 'boolean':
      return [value !== true];
    case 'number':
      return [0, 1_000_000];
    case 'enum':
      return Object.values(entries).filter((entry) => entry !== value);
    case 'string':
      return texts(name);
    case 'array': {
      const list = (value ?? []) as readonly unknown[];
      const without = list.map((_, index) => list.toSpliced(index, 1));
      const changed = list.flatMap((one, index) =>
        one instanceof Unknown ? [] : otherValues(element, one, name).map((other) => list.with(index, other)),
      );
      return [...without, ...changed];
    }
    case 'record':
      return [...changedAlike(schema, value as object), ...changedParts(schema, value as object)];
    default:
      return typeof value === 'object' && value !== null ? changedParts(schema, value) : [];
  }
}

function changedParts(schema: z.ZodType, value: object): unknown[] {
  const { type, shape } = definition(bare(schema));
  const keys = new Set([...Object.keys(value), ...(type === 'object' ? Object.keys(shape) : [])]);
  return [...keys].flatMap((key) => {
    const part = inside(schema, key, value);
    const now = (value as Record<string, unknown>)[key];
    if (part === undefined || now instanceof Unknown) return [];
    return otherValues(part, now, key).map((other) => ({ ...value, [key]: other }));
  });
}

/** Every entry with the same change: a trail that is stopped in all regions. */
function changedAlike(schema: z.ZodType, value: object): unknown[] {
  const entries = Object.entries(value).filter(([, part]) => !(part instanceof Unknown));
  const others = entries.map(([key, part]) => otherValues(inside(schema, key, value)!, part, key));
  return (others[0] ?? []).map((_, index) => ({
    ...value,
    ...Object.fromEntries(entries.map(([key, part], at) => [key, others[at]![index] ?? part])),
  }));
}

function texts(name: string): string[] {
  if (/policy|document|trust/i.test(name)) return documents;
  if (name.endsWith('Time')) return ['2020-01-01T00:00:00.000Z', '2026-06-01T12:55:00.000Z'];
  return ['x'];
}
