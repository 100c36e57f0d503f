import type { Command } from 'commander';
import { addFileOptions } from '../file-options.ts';
import { addSourceOptions } from '../source-options.ts';

/** `surety diagnose [TRAIL]`. What it needs is loaded when it is run. */
export function register(program: Command): void {
  const command = program
    .command('diagnose')
    .description('say why deliveries of trails fail, or will: which statement, key, role or topic, and what to change')
    .argument('[trail]', 'name or ARN of a trail (default: all)');
  addFileOptions(command, ['tree', 'table', 'json', 'markdown', 'html'])
    .option('--allow-unknown', 'what is unknown does not make the exit code 3')
    .option('--no-allow-unknown', 'it does, whatever the configuration says');
  addSourceOptions(command).action(async (trail, options) => {
    const { runDiagnose } = await import('../commands/diagnose.ts');
    process.exitCode = await runDiagnose(trail, options);
  });
}
