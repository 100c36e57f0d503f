/**
 * A fault that the person who runs the program can repair: bad usage, bad configuration, a full disk.
 * The command line prints message and hint and no stack trace; anything else that is thrown is a bug.
 */
export class UserError extends Error {
  /** Stable and machine-readable: `REPORT_DISK_FULL`. */
  readonly code: string;
  /** One sentence that says what to do. */
  readonly hint: string;

  constructor(code: string, message: string, hint: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'UserError';
    this.code = code;
    this.hint = hint;
  }
}
