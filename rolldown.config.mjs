import { defineConfig } from 'rolldown';
import { thirdPartyLicences } from './tools/third-party.mjs';
import { leanBuiltins } from './tools/lean-builtins.ts';

export default defineConfig({
  // The worker is a file of its own: threads of verify-logs are started from it.
  input: { cli: 'src/cli/main.ts', worker: 'src/verify/worker.ts' },
  platform: 'node',
  plugins: [leanBuiltins, thirdPartyLicences()],
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: 'chunks/[name]-[hash].mjs',
    cleanDir: true,
    minify: true,
    // Each file takes as long to find and open as a thousand lines to load: what every command needs stands in one.
    advancedChunks: {
      groups: [
        {
          name: 'start',
          priority: 4,
          test: /\/src\/(?:version|core\/(?:user-error|finding|order|unknown|closest)|report\/text|cli\/source-options)\.ts$/,
        },
        // What judges nothing, such as the threads of verify-logs, does without the rules.
        { name: 'zod', priority: 3, test: /\/node_modules\/zod\// },
        {
          name: 'common',
          priority: 2,
          test: /\/src\/(?:domain\/(?:aws|digest)\/|assets\/(?:organization|trail)\/operations|core\/(?:message|three-valued|operation)|report\/write-(?:fault|pieces|reports|stream)|config\/yaml-file|cli\/(?:configuration|memory)\.ts)/,
        },
        { name: 'judge', priority: 1, test: /\/src\/cli\/commands\/scan\.ts$/ },
      ],
    },
  },
});
