import { expect, test } from 'vitest';
import { corpus } from '#lab/digest-maker/corpus.ts';
import { createSigningKey } from '#lab/digest-maker/key.ts';
import { worldPorts } from '#lab/digest-maker/ports.ts';
import { createWorld } from '#lab/digest-maker/world.ts';
import { exitCodeOf, problemKinds } from '#src/domain/digest/problem.ts';
import { defaultLimits } from './check.ts';
import { verifyLogs } from './verify-logs.ts';

const keys = [createSigningKey(), createSigningKey()] as const;

test.for(corpus)('$name: $verdict', async (item) => {
  const world = createWorld(keys, item.writer);
  item.tamper(world);
  const { result } = await verifyLogs(
    { ...world, threads: 0, limits: { ...defaultLimits, retries: 1 } },
    worldPorts(world),
  );
  const kinds = (notice: boolean): string[] => [
    ...new Set(
      result.problems.map(({ kind }) => kind).filter((kind) => (problemKinds[kind].class === 'notice') === notice),
    ),
  ];
  expect(kinds(false).sort()).toEqual(item.problems);
  expect(kinds(true).sort()).toEqual(item.notices ?? []);
  expect(result.verdict).toBe(item.verdict);
  expect(result.exitCode).toBe(exitCodeOf(item.verdict));
});
