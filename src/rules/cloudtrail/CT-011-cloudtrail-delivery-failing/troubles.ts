import { listNames } from '#src/core/message.ts';
import type { Trouble } from '#src/domain/delivery/status.ts';
import { type RegionView, viewNames } from '../views.ts';

export interface TroubleInView {
  readonly view: RegionView;
  readonly trouble: Trouble;
}

/** The kind that a finding is named after: what AWS says itself before what follows from silence. */
export function worst(troubles: readonly Trouble[]): Trouble['kind'] {
  const kinds = new Set(troubles.map(({ kind }) => kind));
  if (kinds.has('error')) return 'error';
  return kinds.has('never') ? 'never' : 'late';
}

/** `AccessDenied in eu-west-1 and us-east-1 and last delivery 2026-... (30 hours ago) in eu-west-2`. */
export function describeTroubles(troubles: readonly TroubleInView[], all: readonly RegionView[]): string {
  const byText = new Map<string, RegionView[]>();
  for (const { view, trouble } of troubles) {
    const text = describe(trouble);
    byText.set(text, [...(byText.get(text) ?? []), view]);
  }
  const phrases = [...byText].map(([text, views]) => `${text} in ${viewNames(views, all)}`);
  return listNames(phrases);
}

function describe(trouble: Trouble): string {
  if (trouble.kind === 'error') return `error ${trouble.code}`;
  if (trouble.kind === 'late') {
    return `last delivery at ${new Date(trouble.deliveredAt).toISOString()}, ${trouble.hours} hours ago,`;
  }
  return trouble.hours === undefined ? 'no delivery ever' : `no delivery in ${trouble.hours} hours since the start`;
}
