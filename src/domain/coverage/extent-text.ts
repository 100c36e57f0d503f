import { listNames } from '#src/core/message.ts';
import type { PartialResources, PartialSources } from '../event-selectors/coverage.ts';
import { patternText } from '../event-selectors/describe-unrecorded.ts';

/** `only iam.amazonaws.com`, `except kms.amazonaws.com and events with eventName "HeadBucket"`. */
export function sourcesText({ onlySources, exceptSources, narrowed }: PartialSources): string {
  const only = onlySources === undefined ? [] : [`only ${joined(onlySources)}`];
  const missing = [...exceptSources, ...narrowed];
  return [...only, ...(missing.length > 0 ? [`except ${joined(missing)}`] : [])].join(', ') || 'in part';
}

/** `only arn:aws:s3:::a/*`, `except arn:aws:s3:::logs/*`. */
export function resourcesText({ resources, narrowed }: PartialResources): string {
  const { kind, patterns, unless } = resources;
  const inside = unless.length > 0 ? ` (but not ${joined(unless.map(patternText))})` : '';
  const names = patterns.length > 0 ? [`${kind} ${joined(patterns.map(patternText))}${inside}`] : [];
  return [...names, ...(narrowed.length > 0 ? [`without ${joined(narrowed)}`] : [])].join(', ') || 'in part';
}

const joined = (names: readonly string[]): string => listNames(names, 8);
