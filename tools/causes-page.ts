import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogue, notCauses } from '#src/domain/delivery/catalogue.ts';
import { channels } from '#src/domain/delivery/channel.ts';

export const PAGE = fileURLToPath(new URL('../docs/causes.md', import.meta.url));

/** The page of all causes, made from the catalogue. */
export function causesPage(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const rows = catalogue.map(({ id, channels: where, title, symptoms, confidence, blocks, repair }) => {
    const codes = symptoms.length === 0 ? 'none' : symptoms.map((code) => `\`${code}\``).join(', ');
    const places = where.length === channels.length ? 'all' : where.join(', ');
    return `| ${[`**${id}**`, places, title, codes, confidence, blocks ? 'yes' : 'no', repair].map(cell).join(' | ')} |`;
  });
  const others = notCauses.map(({ what, why }) => `- **${what}**: ${why}.`);
  return `# Why deliveries fail

<!-- Made by \`node tools/causes-page.ts\` from src/domain/delivery/catalogue.ts. Do not edit. -->

All ${catalogue.length} causes that \`surety diagnose\` knows, in the order in which a delivery meets them. *Alone* says whether the cause by itself
stops deliveries. *Likely* causes rest on what AWS does not document. [How the diagnosis thinks](diagnosis.md).

| Cause | Channels | What is wrong | AWS reports | Confidence | Alone | Repair |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

## No causes

${others.join('\n')}
`;
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    process.exitCode = readFileSync(PAGE, 'utf8') === causesPage() ? 0 : 1;
    if (process.exitCode === 1) console.error('docs/causes.md is not fresh: run node tools/causes-page.ts');
  } else writeFileSync(PAGE, causesPage());
}
