/** What can be wrong with a chain of digests and its log files, and how bad it is. */

/**
 * - `invalid`: proven to be other than what CloudTrail signed
 * - `missing`: proven to have been there
 * - `gap`: a time that no digest covers, and nothing says why
 * - `explained`: a time that no digest covers, and CloudTrail says why. Still not proven
 * - `incomplete`: could not be checked
 * - `notice`: worth knowing, changes no verdict
 */
export type ProblemClass = 'invalid' | 'missing' | 'gap' | 'explained' | 'incomplete' | 'notice';

interface ProblemText {
  readonly class: ProblemClass;
  readonly meaning: string;
}

export const problemKinds = {
  'digest-signature-invalid': {
    class: 'invalid',
    meaning:
      'The signature does not fit the digest: it was changed after CloudTrail signed it, or CloudTrail did not write it.',
  },
  'digest-signature-missing': {
    class: 'invalid',
    meaning:
      'The object carries no signature: it was written again by somebody else than CloudTrail, for example copied without its metadata.',
  },
  'digest-unknown-key': {
    class: 'invalid',
    meaning:
      'The digest names a public key that CloudTrail does not publish in this region: CloudTrail did not sign it.',
  },
  'digest-moved': {
    class: 'invalid',
    meaning: 'The digest was written for another place: it was copied or renamed, and may stand in for another one.',
  },
  'digest-malformed': {
    class: 'invalid',
    meaning: 'The object is not a digest as CloudTrail writes it, or only a part of one.',
  },
  'digest-trailing-bytes': {
    class: 'invalid',
    meaning: 'Bytes were appended to the digest after its compressed content.',
  },
  'digest-missing': {
    class: 'missing',
    meaning:
      'A digest that its successor names, signed, is no longer there: it was deleted. The log files of its hours cannot be proven.',
  },
  'digests-deleted': {
    class: 'missing',
    meaning:
      'CloudTrail reports that it delivered digests for this time; they are not in the bucket: they were deleted.',
  },
  'proven-digest-missing': {
    class: 'missing',
    meaning: 'The digest at which an earlier run stopped is gone or another one: it was deleted or replaced since.',
  },
  'chain-hash-mismatch': {
    class: 'invalid',
    meaning: 'The digest names another content of its predecessor than the one in the bucket.',
  },
  'chain-signature-mismatch': {
    class: 'invalid',
    meaning: 'The digest names another signature of its predecessor than the one in the bucket.',
  },
  'chain-fork': {
    class: 'invalid',
    meaning: 'Two digests name the same predecessor: one of the two does not belong to the chain.',
  },
  'chain-order': { class: 'invalid', meaning: 'The digest names a predecessor that is not older than itself.' },
  'log-modified': {
    class: 'invalid',
    meaning: 'The content is not the one that CloudTrail signed: the file was changed, appended to, or replaced.',
  },
  'log-malformed': { class: 'invalid', meaning: 'The file is no whole gzip file: it was cut short or overwritten.' },
  'log-trailing-bytes': { class: 'invalid', meaning: 'Bytes were appended to the file after its compressed content.' },
  'log-missing': {
    class: 'missing',
    meaning: 'A signed digest names this file; it is not there any more: it was deleted or moved.',
  },
  'log-conflict': {
    class: 'invalid',
    meaning: 'Two digests name this file with different hashes: at most one can be right.',
  },
  'log-unreferenced': {
    class: 'invalid',
    meaning:
      'No digest names this object: CloudTrail did not vouch for it. It was put there by somebody else, or the digest that named it is gone.',
  },
  'log-undecided': {
    class: 'incomplete',
    meaning:
      'No digest that was proven names this object. It may be named by one of another trail that writes to the same place and is not part of this run: its digests of this time could not be proven.',
  },
  'log-unreferenced-shared': {
    class: 'notice',
    meaning:
      'No digest that was checked names this object. Another trail writes to the same place, so it may be its file.',
  },
  'gap-unexplained': {
    class: 'gap',
    meaning:
      'No digest covers this time and nothing says that logging or validation was off: digests may have been deleted.',
  },
  'gap-logging-stopped': {
    class: 'explained',
    meaning: 'The trail was not logging at this time: nothing was recorded.',
  },
  'gap-validation-off': {
    class: 'explained',
    meaning: 'Log file validation was off at this time: log files were delivered and cannot be proven.',
  },
  'gap-trail-deleted': {
    class: 'explained',
    meaning: 'The trail did not exist at this time: it was deleted, or not created yet.',
  },
  'gap-delivery-failing': {
    class: 'explained',
    meaning: 'CloudTrail reports that it could not deliver digests to the bucket.',
  },
  'gap-trail-moved': {
    class: 'explained',
    meaning: 'The trail writes to another place now, and its chain there is verified over the whole range.',
  },
  'gap-not-member': { class: 'explained', meaning: 'The account was not in the organisation at this time.' },
  'digest-unreadable': {
    class: 'incomplete',
    meaning: 'The digest could not be read, so neither it nor its log files are proven.',
  },
  'log-unreadable': { class: 'incomplete', meaning: 'The file could not be read, so it is not proven.' },
  'digest-unsigned': {
    class: 'incomplete',
    meaning: 'The copy has no signature beside it, and no later digest that repeats it: this digest is not proven.',
  },
  'key-unavailable': {
    class: 'incomplete',
    meaning: 'The public key that the digest names is not at hand, so the signature was not checked.',
  },
  'too-large': {
    class: 'incomplete',
    meaning: 'The object is larger than the limit that was set, so it was not read to its end.',
  },
  'pointer-refused': {
    class: 'incomplete',
    meaning: 'The digest points to a bucket or path outside those that were allowed; it was not followed.',
  },
  'listing-incomplete': {
    class: 'incomplete',
    meaning: 'The objects could not be listed, so nothing says that all were seen.',
  },
  'trail-unreadable': {
    class: 'incomplete',
    meaning: 'CloudTrail would not tell about trails here, so some may be left out.',
  },
  'members-unknown': {
    class: 'incomplete',
    meaning:
      'The members of the organisation could not be asked for: one of whom nothing is in the bucket would not be missed.',
  },
  'regions-unknown': {
    class: 'incomplete',
    meaning:
      'Whether the account has enabled these regions was not asked, and nothing of them is in the bucket: digests may have been deleted there.',
  },
  'nothing-due': {
    class: 'incomplete',
    meaning: 'No digest of the range is due yet, so nothing of it is proven. Ask for an earlier beginning.',
  },
  'nothing-found': {
    class: 'incomplete',
    meaning: 'It was asked for, and no chain of digests was found for it: nothing of it is proven.',
  },
  'chain-not-visited': {
    class: 'incomplete',
    meaning:
      'An earlier run knew this chain, and no trail leads there any more: its trail was deleted or moved. Name its place with --bucket and --prefix, or begin a new state if that is as it should be.',
  },
  'worker-failed': { class: 'incomplete', meaning: 'The check itself broke off.' },
  'not-due': { class: 'notice', meaning: 'The digest of this time is not due yet.' },
  'chain-restarted': { class: 'notice', meaning: 'CloudTrail began a new chain here; no time is left uncovered.' },
  'chain-moved': {
    class: 'notice',
    meaning: 'The trail changed its bucket or prefix here; the chain goes on and was followed.',
  },
  'predecessor-expired': {
    class: 'notice',
    meaning: 'The digest before the range is gone. It is outside the range, so nothing in it is in doubt.',
  },
  'signature-from-successor': {
    class: 'notice',
    meaning: 'The copy has no signature beside it; the one that the next digest repeats was used.',
  },
  'object-unexpected': {
    class: 'notice',
    meaning: 'An object in the digest folder does not have the name of a digest.',
  },
} as const satisfies Record<string, ProblemText>;

