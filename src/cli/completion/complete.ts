import type { Argument, Command, Option } from 'commander';

export interface Candidate {
  readonly value: string;
  readonly description?: string;
}

/** What may follow: words, or the names of files, which the shell knows better. */
export type Completion = readonly Candidate[] | 'files';

/** Values that are too many, or change too often, to be written where an option is declared. */
export interface Sources {
  rules(): Promise<readonly Candidate[]>;
  frameworks(): Promise<readonly Candidate[]>;
  formats(): Promise<readonly Candidate[]>;
}

const NOTHING: readonly Candidate[] = [];

/** What may stand in place of the last word, after those before it. The program's own name is not among the words. */
export async function complete(program: Command, words: readonly string[], sources: Sources): Promise<Completion> {
  const last = words.at(-1) ?? '';
  let command = program;
  let waiting: Option | undefined;
  let placed = 0;
  for (const word of words.slice(0, -1)) {
    if (waiting !== undefined) {
      waiting = undefined;
    } else if (word.startsWith('-')) {
      const option = findOption(command, word);
      if (option !== undefined && takesValue(option)) waiting = option;
    } else {
      const next = command.commands.find((known) => known.name() === word);
      if (next === undefined) placed++;
      else [command, placed] = [next, 0];
    }
  }
  // An optional value may be left out: `--resume --rule CT-001`.
  if (waiting !== undefined && !(waiting.optional && last.startsWith('-'))) {
    return fitting(await valuesOf(command, waiting, sources), last);
  }
  const inline = /^(--[\w-]+)=(.*)$/s.exec(last);
  if (inline) {
    const [, name = '', value = ''] = inline;
    const option = findOption(command, name);
    const values = option === undefined ? NOTHING : fitting(await valuesOf(command, option, sources), value);
    return values === 'files' ? values : values.map((one) => ({ ...one, value: `${name}=${one.value}` }));
  }
  if (last.startsWith('-')) return fitting(optionsOf(command), last);
  const argument = command.registeredArguments[placed];
  if (argument !== undefined) return fitting(await argumentValues(argument, sources), last);
  if (placed > 0) return NOTHING;
  const commands = commandsOf(command);
  return fitting(commands.length > 0 ? commands : optionsOf(command), last);
}

const findOption = (command: Command, word: string): Option | undefined =>
  command.options.find(({ long, short }) => long === word || short === word);

const takesValue = (option: Option): boolean => option.required || option.optional;

function optionsOf(command: Command): Candidate[] {
  const shown = command.createHelp().visibleOptions(command);
  return shown.flatMap(({ long, description }) => (typeof long === 'string' ? [{ value: long, description }] : []));
}

function commandsOf(command: Command): Candidate[] {
  const shown = command.createHelp().visibleCommands(command);
  return shown.map((known) => ({ value: known.name(), description: known.description() }));
}

async function valuesOf(command: Command, option: Option, sources: Sources): Promise<Completion> {
  if (option.argChoices !== undefined) return option.argChoices.map((value) => ({ value }));
  if (option.long === '--rule') return sources.rules();
  if (option.long === '--framework') return sources.frameworks();
  if (option.long === '--format' && command.name() === 'scan') return sources.formats();
  return /[<[](files?|dir)[>\]]/.test(option.flags) ? 'files' : NOTHING;
}

async function argumentValues(argument: Argument, sources: Sources): Promise<Completion> {
  if (argument.argChoices !== undefined) return argument.argChoices.map((value) => ({ value }));
  if (argument.name() === 'rule') return sources.rules();
  return argument.name() === 'file' ? 'files' : NOTHING;
}

/** Those that go on as the word begins, in any case; of a list with commas the last part is completed. */
function fitting(candidates: Completion, word: string): Completion {
  if (candidates === 'files') return candidates;
  const comma = word.lastIndexOf(',') + 1;
  const [before, begun] = [word.slice(0, comma), word.slice(comma).toLowerCase()];
  return candidates
    .filter(({ value }) => value.toLowerCase().startsWith(begun))
    .map((candidate) => (before === '' ? candidate : { ...candidate, value: before + candidate.value }));
}
