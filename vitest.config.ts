import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,lab,bench,tools}/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'threads',
    // Many tests wait for a process of their own: two more than there are cores keep these busy.
    maxWorkers: availableParallelism() + 2,
    slowTestThreshold: 2_000,
  },
});
