import { defineConfig } from 'rolldown';
import { thirdPartyLicences } from './tools/third-party.mjs';
import { leanBuiltins } from './tools/lean-builtins.ts';

const output = {
  dir: 'dist',
  format: 'esm',
  entryFileNames: '[name].mjs',
  chunkFileNames: 'chunks/[name]-[hash].mjs',
  minify: true,
};

const cli = {
  input: { cli: 'src/cli/main.ts' },
  platform: 'node',
  plugins: [leanBuiltins, thirdPartyLicences()],
  output: {
    ...output,
    cleanDir: true,
    // Each file takes as long to find and open as a thousand lines to load: what every command needs stands in one.
    codeSplitting: {
      groups: [
        {
          name: 'start',
          priority: 4,
          test: /\/src\/(?:version|core\/(?:user-error|finding|order|unknown|closest)|report\/text|cli\/(?:source-options|completion\/scripts))\.ts$/,
        },
        // What judges nothing, such as verify-logs, does without the rules.
        { name: 'zod', priority: 3, test: /\/node_modules\/zod\// },
        {
          name: 'common',
          priority: 2,
          test: /\/src\/(?:domain\/(?:aws|digest)\/|core\/(?:day|message|operation|shell-word|three-valued)|report\/write-(?:fault|pieces|reports|stream)|config\/(?:yaml-file|read-bounded|role)|cli\/(?:accounts|configuration|memory|parse-time)\.ts)/,
        },
        // Asked by scan and verify-logs: a scan of a snapshot makes no call.
        { name: 'operations', priority: 2, test: /\/src\/assets\/(?:organization|trail)\/operations\.ts$/ },
        // What a terminal is shown.
        { name: 'table', priority: 2, test: /\/src\/report\/(?:table\/|sentences|missing|worst)/ },
        { name: 'judge', priority: 1, test: /\/src\/cli\/commands\/scan\.ts$/ },
      ],
    },
  },
};

// Threads of verify-logs start from one file that holds all they use: chunks shared with the command line would bring the
// validator and what writes reports into each of them.
const worker = { input: { worker: 'src/verify/worker.ts' }, platform: 'node', plugins: [leanBuiltins], output };

export default defineConfig([cli, worker]);
