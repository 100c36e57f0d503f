import { z } from 'zod';
import type { SettledCall } from '#src/core/collector.ts';
import { Unknown, type UnknownReason } from '#src/core/unknown.ts';
import type { AssetRecord, Provenance } from '#src/core/world.ts';

/** How an {@link Unknown} is written: no key of AWS starts with a dollar sign. */
const MARK = '$unknown';

interface Written {
  readonly reason: UnknownReason;
  readonly detail: string;
  readonly action?: string;
  readonly region?: string;
}

function replaceUnknown(this: Record<string, unknown>, key: string): unknown {
  const value = this[key];
  if (!(value instanceof Unknown)) return value;
  const { reason, detail, action, region } = value;
  const written: Written = {
    reason,
    detail,
    ...(action === undefined ? {} : { action }),
    ...(region === undefined ? {} : { region }),
  };
  return { [MARK]: written };
}

function reviveUnknown(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(MARK in value)) return value;
  const { reason, detail, action, region } = value[MARK] as Written;
  return new Unknown(reason, detail, action, region);
}

const provenance = z.object({
  call: z.string(),
  account: z.string(),
  region: z.string(),
  at: z.string(),
  requestId: z.string().optional(),
});

/** Whether checks are compiled to code first, which pays for itself after some thousand lines. */
export interface ParseContext {
  readonly jitless: boolean;
}

const settledLine = z.object({ call: z.object({ key: z.string(), value: z.unknown().optional(), provenance }) });

const toldLine = z.object({ told: provenance });

/** The call of a line that says where facts of later lines come from. */
export function decodeTold(line: string, context?: ParseContext): Provenance {
  return toldLine.parse(JSON.parse(line), context).told;
}

/** Calls by number: one call tells many facts, and a world holds it once. */
export interface CallTable {
  /** The number of a call; `isNew` when its line has to be written first. */
  add(call: Provenance): { index: number; isNew: boolean };
}

export function createCallTable(): CallTable {
  const known = new Map<Provenance, number>();
  return {
    add(call) {
      const index = known.get(call);
      if (index !== undefined) return { index, isNew: false };
      known.set(call, known.size);
      return { index: known.size - 1, isNew: true };
    },
  };
}

/** The lines of a record: the calls that no line before named, then the record. A fact known to be absent is `null`: JSON would drop it. */
export function encodeRecord(record: AssetRecord, calls: CallTable): string {
  const facts = Object.entries(record.facts).map(([name, value]) => [name, value === undefined ? null : value]);
  let lines = '';
  const sources = Object.entries(record.provenance).map(([name, told]) => {
    const indices = told.map((call) => {
      const { index, isNew } = calls.add(call);
      if (isNew) lines += `${JSON.stringify({ told: call })}\n`;
      return index;
    });
    return [name, indices];
  });
  const asset = { ...record, facts: Object.fromEntries(facts), provenance: Object.fromEntries(sources) };
  return `${lines}${JSON.stringify(asset, replaceUnknown)}\n`;
}

/** A line that tells what a call of a stopped scan was answered. A value that is not there means "there is none". */
export function encodeCall(call: SettledCall): string {
  return JSON.stringify({ call });
}

/** The call of a line that {@link encodeCall} made. */
export function decodeCall(line: string, context?: ParseContext): SettledCall {
  const { call } = settledLine.parse(JSON.parse(line), context);
  return { ...call, value: call.value };
}

/** A line as JSON, unknowns revived. Throws a SyntaxError. */
export function decodeLine(line: string): unknown {
  return JSON.parse(line, line.includes(MARK) ? reviveUnknown : undefined);
}

/** A record whose shape was checked, with its calls and its absent facts put back. */
export function decodeRecord(raw: WrittenRecord, calls: readonly Provenance[]): AssetRecord {
  const facts: Record<string, unknown> = raw.facts;
  for (const name in facts) if (facts[name] === null) facts[name] = undefined;
  const sources: Record<string, readonly Provenance[]> = {};
  for (const [name, indices] of Object.entries(raw.provenance)) {
    sources[name] = indices.flatMap((index) => calls[index] ?? []);
  }
  return { ...raw, facts, provenance: sources };
}

/** A record as it stands in the file. */
export interface WrittenRecord extends Omit<AssetRecord, 'facts' | 'provenance'> {
  readonly facts: Record<string, unknown>;
  readonly provenance: Readonly<Record<string, readonly number[]>>;
}
