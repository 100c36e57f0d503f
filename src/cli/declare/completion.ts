import type { Command } from 'commander';

/** Declares `surety completion`, and what shells ask. Its work is loaded when it is run. */
export function register(program: Command, withoutCompletion: () => Command): void {
  program
    .command('completion')
    .description('print the completion script of a shell: source <(surety completion bash)')
    .argument('<shell>', 'bash, zsh, fish or powershell')
    .action(async (shell) => {
      const { printCompletion } = await import('../commands/completion.ts');
      await printCompletion(withoutCompletion(), [shell]);
    });
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (words) => {
      const { printCompletion } = await import('../commands/completion.ts');
      await printCompletion(withoutCompletion(), ['--', ...words]);
    });
}
