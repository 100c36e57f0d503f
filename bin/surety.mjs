#!/usr/bin/env node
// Runs under any Node: under an old one it starts the Node that the project brings, or says what to do.
// An `import` of Node's own modules evaluates all they have, the parts that nobody asked for too: it is left to who needs them.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major > 24 || (major === 24 && minor >= 15)) {
  process.getBuiltinModule('node:module').enableCompileCache();
  const { existsSync } = process.getBuiltinModule('node:fs');
  const built = new URL('../dist/cli.mjs', import.meta.url);
  await import(existsSync(built) ? built.href : new URL('../src/cli/main.ts', import.meta.url).href);
} else {
  const [{ spawn }, { existsSync }, { constants }, { fileURLToPath }] = await Promise.all([
    import('node:child_process'),
    import('node:fs'),
    import('node:os'),
    import('node:url'),
  ]);
  const own = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (!existsSync(own)) {
    console.error(`error: surety needs Node 24.15 or later; this is ${process.version}`);
    console.error('  Install it from https://nodejs.org. In a clone of the project, `npm run demo` brings its own.');
    process.exit(2);
  }
  const child = spawn(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // How to end is for the child to decide: it keeps what it has read. A signal to this process alone is handed on; one
  // from the keyboard reaches the child twice, and it takes the two for one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
