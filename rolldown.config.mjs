import { defineConfig } from 'rolldown';
import { thirdPartyLicences } from './tools/third-party.mjs';

export default defineConfig({
  // The worker is a file of its own: threads of verify-logs are started from it.
  input: { cli: 'src/cli/main.ts', worker: 'src/verify/worker.ts' },
  platform: 'node',
  plugins: [thirdPartyLicences()],
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: 'chunks/[name]-[hash].mjs',
    cleanDir: true,
    minify: true,
  },
});
