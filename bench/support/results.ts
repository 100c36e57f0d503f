import type { BenchResult } from './bench.ts';

/** A bench's part of the results file: kept as text, so that benches that did not run keep their last figures. */
export type Sections = ReadonlyMap<string, string>;

const HEAD = `# Benchmarks

Written by \`npm run bench\`; each part says when and where it was measured. Parts of benches that did not run stay as
they were. Machines that share their cores with others are noisy: read ratios before seconds.
`;
const MARK = /^<!-- bench: (\S+) -->$/m;

/** The parts of a results file by name of bench. */
export function parseResults(text: string): Sections {
  const [, ...parts] = text.split(MARK);
  const sections = new Map<string, string>();
  for (let index = 0; index < parts.length; index += 2) sections.set(parts[index]!, parts[index + 1]!.trim());
  return sections;
}

export function formatResults(sections: Sections): string {
  const parts = [...sections].toSorted(([left], [right]) => left.localeCompare(right));
  return `${HEAD}${parts.map(([name, text]) => `\n<!-- bench: ${name} -->\n\n${text}\n`).join('')}`;
}

/** Where and how something was measured: one line. */
export interface Circumstances {
  readonly date: string;
  readonly machine: string;
  readonly node: string;
  readonly command: string;
}

export function formatSection({ title, rows, notes }: BenchResult, circumstances: Circumstances): string {
  const lines = [`## ${title}`, '', ...table(rows), '', ...notes.map((note) => `- ${note}`)];
  return [...lines, '', line(circumstances)].join('\n').replaceAll(/\n{3,}/g, '\n\n');
}

/** A bench that did not come to its end takes the place of figures that are no longer true. */
export function formatFailure(name: string, reason: string, circumstances: Circumstances): string {
  const quoted = reason
    .trim()
    .split('\n')
    .slice(-12)
    .map((text) => `    ${text}`);
  return [`## ${name}: failed`, '', ...quoted, '', line(circumstances)].join('\n');
}

const line = ({ date, machine, node, command }: Circumstances): string =>
  `_${date}, ${machine}, Node ${node}, \`${command}\`_`;

function table(rows: readonly Record<string, string>[]): string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (text = ''): string => text.replaceAll('|', '\\|');
  const format = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const isNumeric = (column: string): boolean =>
    rows.every((row) => /^[<>]?[\d.,-]*(?: ?[%x×])?$/.test(row[column] ?? ''));
  return [
    format(columns.map((column) => cell(column))),
    format(columns.map((column) => (isNumeric(column) ? '---:' : '---'))),
    ...rows.map((row) => format(columns.map((column) => cell(row[column])))),
  ];
}
