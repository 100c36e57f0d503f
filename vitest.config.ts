import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,lab,bench,tools}/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'threads',
    slowTestThreshold: 2_000,
  },
});
