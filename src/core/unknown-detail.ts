import type { UnknownDetail } from './finding.ts';
import type { Unknown } from './unknown.ts';

/** What is unknown and where, as plain data that a finding or a report may hold. */
export function unknownDetail({ path, unknown }: { readonly path: string; readonly unknown: Unknown }): UnknownDetail {
  const { reason, action, detail } = unknown;
  return { path, reason, ...(action === undefined ? {} : { action }), detail };
}
