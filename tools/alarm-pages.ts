import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Piece, pieceOf } from '#src/alarms/bundle/piece.ts';
import { intents } from '#src/domain/intents/catalogue.ts';
import { defaultFormat, rejectFilter } from '#src/domain/intents/flow-logs.ts';
import { rules } from '#src/generated/rules.ts';
import { pageOf } from './alarm-pages/page.ts';
import { prose } from './alarm-pages/prose.ts';

const flow = (withAlarm: boolean): Piece => ({
  name: 'RejectedTraffic',
  what: 'Rejected traffic of VPC flow logs',
  pattern: rejectFilter(defaultFormat),
  withAlarm,
});

const source = join(import.meta.dirname, '..', 'src');

/** The page of every alarm rule: file to text. The same intents give the same pages. */
export function alarmPages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const { id, slug, title } of rules) {
    const words = prose[id];
    if (words === undefined) continue;
    const intent = intents.find((one) => one.id === id);
    const piece = intent === undefined ? flow(id === 'CWL-019') : pieceOf(intent);
    const file = join(source, 'rules', 'cloudwatch-logs', `${id}-${slug}`, 'README.md');
    pages.set(file, pageOf({ id, title, piece, prose: words, ...(intent === undefined ? {} : { intent }) }));
  }
  return pages;
}

if (import.meta.main) {
  let written = 0;
  for (const [file, text] of alarmPages()) {
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    writeFileSync(file, text);
    written += 1;
  }
  console.log(`alarm pages: ${alarmPages().size}, ${written} written`);
}
