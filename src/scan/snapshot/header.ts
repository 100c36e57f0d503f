import { z } from 'zod';

export const SNAPSHOT_VERSION = 1;

/** The first line of a snapshot: what was scanned, by what, when. */
export const snapshotHeader = z.object({
  format: z.literal('surety-snapshot'),
  version: z.number(),
  tool: z.string(),
  scanId: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  accounts: z.array(z.string()),
  /** Accounts that were asked for and could not be entered. */
  refused: z.array(z.string()).default([]),
  partition: z.string(),
  regions: z.array(z.string()),
  /** What `--region` asked for; absent for all enabled regions. */
  selectedRegions: z.array(z.string()).optional(),
  /** False when the scan was stopped before everything was read: `--resume` goes on from there. */
  finished: z.boolean(),
  calls: z.object({ total: z.number(), retried: z.number(), denied: z.number(), throttled: z.number() }),
});
export type SnapshotHeader = z.output<typeof snapshotHeader>;

/** The last line: without it the file was cut short, with another hash it was edited. */
export const snapshotEnd = z.object({ end: z.literal(true), assets: z.number(), sha256: z.string() });
