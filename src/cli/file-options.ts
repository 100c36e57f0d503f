import { type Command, Option } from 'commander';
import { reportFile } from './source-options.ts';

/** `--format` and `--output` of a command that writes one report. The first format is the default; a file's ending may tell another. */
export function addFileOptions(command: Command, formatNames: readonly [string, ...string[]]): Command {
  return command
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(formatNames).default(formatNames[0]))
    .option('-o, --output <file>', 'write to a file; its ending tells the format', reportFile)
    .hook('preAction', async () => {
      const { output } = command.opts<{ output?: string }>();
      if (output === undefined || command.getOptionValueSource('format') !== 'default') return;
      const { formatByEnding } = await import('./outputs.ts');
      const format = formatByEnding(output, formatNames);
      // The default is a text already, if not always a table.
      if (format !== undefined && format !== 'table') command.setOptionValue('format', format);
    });
}
