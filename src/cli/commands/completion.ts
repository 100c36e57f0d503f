import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { rules } from '#src/generated/rules.ts';

/** Answers a shell: its completion script, or the words that may follow. */
export async function printCompletion(program: Command, words: readonly string[]): Promise<void> {
  const completion = tab(program);
  for (const name of ['scan', 'permissions', 'doctor']) {
    const option = completion.commands.get(name)?.options.get('rule');
    if (option) option.handler = (complete) => rules.forEach(({ id, title }) => complete(id, title));
  }
  await program.parseAsync(['node', 'surety', 'complete', ...words]);
}
