// The package brings other people's code inside its bundle, so that installing it fetches nothing else. Their licences
// ask to be kept beside it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/** A rolldown plugin: writes THIRD-PARTY-LICENSES.txt with the licence of every package that is in the bundle. */
export function thirdPartyLicences() {
  return {
    name: 'third-party-licences',
    generateBundle(_, bundle) {
      const folders = new Set();
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.moduleIds ?? []) {
          const folder = PACKAGE.exec(id)?.[1];
          if (folder !== undefined) folders.add(folder);
        }
      }
      // Most share one text, which is told once.
      const byText = new Map();
      for (const { title, text } of [...folders].toSorted((a, b) => (a < b ? -1 : 1)).map(licenceOf)) {
        byText.set(text, [...(byText.get(text) ?? []), title]);
      }
      const parts = [...byText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
      this.emitFile({
        type: 'asset',
        fileName: 'THIRD-PARTY-LICENSES.txt',
        source: parts.join(`\n${'-'.repeat(80)}\n\n`),
      });
    },
  };
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = existsSync(folder)
    ? readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    : [];
  if (license === undefined && files.length === 0) throw new Error(`${name} ${version} names no licence`);
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') };
}
