import { trail } from '#src/assets/trail/model.ts';
import { bearingOn } from '#src/core/holes.ts';
import { listNames } from '#src/core/message.ts';
import { defineRule } from '#src/core/rule.ts';
import { both, select } from '#src/core/three-valued.ts';
import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { intersection } from '#src/domain/coverage/extent.ts';
import { managementCoverage } from '#src/domain/event-selectors/coverage.ts';
import type { EventSelectors } from '#src/domain/event-selectors/model.ts';
import { isActiveAnywhere, isActiveIn, STOPPED } from '../active.ts';
import { type RegionView, regionViews, viewNames } from '../views.ts';
import { controls } from './controls.ts';

/** The sources that CloudTrail lets a trail leave out. */
const sources = { 'kms.amazonaws.com': 'AWS KMS', 'rdsdata.amazonaws.com': 'the RDS Data API' } as const;
const names = Object.keys(sources) as (keyof typeof sources)[];
const halves = ['read', 'write'] as const;
const management = { field: 'eventCategory', equals: ['Management'] };

/** Events that a trail leaves out: one source, reading or writing calls. */
interface LeftOut {
  readonly source: keyof typeof sources;
  readonly half: (typeof halves)[number];
}

export const rule = defineRule({
  id: 'CT-104',
  slug: 'management-event-exclusions',
  title: 'KMS and RDS Data API events are recorded by some trail',
  severity: 'medium',
  pillars: ['security'],
  aliases: {
    'AWS Config': ['multi-region-cloudtrail-enabled', 'cloudtrail-security-trail-enabled'],
    Steampipe: ['cloudtrail_security_trail_enabled'],
  },
  controls,
  asset: trail,
  reads: { status: true, eventSelectors: true, siblings: { status: true, eventSelectors: true } },
  messages: {
    excluded: 'Trail {trail} leaves out {events}, and no other active trail records them in {regions}.',
    excludedHere: 'Trail {trail} leaves out what no other active trail records: {lost}.',
  },
  evaluate(asset, { pass, fail, notApplicable }) {
    if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
    const leftOut = exclusions(asset.eventSelectors);
    if (leftOut === 'no management events') return notApplicable('The trail records no management events.');
    if (leftOut.length === 0) return pass();

    // Trails of a member are not among the owner's: what the owner sees is judged by the owner's own regions.
    const views = regionViews(asset.status);
    const own = views.filter(({ account }) => account === asset.account);
    const judged = own.length > 0 ? own : views;
    const lost = new Map<RegionView, readonly LeftOut[]>();
    let isWhole = true;
    const affected = select(judged, (view) =>
      both(
        () => view.status().isLogging,
        () => {
          const { account, region } = view;
          const { siblings } = asset;
          const others = select(bearingOn(siblings, region), (index) => {
            const { id, status } = siblings[index]!;
            return id !== asset.id && isActiveIn(status, account, region);
          });
          const readable = select(others.matching, (index) => siblings[index]!.eventSelectors !== undefined);
          const together = [asset.eventSelectors, ...readable.matching.map((index) => siblings[index]!.eventSelectors)];
          const missing = leftOut.filter((events) => isMissing(together, events));
          const pending = others.pending ?? readable.pending;
          if (missing.length > 0 && pending) throw pending;
          lost.set(view, missing);
          isWhole &&= leftOut.every((events) => isRecordedInFull(together, events));
          return missing.length > 0;
        },
      ),
    );
    if (affected.matching.length > 0) {
      const trail = asset.name;
      const byEvents = Map.groupBy(affected.matching, (view) => eventNames(lost.get(view)!));
      const [events, ...more] = byEvents.keys();
      const where = (views: readonly RegionView[]): string => viewNames(views, judged);
      if (more.length === 0) return fail('excluded', { trail, events: events!, regions: where(affected.matching) });
      const texts = [...byEvents].map(([what, views]) => `${what} in ${where(views)}`);
      return fail('excludedHere', { trail, lost: listNames(texts) });
    }
    if (affected.pending) throw affected.pending;
    return pass(
      isWhole
        ? 'What the trail leaves out is recorded by another active trail.'
        : 'Another active trail records a part of what the trail leaves out; CT-010 tells what is missing.',
    );
  },
});

/** A half of which the trail records nothing at all is not excluded from it: CT-010 asks for both halves. */
function exclusions(selectors: EventSelectors): readonly LeftOut[] | 'no management events' {
  const coverage = managementCoverage([selectors]);
  if (coverage.read === 'none' && coverage.write === 'none') return 'no management events';
  return halves.flatMap((half) =>
    coverage[half] === 'none'
      ? []
      : names.filter((source) => isMissing([selectors], { source, half })).map((source) => ({ source, half })),
  );
}

/** Do the selectors record nothing of a source? Asked by meaning: `NotStartsWith` leaves a source out as well. */
function isMissing(selectors: readonly EventSelectors[], { source, half }: LeftOut): boolean {
  const only = { advanced: [{ fieldSelectors: [management, { field: 'eventSource', equals: [source] }] }] };
  const coverage = managementCoverage(selectors.map((one) => intersection(one, only)))[half];
  if (coverage !== 'undetermined') return coverage === 'none';
  const why = 'the selectors are too many and too tangled to be compared';
  throw new UnknownRead('eventSelectors', new Unknown('invalid-document', why));
}

/** Do the selectors record all events of a source? They do when they and all other sources together are everything. */
function isRecordedInFull(selectors: readonly EventSelectors[], { source, half }: LeftOut): boolean {
  const others = { advanced: [{ fieldSelectors: [management, { field: 'eventSource', notEquals: [source] }] }] };
  return managementCoverage([...selectors, others])[half] === 'all';
}

/** `events of AWS KMS`, `writing events of the RDS Data API`. */
function eventNames(events: readonly LeftOut[]): string {
  const phrases = Object.entries(sources).flatMap(([source, name]) => {
    const missing = events.filter((one) => one.source === source);
    if (missing.length === 0) return [];
    if (missing.length === halves.length) return [`events of ${name}`];
    return [`${missing[0]!.half === 'read' ? 'reading' : 'writing'} events of ${name}`];
  });
  return listNames(phrases);
}
