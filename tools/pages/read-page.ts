/** A fenced block: ```yaml cloudformation */
export interface Block {
  readonly language: string;
  /** The word after the language: `cloudformation`, `terraform`, `audit`, `fix`. */
  readonly use: string;
  readonly text: string;
  /** Line of the fence in the page, from 1. */
  readonly line: number;
  /** The headings above it: `Fix`, `AWS CLI`. */
  readonly path: readonly string[];
}

export interface Page {
  /** Text of the first heading. */
  readonly title: string;
  /** `Fix`, `Fix > AWS CLI`, in order. */
  readonly headings: readonly string[];
  readonly blocks: readonly Block[];
  /** Prose below each heading of `headings`, blocks left out. */
  readonly prose: ReadonlyMap<string, string>;
}

/** Reads a rule's page. @throws Error when a fence is not closed. */
export function readPage(markdown: string): Page {
  const lines = markdown.split('\n');
  const headings: string[] = [];
  const blocks: Block[] = [];
  const prose = new Map<string, string>();
  let title = '';
  let path: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const fence = /^```(\w*) *(.*)$/.exec(line);
    if (fence) {
      const end = lines.indexOf('```', at + 1);
      if (end === -1) throw new Error(`line ${at + 1}: the fence is not closed`);
      const [, language = '', use = ''] = fence;
      blocks.push({ language, use, text: `${lines.slice(at + 1, end).join('\n')}\n`, line: at + 1, path: [...path] });
      at = end;
      continue;
    }
    const heading = /^(#{1,3}) (.+)$/.exec(line);
    if (!heading) {
      const key = path.join(' > ');
      prose.set(key, `${prose.get(key) ?? ''}${line}\n`);
      continue;
    }
    const [, marks = '', text = ''] = heading;
    if (marks.length === 1) {
      title = text;
      continue;
    }
    path = marks.length === 2 ? [text] : [path[0] ?? '', text];
    headings.push(path.join(' > '));
  }
  return { title, headings, blocks, prose };
}
