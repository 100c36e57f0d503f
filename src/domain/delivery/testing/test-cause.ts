import { describe, expect, test } from 'vitest';
import { UnknownRead } from '../../../core/unknown.ts';
import type { CauseDefinition, Found } from '../cause.ts';
import { ask, type Changes, type Place } from './sites.ts';

export interface CauseRow extends Place {
  readonly trail: Changes;
}

export interface PresentRow extends CauseRow {
  /** What one of the places must hold; texts may be parts. */
  readonly document?: string;
  readonly statement?: string;
  readonly element?: string;
  readonly wanted?: string;
  readonly says?: readonly string[];
  readonly places?: number;
  readonly confidence?: 'likely';
}

/** Rows by sentence. */
export interface CauseTable {
  readonly present: Readonly<Record<string, PresentRow>>;
  readonly absent?: Readonly<Record<string, CauseRow>>;
  /** What looks like it and is something else, or nothing. */
  readonly lookAlike: Readonly<Record<string, CauseRow>>;
  /** Left out only where all that the cause needs is the trail's own settings. */
  readonly unknown: Readonly<Record<string, CauseRow>>;
}

/** Runs the table of one cause; that the healthy trail has none of it is tested for all. */
export function testCause(definition: CauseDefinition, table: CauseTable): void {
  const find = ({ trail, ...place }: CauseRow): readonly Found[] | UnknownRead => ask(definition, trail, place);
  const isSilent = (row: CauseRow): void => {
    const found = find(row);
    expect(found instanceof UnknownRead ? found.message : found).toEqual([]);
  };
  describe(definition.id, () => {
    test.each(Object.entries(table.present))('is there: %s', (_, row) => {
      const found = find(row);
      if (found instanceof UnknownRead) throw found;
      expect(found.length).toBe(row.places ?? 1);
      const [first] = found;
      if (row.document !== undefined) expect(first!.document).toBe(row.document);
      if (row.statement !== undefined) expect(first!.statement).toContain(row.statement);
      if (row.element !== undefined) expect(first!.element).toBe(row.element);
      if (row.wanted !== undefined) expect(first!.wanted).toBe(row.wanted);
      for (const text of row.says ?? []) expect(first!.message).toContain(text);
      expect(first!.confidence ?? definition.confidence).toBe(row.confidence ?? definition.confidence);
      expect(first!.message).toMatch(/^[A-Z].*\.$/s);
    });
    test('is not there: the healthy trail', () => isSilent({ trail: {} }));
    test.each(Object.entries(table.absent ?? {}))('is not there: %s', (_, row) => isSilent(row));
    test.each(Object.entries(table.lookAlike))('is something else: %s', (_, row) => isSilent(row));
    test.each(Object.entries(table.unknown))('cannot be told: %s', (_, row) => {
      expect(find(row)).toBeInstanceOf(UnknownRead);
    });
  });
}
