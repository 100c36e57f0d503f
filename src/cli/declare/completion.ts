import { Argument, type Command } from 'commander';
import { type Shell, shells } from '../completion/scripts.ts';

/** Declares `surety completion`, and what shells ask. Its work is loaded when it is run. */
export function register(program: Command): void {
  program
    .command('completion')
    .description('print the completion script of a shell: source <(surety completion bash)')
    .addArgument(new Argument('<shell>', 'whose script').choices(shells))
    .action(async (shell: Shell) => {
      const { printScript } = await import('../commands/completion.ts');
      printScript(shell);
    });
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .option('--new-word', 'the words are whole; another one begins')
    .action(async (words: readonly string[], { newWord }: { newWord?: true }) => {
      const { printCompletion } = await import('../commands/completion.ts');
      await printCompletion(program, newWord === true ? [...words, ''] : words);
    });
}
