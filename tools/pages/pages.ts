import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRuleFolders } from '../generate/find.ts';
import { type Page, readPage } from './read-page.ts';

const SOURCE = join(import.meta.dirname, '..', '..', 'src');

/** Rule id to its page; folders without one are listed in `missing`. */
export function readPages(): { readonly pages: ReadonlyMap<string, Page>; readonly missing: readonly string[] } {
  const pages = new Map<string, Page>();
  const missing: string[] = [];
  for (const { id, path } of findRuleFolders(SOURCE)) {
    const file = join(SOURCE, path, 'README.md');
    if (existsSync(file)) pages.set(id, readPage(readFileSync(file, 'utf8')));
    else missing.push(path);
  }
  return { pages, missing };
}
