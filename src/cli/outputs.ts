import { extname } from 'node:path';
import { closest } from '#src/core/closest.ts';
import { UserError } from '#src/core/user-error.ts';
import { type FormatName, formats, isFormatName } from '#src/report/formats.ts';

/** One report to write; no file means standard output. */
export interface Output {
  readonly format: FormatName;
  readonly file?: string;
}

/**
 * Pairs `--format` and `--output`: as many of both are paired in order; else a file's ending tells its format, and a
 * format that is left over goes to standard output.
 */
export function pairOutputs(formatNames: readonly string[] = [], files: readonly string[] = []): readonly Output[] {
  const asked = formatNames.map(requireFormat);
  if (files.length === 0) return toStdout(asked.length === 0 ? ['table'] : asked);
  if (asked.length === files.length) {
    return files.map((file, index) => ({ format: refuseOtherEnding(file, asked[index]!), file }));
  }
  const left = [...asked];
  const written = files.map((file): Output => {
    const format = formatOf(file, asked);
    if (left.includes(format)) left.splice(left.indexOf(format), 1);
    return { format, file };
  });
  return [...written, ...toStdout(left)];
}

function toStdout(names: readonly FormatName[]): Output[] {
  if (names.length > 1) {
    throw new UserError(
      'USAGE',
      `${names.join(' and ')} cannot both go to standard output`,
      'Give an --output for each but one.',
    );
  }
  return names.map((format) => ({ format }));
}

function requireFormat(name: string): FormatName {
  if (isFormatName(name)) return name;
  const near = closest(name, Object.keys(formats));
  throw new UserError(
    'FORMAT_UNKNOWN',
    `There is no format "${name}"`,
    `${near === undefined ? '' : `Did you mean ${near}? `}Formats: ${Object.keys(formats).join(', ')}.`,
  );
}

/** The format that a file's ending tells: one of those asked for where it fits, else any. */
function formatOf(file: string, asked: readonly FormatName[]): FormatName {
  const found = formatByEnding(file, asked) ?? formatByEnding(file, Object.keys(formats));
  if (found !== undefined) return found;
  throw unclearEnding(file);
}

/** Endings of files that hold any text. */
const PLAIN: ReadonlySet<string> = new Set(['', '.txt', '.text', '.log']);

/** Refuses a file whose ending tells something else than text and no format: `a.pdf`. */
export function refuseUnclearEnding(file: string): void {
  if (!PLAIN.has(extname(file).toLowerCase())) throw unclearEnding(file);
}

const unclearEnding = (file: string): UserError =>
  new UserError(
    'FORMAT_UNCLEAR',
    `The ending "${extname(file)}" of ${file} does not tell a format`,
    'Give one --format for each --output.',
  );

/** JSON by another name. */
const JSON_TOO: ReadonlySet<string> = new Set(['sarif', 'ocsf', 'asff']);

/** Refuses a file that would be opened as what it is not: `a.html` with JSON in it. A `.txt` holds any text. */
export function refuseOtherEnding<T extends string>(file: string, format: T): T {
  const told = formatByEnding(file, Object.keys(formats)) ?? format;
  if (told === format || told === 'table' || (told === 'json' && JSON_TOO.has(format))) return format;
  throw new UserError(
    'FORMAT_CONFLICT',
    `The ending of ${file} tells ${told}, and ${format} would be written to it`,
    'Give the file another ending, or another --format; several of both are paired in order.',
  );
}

/** The one of some formats that a file's ending tells. */
export function formatByEnding(file: string, candidates: readonly string[]): FormatName | undefined {
  // Longest ending first: `x.ocsf.jsonl` before `x.json`.
  const byLength = candidates
    .filter(isFormatName)
    .toSorted((a, b) => formats[b].extension.length - formats[a].extension.length);
  return byLength.find((name) => file.toLowerCase().endsWith(`.${formats[name].extension}`));
}
