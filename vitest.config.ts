import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** What only reckons: no environment, no process, no clock. Their files share a thread, and what it has loaded. */
const PURE = [
  'src/{core,domain}/**/*.test.ts',
  'src/rules/**/rule.test.ts',
  'src/rules/cloudtrail/regressions/**/*.test.ts',
];
const ALL = ['{src,lab,bench,tools}/**/*.test.ts'];

const common = { testTimeout: 60_000, hookTimeout: 60_000, pool: 'threads' as const, slowTestThreshold: 2_000 };

export default defineConfig({
  test: {
    // Many tests wait for a process of their own: one more than there are cores keeps these busy.
    maxWorkers: availableParallelism() + 1,
    projects: [
      { test: { ...common, name: 'real', include: ALL, exclude: PURE } },
      { test: { ...common, name: 'pure', include: PURE, isolate: false } },
    ],
  },
});
