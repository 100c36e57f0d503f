import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AnyKind } from '#src/core/asset.ts';
import type { SettledCall } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { type AssetRecord, createWorld, type Provenance, type World } from '#src/core/world.ts';
import { decodeCall, decodeLine, decodeRecord, decodeTold, type ParseContext, type WrittenRecord } from './encode.ts';
import { fault, FROM_SAVE } from './fault.ts';
import { SNAPSHOT_VERSION, snapshotEnd, snapshotHeader, type SnapshotHeader } from './header.ts';
import { createInterner } from './intern.ts';
import { readLines } from './lines.ts';

export interface Snapshot {
  readonly header: SnapshotHeader;
  readonly world: World;
  /** What a stopped scan was told, so that `--resume` does not ask again. */
  readonly calls: readonly SettledCall[];
}

/** Reads a snapshot line by line, checking every fact against its kind's schema. */
export async function readSnapshot(path: string, kinds: ReadonlyMap<string, AnyKind>): Promise<Snapshot> {
  const hash = createHash('sha256');
  let header: SnapshotHeader | undefined;
  let world = createWorld([]);
  let end: z.output<typeof snapshotEnd> | undefined;
  let number = 0;
  let assets = 0;
  const calls: SettledCall[] = [];
  const told: Provenance[] = [];
  const intern = createInterner();
  for await (const line of readLines(path)) {
    number++;
    if (end) throw fault(path, `goes on after its end (line ${number}).`);
    if (header === undefined) {
      header = parseHeader(path, line);
      world = createWorld(header.accounts);
    } else if (line.startsWith('{"end":')) {
      end = snapshotEnd.safeParse(parseJson(path, number, line), { jitless: true }).data;
      if (end === undefined) throw fault(path, `is damaged: line ${number} is not the end of a snapshot.`);
      continue;
    } else if (line.startsWith('{"call":')) {
      calls.push(parseCall(path, number, line, decodeCall));
    } else if (line.startsWith('{"told":')) {
      told.push(intern(parseCall(path, number, line, decodeTold)));
    } else {
      world.put(intern(parseRecord(path, number, line, kinds, told)));
      assets++;
    }
    hash.update(`${line}\n`);
  }
  if (header === undefined) throw fault(path, 'is empty.');
  if (end === undefined) throw fault(path, `was cut short after ${number} lines: its end is missing.`);
  if (end.assets !== assets || end.sha256 !== hash.digest('hex')) {
    throw fault(path, 'was changed after it was written: its hash does not match.');
  }
  return { header, world, calls };
}

function parseHeader(path: string, line: string): SnapshotHeader {
  const parsed = snapshotHeader.safeParse(parseJson(path, 1, line), { jitless: true });
  if (!parsed.success) throw fault(path, 'does not start with the header of a snapshot.', FROM_SAVE);
  if (parsed.data.version > SNAPSHOT_VERSION) {
    throw fault(
      path,
      `has version ${parsed.data.version}; this program reads up to ${SNAPSHOT_VERSION}.`,
      'Update surety.',
    );
  }
  return parsed.data;
}

function parseRecord(
  path: string,
  number: number,
  line: string,
  kinds: ReadonlyMap<string, AnyKind>,
  told: readonly Provenance[],
): AssetRecord {
  const raw = parseJson(path, number, line);
  const context = parseContext(number);
  if (!identity.safeParse(raw, context).success)
    throw fault(path, `holds something that is not an asset (line ${number}).`);
  const record = decodeRecord(raw as WrittenRecord, told);
  const kind = kinds.get(record.kind);
  for (const [name, value] of Object.entries(record.facts)) {
    const schema = kind?.facts[name] as z.ZodType | undefined;
    if (schema === undefined || value === undefined || value instanceof Unknown) continue;
    const checked = schema.safeParse(value, context);
    if (!checked.success) {
      const what = z.prettifyError(checked.error).split('\n').join(' ');
      throw fault(path, `holds a bad value for ${name} of ${record.id} (line ${number}): ${what}`);
    }
  }
  return record;
}

const identity = z.looseObject({
  kind: z.string(),
  id: z.string(),
  name: z.string(),
  account: z.string(),
  region: z.string(),
  facts: z.record(z.string(), z.unknown()),
  provenance: z.record(z.string(), z.array(z.number())),
});

/** Compiling the checks pays for itself in long files only. */
const parseContext = (number: number): ParseContext => ({ jitless: number < 1_000 });

function parseCall<T>(
  path: string,
  number: number,
  line: string,
  decode: (line: string, context: ParseContext) => T,
): T {
  try {
    return decode(line, parseContext(number));
  } catch {
    throw fault(path, `holds something that is not a call (line ${number}).`);
  }
}

function parseJson(path: string, number: number, line: string): unknown {
  try {
    return decodeLine(line);
  } catch {
    throw fault(path, `is damaged: line ${number} is not JSON.`);
  }
}
