import { type Command, Option } from 'commander';
import { reportFile } from './source-options.ts';

/** `--format` and `--output` of a command that writes one report. The first format is the default; a file's ending may tell another. */
export function addFileOptions(command: Command, formatNames: readonly [string, ...string[]]): Command {
  return command
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(formatNames).default(formatNames[0]))
    .option('-o, --output <file>', 'write to a file; its ending tells the format', reportFile)
    .hook('preAction', async () => {
      const { output, format, bundle } = command.opts<{ output?: string; format: string; bundle?: string }>();
      if (output === undefined) return;
      const { formatByEnding, refuseOtherEnding, refuseUnclearEnding } = await import('./outputs.ts');
      const given = bundle ?? (command.getOptionValueSource('format') === 'default' ? undefined : format);
      const told = formatByEnding(output, formatNames);
      refuseOtherEnding(output, given ?? told ?? format);
      if (given === undefined && told === undefined) refuseUnclearEnding(output);
      // The default is a text already, if not always a table.
      if (given === undefined && told !== undefined && told !== 'table') command.setOptionValue('format', told);
    });
}
