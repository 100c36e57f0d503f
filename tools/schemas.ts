import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configurationSchema } from '#src/config/configuration.ts';
import { exceptionsSchema } from '#src/config/exceptions.ts';
import type { Rule } from '#src/core/rule.ts';
import type { SettingDefinition } from '#src/core/settings.ts';
import { rules } from '#src/generated/rules.ts';

type JsonSchema = Record<string, unknown>;

/** A JSON schema from the schema that reads the file: what a person writes, before defaults are filled in. */
function published(schema: z.ZodType, name: string, title: string): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return { $schema, $id: `urn:surety:schema:${name}:1.0`, title, ...rest };
}

function settingSchema(definition: SettingDefinition): JsonSchema {
  const { description, default: byDefault } = definition;
  const common = { description, default: byDefault };
  if (Array.isArray(byDefault)) return { type: 'array', items: { type: 'string' }, ...common };
  if (typeof byDefault !== 'number') return { type: typeof byDefault, ...common };
  const { min, max } = definition as { min?: number; max?: number };
  return {
    type: 'number',
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
    ...common,
  };
}

function ruleSchema(entry: JsonSchema, { id, title, severity, settings = {} }: Rule): JsonSchema {
  const properties = entry['properties'] as Record<string, JsonSchema>;
  const known = Object.entries(settings).map(([name, definition]) => [name, settingSchema(definition)]);
  return {
    ...entry,
    description: title,
    properties: {
      ...properties,
      severity: { ...properties['severity'], default: severity },
      settings: {
        type: 'object',
        description: `Settings of ${id}`,
        properties: Object.fromEntries(known) as JsonSchema,
        additionalProperties: false,
      },
    },
  };
}

/** The schemas of the files that people write, by file name, with every rule and its settings spelt out. */
export function fileSchemas(all: readonly Rule[]): ReadonlyMap<string, string> {
  const configuration = published(configurationSchema, 'config', 'Configuration of Surety: surety.config.yaml');
  const properties = configuration['properties'] as Record<string, JsonSchema>;
  const { additionalProperties: entry, propertyNames: _, ...byId } = properties['rules'] as JsonSchema;
  const spelt = Object.fromEntries(all.map((rule) => [rule.id, ruleSchema(entry as JsonSchema, rule)]));
  properties['rules'] = { ...byId, properties: spelt, additionalProperties: false };
  const exceptions = published(exceptionsSchema, 'exceptions', 'Accepted findings: surety.exceptions.yaml');
  const files = { 'surety.config.schema.json': configuration, 'surety.exceptions.schema.json': exceptions };
  return new Map(Object.entries(files).map(([name, schema]) => [name, `${JSON.stringify(schema, undefined, 2)}\n`]));
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, '..', 'schemas');
  for (const [name, text] of fileSchemas(rules)) {
    writeFileSync(join(folder, name), text);
    console.log(`schemas/${name}: written`);
  }
}
