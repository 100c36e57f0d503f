import { UserError } from '#src/core/user-error.ts';

const faults: Readonly<Record<string, readonly [code: string, what: string, hint: string]>> = {
  ENOSPC: [
    'REPORT_DISK_FULL',
    'the disk is full',
    'Free some space, or write the report to another disk with --output.',
  ],
  EDQUOT: [
    'REPORT_DISK_FULL',
    'your disk quota is used up',
    'Free some space, or write the report elsewhere with --output.',
  ],
  EFBIG: [
    'REPORT_TOO_LARGE',
    'the file system does not allow a file this large',
    'Write the report to another disk, or scan fewer accounts at once.',
  ],
  EACCES: ['REPORT_NOT_WRITABLE', 'permission is denied', 'Choose a folder that you may write to with --output.'],
  EPERM: ['REPORT_NOT_WRITABLE', 'permission is denied', 'Choose a folder that you may write to with --output.'],
  EROFS: [
    'REPORT_NOT_WRITABLE',
    'the file system is read-only',
    'Choose a folder that you may write to with --output.',
  ],
  ENOENT: [
    'REPORT_NO_FOLDER',
    'the folder does not exist',
    'Create the folder first, or correct the path after --output.',
  ],
  ENOTDIR: ['REPORT_NO_FOLDER', 'a part of the path is not a folder', 'Correct the path after --output.'],
  EISDIR: ['REPORT_IS_FOLDER', 'it is a folder', 'Give a file name after --output.'],
  ENAMETOOLONG: ['REPORT_NAME_TOO_LONG', 'the name is too long', 'Choose a shorter name after --output.'],
};

export const STANDARD_OUTPUT = 'standard output';

const subjects: Readonly<Record<string, string>> = {
  '--save': 'snapshot',
  '--evidence': 'evidence bundle',
  '--state': 'state',
};

/**
 * The error of a write as one that a person can act on.
 * @param option the one that named the path
 * @returns a UserError; others would be a bug and stay as they are
 */
export function writeFault(error: unknown, path: string, option = '--output'): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '' || error instanceof UserError) {
    return error;
  }
  const [name, what, hint] = faults[code] ?? ['REPORT_NOT_WRITTEN', `of ${code}`, 'Try another place with --output.'];
  const reason = faults[code] === undefined ? ` because ${what}` : `: ${what}`;
  const subject = subjects[option] ?? 'report';
  // Where standard output goes is the shell's affair: not every command has an option for it.
  const advice = path === STANDARD_OUTPUT ? 'Send it to another place.' : hint.replace('--output', option);
  return new UserError(name, `Cannot write the ${subject} to ${path}${reason}.`, advice, { cause: error });
}
