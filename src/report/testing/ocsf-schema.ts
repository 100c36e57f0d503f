import { readFileSync } from 'node:fs';

/** Attributes of a class or object, in the words of the OCSF metaschema. */
interface Attribute {
  /** `string_t`, `timestamp_t`, ..., or the name of an object. */
  readonly type: string;
  readonly requirement?: 'required' | 'recommended';
  readonly is_array?: boolean;
  /** Ids with their captions. */
  readonly enum?: Readonly<Record<string, string>>;
  /** The attribute that holds the caption of the id. */
  readonly sibling?: string;
}

interface Shape {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly at_least_one?: readonly string[];
}

interface Definitions {
  readonly version: string;
  readonly class: Shape & { readonly profiles: readonly string[] };
  readonly objects: Readonly<Record<string, Shape>>;
}

type JsonSchema = Record<string, unknown>;

/** https://schema.ocsf.io/1.3.0/data_types, as far as the definitions use them. */
const primitives: Readonly<Record<string, JsonSchema>> = {
  boolean_t: { type: 'boolean' },
  email_t: { type: 'string', format: 'email' },
  integer_t: { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  json_t: {},
  long_t: { type: 'integer' },
  object: { type: 'object' },
  string_t: { type: 'string' },
  // Milliseconds since the epoch: a time in seconds falls before this.
  timestamp_t: { type: 'integer', minimum: 1_000_000_000_000 },
  url_t: { type: 'string', format: 'uri' },
  username_t: { type: 'string' },
};

/**
 * The JSON Schema of one event class, from the definitions in `path`. Closed: attributes that the class does not have
 * are refused, and so are objects that the definitions leave out. An id and its caption must agree, unless the id is
 * 99, whose caption is the source's own.
 */
export function ocsfSchema(path: string): JsonSchema {
  const { version, class: event, objects }: Definitions = JSON.parse(readFileSync(path, 'utf8'));
  const defs = Object.fromEntries(Object.entries(objects).map(([name, shape]) => [name, shapeSchema(shape, objects)]));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $defs: defs,
    ...shapeSchema(event, objects),
    allOf: [
      ...captions(event.attributes),
      {
        properties: { metadata: { properties: { version: { const: version }, profiles: { const: event.profiles } } } },
      },
    ],
  };
}

function shapeSchema({ attributes, at_least_one: any }: Shape, objects: Definitions['objects']): JsonSchema {
  const entries = Object.entries(attributes);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(entries.map(([name, attribute]) => [name, attributeSchema(attribute, objects)])),
    required: entries.filter(([, { requirement }]) => requirement === 'required').map(([name]) => name),
    ...(any === undefined ? {} : { anyOf: any.map((name) => ({ required: [name] })) }),
    // An empty `allOf` is no schema.
    allOf: [true, ...captions(attributes)],
  };
}

function attributeSchema({ type, is_array: many, enum: ids }: Attribute, objects: Definitions['objects']): unknown {
  const one = ids === undefined ? typeSchema(type, objects) : { enum: Object.keys(ids).map(Number) };
  return many === true ? { type: 'array', items: one } : one;
}

function typeSchema(type: string, objects: Definitions['objects']): unknown {
  if (type in primitives) return primitives[type];
  // `false` refuses any value: what is not defined here cannot be checked, so it must not be written.
  return type in objects ? { $ref: `#/$defs/${type}` } : false;
}

function captions(attributes: Shape['attributes']): JsonSchema[] {
  return Object.entries(attributes).flatMap(([name, { enum: ids = {}, sibling }]) =>
    sibling === undefined
      ? []
      : Object.entries(ids)
          .filter(([id]) => id !== '99')
          .map(([id, caption]) => ({
            if: { properties: { [name]: { const: Number(id) } }, required: [name] },
            // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
            then: { properties: { [sibling]: { const: caption } } },
          })),
  );
}
