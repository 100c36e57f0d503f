import { CommanderError } from 'commander';
import { UserError } from '#src/core/user-error.ts';
import { fail } from './fail.ts';
import { createProgram } from './program.ts';

// Only SURETY_DEBUG shows where an error came from, and to note it takes time: the AWS SDK makes an error for each request.
if (!process.env['SURETY_DEBUG']) Error.stackTraceLimit = 0;

// `surety ... | head`: a reader that has seen enough is no fault. A full disk behind `> FILE` is one.
let fault: Error | undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') fault ??= error;
});

try {
  await createProgram().parseAsync().catch(unlessItEndedWell);
  // Streams tell of a failed write one turn later.
  await new Promise((resolve) => void setImmediate(resolve));
  if (fault !== undefined) {
    const { STANDARD_OUTPUT, writeFault } = await import('#src/report/write-fault.ts');
    throw writeFault(fault, STANDARD_OUTPUT);
  }
} catch (error) {
  process.exitCode = fail(error);
  // A program that was asked for credentials may still be running: who stopped the scan need not wait for it.
  if (error instanceof UserError && error.code === 'STOPPED') process.exit();
}

/** Help and version end by throwing too; a full disk behind them is a fault like any other. */
function unlessItEndedWell(error: unknown): void {
  if (!(error instanceof CommanderError) || error.exitCode !== 0) throw error;
}
