import { stripVTControlCharacters, styleText } from 'node:util';

/** Markdown for a terminal: headings stand out, code is set off, prose is wrapped, links show their address. Not a full Markdown reader. */
export function renderMarkdown(markdown: string, { color, width }: { color: boolean; width: number }): string {
  const style = (format: Parameters<typeof styleText>[0], text: string): string =>
    color ? styleText(format, text, { validateStream: false }) : text;
  const inline = (text: string): string =>
    text
      .replaceAll(/\[([^\]]+)\]\(([^)]+)\)/g, (_, label: string, url: string) =>
        label === url ? url : `${label} (${url})`,
      )
      .replaceAll(/\*\*([^*]+)\*\*/g, (_, bold: string) => style('bold', bold))
      .replaceAll(/`([^`]+)`/g, (_, code: string) => style('cyan', code));
  let fenced = false;
  const lines = markdown.split('\n').flatMap((line) => {
    if (line.startsWith('```')) {
      // What stands behind the fence (`bash audit`) is for our tests: a reader would take it for a command.
      fenced = !fenced;
      return [];
    }
    if (fenced) return [`    ${style('green', line)}`];
    const heading = /^(#+) (.*)$/.exec(line);
    if (!heading) return wrap(inline(line), width);
    const [, level = '', title = ''] = heading;
    if (level.length === 1) return [style(['bold', 'underline'], title)];
    return [level.length === 2 ? style('bold', title.toUpperCase()) : style('bold', title)];
  });
  return lines.join('\n');
}

/** Breaks a line between words; what follows is indented as far as the text of a list item. */
function wrap(line: string, width: number): string[] {
  const indent = ' '.repeat(/^\s*(?:[-*] |\d+\. )?/.exec(line)![0].length);
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (stripVTControlCharacters(longer).length <= width || current.trim() === '') current = longer;
    else {
      lines.push(current);
      current = indent + word;
    }
  }
  return [...lines, current];
}
