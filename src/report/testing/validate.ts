import { readFileSync } from 'node:fs';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { Ajv } from 'ajv';
import type { ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { SaxesParser } from 'saxes';

import { ocsfSchema } from './ocsf-schema.ts';

const here = import.meta.dirname;
const read = (path: string): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8'));

type Validate = (value: unknown) => string[];

/** @returns what is wrong, one line each; empty when the value fits */
export const validators = {
  json: published('report'),
  ocsf: modern(ocsfSchema(`${here}/schemas/ocsf-1.3.0.json`)),
  asff: modern(read(`${here}/schemas/asff.json`)),
  sarif: sarif(),
};

/** The validator of a schema that Surety publishes: `coverage`, `alarms`, ... */
export function published(name: string): Validate {
  return modern(read(`${here}/../../../schemas/${name}.schema.json`));
}

function modern(schema: Record<string, unknown>): Validate {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  return lines(ajv.compile(schema));
}

/** The SARIF schema is draft 4; what it uses of it differs from draft 7 in the name of `id` only. */
function sarif(): Validate {
  const { $schema: _draft, id, ...schema } = read(`${here}/schemas/sarif-2.1.0.json`);
  // One pattern of the official schema (a language tag) is no valid regular expression under the u flag.
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  return lines(ajv.compile({ ...schema, $id: String(id) }));
}

function lines(validate: { (value: unknown): unknown; errors?: ErrorObject[] | null }): Validate {
  return (value) =>
    validate(value) === true
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
        );
}

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** Parses strictly (saxes checks XML 1.0, characters included). @throws on the first fault */
export function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const path = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    path.at(-1)?.children.push(element);
    path.push(element);
  });
  parser.on('text', (part) => {
    path.at(-1)!.text += part;
  });
  parser.on('closetag', () => {
    path.pop();
  });
  parser.write(text).close();
  return root.children[0]!;
}

/** RFC 4180, strictly: CRLF between records, quotes only around whole fields. */
export function parseCsv(text: string): string[][] {
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const records: string[][] = [[]];
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const match = field.exec(text);
    if (match === null) {
      throw new Error(`not RFC 4180 at ${at}: ${text.slice(at, at + 40)}`);
    }
    records.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') {
      records.push([]);
    }
  }
  return records.slice(0, -1);
}
