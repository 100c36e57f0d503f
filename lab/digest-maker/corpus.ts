import { addedObjects } from './corpus/added-objects.ts';
import type { CorpusCase } from './corpus/case.ts';
import { deletedDigests } from './corpus/deleted-digests.ts';
import { digests } from './corpus/digests.ts';
import { gaps } from './corpus/gaps.ts';
import { links } from './corpus/links.ts';
import { logFiles } from './corpus/log-files.ts';
import { places } from './corpus/places.ts';
import { unreadable } from './corpus/unreadable.ts';

/**
 * Chains that were tampered with, one per kind, each with the verdict that it must get and the exit code that
 * `aws cloudtrail validate-logs` (1.45) gives, with the reason where the two differ.
 */
export const corpus: readonly CorpusCase[] = [
  ...digests,
  ...deletedDigests,
  ...logFiles,
  ...addedObjects,
  ...gaps,
  ...places,
  ...links,
  ...unreadable,
];
