import { CommanderError } from 'commander';
import { UserError } from '#src/core/user-error.ts';
import { visible } from '#src/report/text.ts';

/** Tells a person what went wrong and answers the exit code: 2 what they can mend, 70 a bug. */
export function fail(error: unknown): number {
  // Commander has printed its own message; help and version end with code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    console.error(`error: ${shown(error.message)}`);
    if (error.hint !== '') console.error(`  ${visible(error.hint)}`);
    return 2;
  }
  const message = error instanceof Error ? error.message : String(error);
  console.error(`error: this is a bug in surety: ${shown(message)}`);
  console.error('  Please report it with the command that you ran. SURETY_DEBUG=1 shows where it happened.');
  if (process.env['SURETY_DEBUG'] && error instanceof Error) console.error(error.stack);
  return 70;
}

/** Errors quote names of trails, documents and files: these may hold what drives a terminal. */
const shown = (text: string): string => text.split('\n').map(visible).join('\n');
