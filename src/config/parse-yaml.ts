import { isMap, isNode, LineCounter, type Document, parseDocument, type YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { UserError } from '#src/core/user-error.ts';
import { inWords } from './in-words.ts';

/** A place in a file and what is wrong there. Lines and columns count from one. */
interface Problem {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Parses YAML against a schema; every problem is named with line and column. */
export function parseYaml<T>(text: string, file: string, schema: z.ZodType<T>, hint: string): T {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true, logLevel: 'error' });
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col };
  };
  if (document.errors.length > 0) {
    throw invalid(
      file,
      document.errors.map((error) => ({ ...place(error.pos[0]), text: syntaxProblem(error) })),
      hint,
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // An alias of nothing, or aliases of aliases that would fill the memory.
    throw invalid(file, [{ line: 1, column: 1, text: error instanceof Error ? error.message : String(error) }], hint);
  }
  const checked = schema.safeParse(value ?? {}, { error: inWords });
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map((issue) => ({
    ...place(offsetOf(document, issue.path, issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined)),
    text: `${issue.path.length === 0 ? '' : `${issue.path.join('.')}: `}${issue.message}`,
  }));
  throw invalid(file, problems, hint);
}

function syntaxProblem({ code, message }: YAMLParseError): string {
  // The library's own sentence tells a programmer what to call instead.
  return code === 'MULTIPLE_DOCS' ? 'a second document begins here; the file must be one' : message;
}

/** Where in the text a path of the value stands; the nearest parent where the path itself is not there. */
function offsetOf(document: Document, path: readonly PropertyKey[], key: string | undefined): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (!isNode(node)) continue;
    if (key !== undefined && isMap(node)) {
      const pair = node.items.find((item) => isNode(item.key) && 'value' in item.key && item.key.value === key);
      if (pair && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    return node.range?.[0] ?? 0;
  }
  return 0;
}

function invalid(file: string, problems: readonly Problem[], hint: string): UserError {
  const lines = problems.slice(0, 10).map(({ line, column, text }) => `${file}:${line}:${column}: ${text}`);
  if (problems.length > 10) lines.push(`and ${problems.length - 10} more problems`);
  return new UserError('CONFIG_INVALID', lines.join('\n'), hint);
}
