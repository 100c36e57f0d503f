import { listNames } from '#src/core/message.ts';
import type { Half } from '#src/domain/coverage/event-class.ts';
import type { Gap } from '#src/domain/coverage/recording.ts';
import { regionNames } from '../region-names.ts';

type Extents = { readonly [H in Half]?: Gap['extent'] };

/** How much of one resource type is recorded, regions with equal gaps told once: `write only in eu-west-1`. */
export function gapsText(resourceType: string, gaps: readonly Gap[], regionCount: number): string {
  const byRegion = new Map<string, Extents>();
  for (const { region, eventClass, extent } of gaps) {
    if (eventClass.kind !== 'data' || eventClass.resourceType !== resourceType) continue;
    byRegion.set(region, { ...byRegion.get(region), [eventClass.half]: extent });
  }
  const byText = new Map<string, string[]>();
  for (const [region, extents] of byRegion) {
    const text = extentsText(extents, resourceType);
    byText.set(text, [...(byText.get(text) ?? []), region]);
  }
  const phrases = [...byText].map(([text, regions]) => `${text} in ${regionNames(regions, regionCount)}`);
  return phrases.length === 0 ? '' : `${resourceType}: ${listNames(phrases, 4)}`;
}

/** A half that is missing here has no gap. */
function extentsText({ read, write }: Extents, resourceType: string): string {
  const things = resourceType === 'AWS::S3::Object' ? 'buckets' : 'resources';
  const text = (extent: Gap['extent'] | undefined): string => {
    if (extent === undefined) return `all ${things}`;
    if (extent.state !== 'some') return 'nothing';
    // `only` and `except` name resources of which all is recorded; without either, none is recorded in full.
    return /^(only|except) /.test(extent.detail)
      ? `some ${things} (${extent.detail})`
      : `no ${things} in full (${extent.detail})`;
  };
  const only = (half: Half, extent: Gap['extent'] | undefined): string =>
    extent === undefined ? `${half} only` : `${half} only, ${text(extent)}`;
  if (read?.state === 'none') return write?.state === 'none' ? 'nothing' : only('write', write);
  if (write?.state === 'none') return only('read', read);
  if (text(read) === text(write)) return text(read);
  return `${text(read)} for read events and ${text(write)} for write events`;
}
