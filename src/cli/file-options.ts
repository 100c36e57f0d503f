import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import { UserError } from '#src/core/user-error.ts';
import { reportFile } from './source-options.ts';

/** `--format` and `--output` of a command that writes one report. The first format is the default; a file's ending may tell another. */
export function addFileOptions(command: Command, formatNames: readonly [string, ...string[]]): Command {
  return command
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(formatNames).default(formatNames[0]))
    .option('-o, --output <file>', 'write to a file; its ending tells the format', reportFile)
    .hook('preAction', async () => {
      const { output, format, bundle } = command.opts<{ output?: string; format: string; bundle?: string }>();
      if (output === undefined) return;
      const { formatByEnding, refuseOtherEnding } = await import('./outputs.ts');
      const chosen = bundle ?? (command.getOptionValueSource('format') === 'default' ? undefined : format);
      if (chosen !== undefined) {
        refuseOtherEnding(output, chosen);
        return;
      }
      const told = formatByEnding(output, formatNames);
      // The default is a text already, if not always a table.
      if (told !== undefined && told !== 'table') command.setOptionValue('format', told);
      if (told === undefined && extname(output) !== '') throw unclear(output, formatNames);
    });
}

function unclear(file: string, formatNames: readonly string[]): UserError {
  return new UserError(
    'FORMAT_UNCLEAR',
    `The ending "${extname(file)}" of ${file} tells no format of this command`,
    `Give --format as well: ${formatNames.join(', ')}.`,
  );
}
