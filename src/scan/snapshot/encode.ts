import { Unknown, type UnknownReason } from '#src/core/unknown.ts';
import type { AssetRecord } from '#src/core/world.ts';

/** How an {@link Unknown} is written: no key of AWS starts with a dollar sign. */
const MARK = '$unknown';

interface Written {
  readonly reason: UnknownReason;
  readonly detail: string;
  readonly action?: string;
}

function replaceUnknown(this: Record<string, unknown>, key: string): unknown {
  const value = this[key];
  if (!(value instanceof Unknown)) return value;
  const { reason, detail, action } = value;
  return { [MARK]: { reason, detail, ...(action === undefined ? {} : { action }) } satisfies Written };
}

function reviveUnknown(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(MARK in value)) return value;
  const { reason, detail, action } = value[MARK] as Written;
  return new Unknown(reason, detail, action);
}

/** One line of a snapshot. A fact that is known to be absent is written as `null`: JSON would drop it. */
export function encodeRecord(record: AssetRecord): string {
  const facts = Object.entries(record.facts).map(([name, value]) => [name, value === undefined ? null : value]);
  return JSON.stringify({ ...record, facts: Object.fromEntries(facts) }, replaceUnknown);
}

/** The record of a line. Throws a SyntaxError for what is not JSON; the schema is checked by the reader. */
export function decodeRecord(line: string): AssetRecord {
  const record = JSON.parse(line, line.includes(MARK) ? reviveUnknown : undefined) as AssetRecord;
  const facts = (record as { facts?: Record<string, unknown> }).facts ?? {};
  for (const name in facts) if (facts[name] === null) facts[name] = undefined;
  return record;
}
