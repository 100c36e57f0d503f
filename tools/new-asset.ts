import { join } from 'node:path';
import { newAsset } from './scaffold/asset.ts';
import { runScaffold } from './scaffold/write.ts';

runScaffold(() => {
  const path = newAsset(join(import.meta.dirname, '..', 'src'), process.argv.slice(2));
  return `src/${path}: fill in model.ts, collect.ts and collect.test.ts, then: npx vitest run src/${path}`;
});