export type ProblemKind = keyof typeof problemKinds;

/** One problem, with its object, its time and what it means. Times in milliseconds since the epoch. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly chain: string;
  readonly bucket?: string | undefined;
  readonly key?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** How many objects or hours it stands for; one when left out. */
  readonly count?: number | undefined;
  readonly detail?: string | undefined;
}

export type Verdict = 'valid' | 'invalid' | 'missing' | 'gap' | 'incomplete';

const weight: Readonly<Record<Verdict, number>> = { valid: 0, incomplete: 1, gap: 2, missing: 3, invalid: 4 };

/** What one problem makes of the chain that has it. An explained gap is not proven, so it is never `valid`. */
export function verdictOf(kind: ProblemKind): Verdict {
  const of: ProblemClass = problemKinds[kind].class;
  if (of === 'notice') {
    return 'valid';
  }
  return of === 'explained' ? 'incomplete' : of;
}

export function worseVerdict(a: Verdict, b: Verdict): Verdict {
  return weight[a] >= weight[b] ? a : b;
}

/** 0 the whole range is proven, 1 a proven problem, 3 something could not be proven. */
export function exitCodeOf(verdict: Verdict): 0 | 1 | 3 {
  if (verdict === 'valid') {
    return 0;
  }
  return verdict === 'incomplete' ? 3 : 1;
}
