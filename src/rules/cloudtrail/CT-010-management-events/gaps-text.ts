import { listNames } from '#src/core/message.ts';
import type { Half } from '#src/domain/coverage/event-class.ts';
import type { Gap } from '#src/domain/coverage/recording.ts';
import { regionNames } from '../region-names.ts';

/** What is missing where, equal gaps told once: `write events in eu-west-1`, `events of kms... in all 17 enabled regions`. */
export function gapsText(gaps: readonly Gap[], regionCount: number): string {
  const byRegion = new Map<string, Map<Half, string>>();
  for (const { region, eventClass, extent } of gaps) {
    if (eventClass.kind !== 'management') continue;
    const halves = byRegion.get(region) ?? new Map<Half, string>();
    byRegion.set(region, halves.set(eventClass.half, extent.state === 'some' ? extent.detail : ''));
  }
  const byText = new Map<string, string[]>();
  for (const [region, halves] of byRegion) {
    const text = halvesText(halves);
    byText.set(text, [...(byText.get(text) ?? []), region]);
  }
  const phrases = [...byText].map(([text, regions]) => `${text} in ${regionNames(regions, regionCount)}`);
  return listNames(phrases, 4);
}

function halvesText(halves: ReadonlyMap<Half, string>): string {
  const [read, write] = [halves.get('read'), halves.get('write')];
  if (read === write) return half('read and write', read!);
  return [read === undefined ? [] : [half('read', read)], write === undefined ? [] : [half('write', write)]]
    .flat()
    .join(' and ');
}

const half = (name: string, detail: string): string =>
  detail === '' ? `no ${name} events` : `${name} events ${detail}`;
