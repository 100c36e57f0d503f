import { setFlagsFromString } from 'node:v8';
import { fail } from './fail.ts';
import { createProgram } from './program.ts';

// V8 lets a heap grow fourfold before it looks for garbage: a world of 100,000 assets then takes 1 GB instead of half.
setFlagsFromString('--heap-growing-percent=25');
// Marking in small steps spares a server pauses; here nobody notices one, and the steps take a twentieth of a short scan.
setFlagsFromString('--no-incremental-marking');

// `surety ... | head`: a reader that has seen enough is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = fail(error);
}
