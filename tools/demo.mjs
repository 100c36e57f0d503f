// `npm run demo`: installs, builds and scans the built-in example. No AWS, no Python.
import { install, run } from './install.mjs';

install();
for (const [command, ...args] of [
  ['node', 'tools/generate.ts'],
  ['rolldown', '-c', 'rolldown.config.mjs'],
]) {
  if (!run(command, args, { quiet: true }).ok) process.exit(2);
}
console.log('\n$ surety scan --from examples/organization.snapshot\n');
// The example is broken in many ways on purpose: findings are its success.
const { status } = run('node', ['bin/surety.mjs', 'scan', '--from', 'examples/organization.snapshot'], {
  allow: [0, 1, 3],
});
console.error('Here `surety` is `node bin/surety.mjs`; `npm link` puts it on your PATH.');
process.exit(status === 1 ? 0 : 1);
