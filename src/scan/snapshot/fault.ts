import { UserError } from '#src/core/user-error.ts';

const RESCAN = 'Scan again with --save, or take the file from where it was made.';

export const FROM_SAVE = 'Give a file that --save made.';

/** Why a file is not taken for a snapshot. `what` goes on after its path: `is empty.` */
export function fault(path: string, what: string, hint = RESCAN): UserError {
  return new UserError('SNAPSHOT_INVALID', `The snapshot ${path} ${what}`, hint);
}
