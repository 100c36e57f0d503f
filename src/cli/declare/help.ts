import type { Command } from 'commander';
import { closest } from '#src/core/closest.ts';

/** Declares `surety help`: commander's own answers a mistyped command with all help and no word about the slip. */
export function register(program: Command): void {
  program
    .command('help')
    .description('display help for a command')
    .argument('[command...]')
    .action((names: readonly string[]) => {
      let command = program;
      for (const name of names) {
        const known = command.commands;
        const next = known.find((one) => one.name() === name);
        if (next === undefined) {
          const near = closest(
            name,
            known.map((one) => one.name()),
          );
          return program.error(
            `error: unknown command '${name}'${near === undefined ? '' : `\n(Did you mean ${near}?)`}`,
          );
        }
        command = next;
      }
      return command.help();
    });
}
