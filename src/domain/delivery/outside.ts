import type { UnknownDetail } from '../../core/finding.ts';

/** Whether evidence lies outside what was asked for, which is no hole in it: see docs/adr/0011. */
export function isOutsideScan({ reason }: UnknownDetail): boolean {
  return reason === 'other-account' || reason === 'not-available';
}
