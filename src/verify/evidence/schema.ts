import * as z from 'zod';
import { type ProblemKind, problemKinds } from '#src/domain/digest/problem.ts';

/** The lines of a bundle as a reader takes them: only what it needs, and nothing that it does not check. */

const time = z.number().min(-8.64e15).max(8.64e15);
/** As the command line allows. */
const longestSettle = 7 * 24 * 3_600_000;
const count = z.int().min(0);
const text = z.string();
const optionalText = z.string().optional();
const verdict = z.enum(['valid', 'invalid', 'missing', 'gap', 'incomplete']);
const kind = z.custom<ProblemKind>((value) => typeof value === 'string' && Object.hasOwn(problemKinds, value));

const lineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('header'),
    format: z.literal('surety-evidence'),
    version: z.literal(1),
    tool: z.object({ name: text, version: text }),
    now: time,
    settle: z.number().min(0).max(longestSettle),
    from: time.optional(),
    to: time.optional(),
  }),
  z.object({ type: z.literal('chain'), id: text, from: time.optional() }),
  z.object({
    type: z.literal('digest'),
    chain: text,
    bucket: text,
    key: text,
    role: z.enum(['chain', 'backfill', 'predecessor']),
    content: text,
    signature: optionalText,
  }),
  z.object({
    type: z.literal('unproven'),
    chain: text,
    bucket: text,
    key: text,
    backfill: z.boolean(),
    end: time,
    state: z.enum(['broken', 'incomplete']),
  }),
  z.object({ type: z.literal('logs'), chain: text, key: text, valid: count, faulty: count }),
  z.object({ type: z.literal('gap'), chain: text, from: time, to: time }),
  z.object({
    type: z.literal('problem'),
    problem: z.object({ kind, chain: text, key: optionalText, from: time.optional(), to: time.optional() }),
  }),
  z.object({ type: z.literal('key'), fingerprint: text, der: text }),
  z.object({
    type: z.literal('summary'),
    verdict,
    chains: z.array(
      z.object({
        id: text,
        verdict,
        digests: z.object({ valid: count }),
        backfill: z.object({ valid: count }),
        logs: z.object({ valid: count }),
      }),
    ),
  }),
  z.object({ type: z.literal('seal'), sha256: text }),
]);

export type Line = z.infer<typeof lineSchema>;
export type LineOf<T extends Line['type']> = Extract<Line, { type: T }>;

/** Undefined when it is no line of a bundle. */
export function parseLine(raw: string): Line | undefined {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(raw));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
