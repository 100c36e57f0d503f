import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstParagraph } from './first-paragraph.ts';
import { exportedName, findRuleFolders, foldersWith } from './find.ts';

const HEADER = '// Made by `npm run generate` from the folders of src. Do not edit.\n';

interface Import {
  readonly from: string;
  readonly exported: string;
  readonly local: string;
}

const importLine = ({ from, exported, local }: Import): string =>
  `import { ${exported === local ? local : `${exported} as ${local}`} } from '../${from}';\n`;

const list = (items: readonly string[]): string => (items.length === 0 ? '[]' : `[\n  ${items.join(',\n  ')},\n]`);

function arrayModule(name: string, type: string, typeFrom: string, imports: readonly Import[], before = ''): string {
  const items = list(imports.map(({ local }) => local));
  return `${HEADER}import type { ${type} } from '../${typeFrom}';\n${imports.map(importLine).join('')}\n${before}export const ${name}: readonly ${type}[] = ${items};\n`;
}

/** The modules that can be derived from the folders of `source` (`src`): file name to text. The same tree gives the same text. */
export function generateModules(source: string): ReadonlyMap<string, string> {
  const folders = findRuleFolders(source);
  const rules = folders
    .filter(({ path }) => existsSync(join(source, path, 'rule.ts')))
    .map(({ id, path }) => ({
      from: `${path}/rule.ts`,
      exported: exportedName(source, `${path}/rule.ts`, 'defineRule'),
      local: id.replace('-', ''),
    }));
  const kinds = declared(source, 'assets', 'model.ts', 'defineAssetKind');
  const collectors = declared(source, 'assets', 'collect.ts', 'defineCollector');
  const frameworks = foldersWith(source, 'frameworks', 'framework.ts').map((path) => ({
    from: `${path}/framework.ts`,
    exported: exportedName(source, `${path}/framework.ts`, 'defineFramework'),
    local: path.slice('frameworks/'.length).replaceAll(/\W/g, '_'),
  }));
  const pages = readPages(source, folders);
  return new Map([
    ['rules.ts', arrayModule('rules', 'Rule', 'core/rule.ts', rules)],
    ['kinds.ts', arrayModule('kinds', 'AnyKind', 'core/asset.ts', kinds)],
    ['frameworks.ts', arrayModule('frameworks', 'Framework', 'frameworks/framework.ts', frameworks)],
    ['collectors.ts', collectorsModule(collectors)],
    ['pages.ts', pagesModule(pages)],
    ['summaries.ts', summariesModule(pages)],
  ]);
}

function declared(source: string, parent: string, file: string, define: string): Import[] {
  return foldersWith(source, parent, file).map((path) => {
    const name = exportedName(source, `${path}/${file}`, define);
    return { from: `${path}/${file}`, exported: name, local: name };
  });
}

function collectorsModule(collectors: readonly Import[]): string {
  const entries = list(collectors.map(({ local }) => `[${local}.kind.name, ${local}]`));
  return `${HEADER}import type { Collector } from '../core/collector.ts';
${collectors.map(importLine).join('')}
/** By the name of the kind. */
export const collectors: ReadonlyMap<string, Collector> = new Map<string, Collector>(${entries});
`;
}

interface Page {
  readonly id: string;
  /** The rule's folder, from `src`. */
  readonly path: string;
  readonly markdown: string;
}

function readPages(source: string, folders: readonly { readonly id: string; readonly path: string }[]): Page[] {
  return folders
    .map(({ id, path }) => ({ id, path, file: join(source, path, 'README.md') }))
    .filter(({ file }) => existsSync(file))
    .map(({ id, path, file }) => ({ id, path, markdown: readFileSync(file, 'utf8') }));
}

function pagesModule(pages: readonly Page[]): string {
  const entries = pages.map(({ id, markdown }) => `[${JSON.stringify(id)}, ${JSON.stringify(markdown)}]`);
  return `${HEADER}
/** Rule id to the Markdown of its page. Large: import it only when a page is asked for. */
export const pages: ReadonlyMap<string, string> = new Map<string, string>(${list(entries)});
`;
}

function summariesModule(pages: readonly Page[]): string {
  const entries = pages.map(({ id, path, markdown }) => {
    const summary = {
      why: firstParagraph(markdown, 'Why'),
      fix: firstParagraph(markdown, 'Fix'),
      page: `src/${path}/README.md`,
    };
    return `[${JSON.stringify(id)}, ${JSON.stringify(summary)}]`;
  });
  return `${HEADER}
/** What reports say of rules: the first paragraphs of their pages as plain text, and where the page stands in the repository. */
export const summaries: ReadonlyMap<string, { readonly why: string; readonly fix: string; readonly page: string }> =
  new Map(${list(entries)});
`;
}
