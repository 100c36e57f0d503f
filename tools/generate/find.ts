import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders right under `path`, sorted; none when it does not exist. */
export function foldersIn(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => statSync(join(path, name)).isDirectory())
    .sort();
}

/** A folder of `src/rules`: `CT-004-trail-bucket-mfa-delete` of service `cloudtrail`. */
export interface RuleFolder {
  readonly id: string;
  readonly slug: string;
  /** Path from `src`. */
  readonly path: string;
}

/**
 * All rule folders, in the order of their ids.
 * @throws Error when a folder's name is not `<ID>-<slug>`, or when two folders share an id.
 */
export function findRuleFolders(source: string): RuleFolder[] {
  const found: RuleFolder[] = [];
  for (const service of foldersIn(join(source, 'rules'))) {
    for (const folder of foldersIn(join(source, 'rules', service))) {
      if (!/^[A-Z]/.test(folder)) continue; // a folder that rules share
      const name = /^([A-Z][A-Za-z0-9]*-\d{3})-([a-z0-9-]+)$/.exec(folder);
      if (!name) throw new Error(`src/rules/${service}/${folder}: a rule's folder is named like CT-004-what-it-checks`);
      found.push({ id: name[1]!, slug: name[2]!, path: `rules/${service}/${folder}` });
    }
  }
  found.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  for (const [index, folder] of found.entries()) {
    const before = found[index - 1];
    if (before?.id === folder.id) throw new Error(`src/${before.path} and src/${folder.path} share an id`);
  }
  return found;
}

/**
 * The name under which a file exports what it declares: `trail` of `export const trail = defineAssetKind(`.
 * @throws Error when the file declares none, or more than one.
 */
export function exportedName(source: string, path: string, define: string): string {
  const text = readFileSync(join(source, path), 'utf8');
  const names = [...text.matchAll(new RegExp(`^export const (\\w+) = ${define}\\(`, 'gm'))].map((match) => match[1]!);
  if (names.length !== 1) {
    throw new Error(`src/${path}: expected one \`export const ... = ${define}(\`, found ${names.length}`);
  }
  return names[0]!;
}

/** Folders under `src/<parent>` that hold `file`, as paths from `src`. */
export function foldersWith(source: string, parent: string, file: string): string[] {
  return foldersIn(join(source, parent))
    .map((name) => `${parent}/${name}`)
    .filter((path) => existsSync(join(source, path, file)));
}
