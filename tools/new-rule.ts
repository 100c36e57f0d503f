import { join } from 'node:path';
import { newRule } from './scaffold/rule.ts';
import { runScaffold } from './scaffold/write.ts';

runScaffold(() => {
  const path = newRule(join(import.meta.dirname, '..', 'src'), process.argv.slice(2));
  return `src/${path}: fill in rule.ts and rule.test.ts, then: npx vitest run src/${path}`;
});
