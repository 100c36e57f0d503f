#!/usr/bin/env node
// Runs under any Node: under an old one it re-executes the Node that the project brings, or says what to do.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);

if (major > 24 || (major === 24 && minor >= 15)) {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
  const built = new URL('../dist/cli.mjs', import.meta.url);
  await import(existsSync(built) ? built.href : new URL('../src/cli/main.ts', import.meta.url).href);
} else {
  const own = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (!existsSync(own)) {
    console.error(`error: surety needs Node 24.15 or later; this is ${process.version}`);
    console.error('  Install it from https://nodejs.org, or run `npm install` in the project, which brings its own.');
    process.exit(2);
  }
  const { status } = spawnSync(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(status ?? 1);
}
