import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const MEMORY = fileURLToPath(new URL('memory.ts', import.meta.url));

/** Megabytes that a program's new objects came to, many of which live for a while. */
function youngAfter(setting: string): number {
  const program = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { keepYoungBelow } from ${JSON.stringify(MEMORY)};
    ${setting}
    const kept = [];
    for (let round = 0; round < 40; round++) {
      for (let i = 0; i < 30_000; i++) kept[(round * 30_000 + i) % 300_000] = { i, text: String(i) };
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    console.log(getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size / 1e6);`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  return Number(stdout);
}

test('the space of new objects is kept from growing past a size', () => {
  const free = youngAfter('');
  const kept = youngAfter('await keepYoungBelow(4e6);');
  expect(free).toBeGreaterThan(16);
  expect(kept).toBeLessThan(free / 1.9);
});
