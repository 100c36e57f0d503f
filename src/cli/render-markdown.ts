import { styleText } from 'node:util';

/** Markdown for a terminal: headings stand out, code is set off, links show their address. Not a full Markdown reader. */
export function renderMarkdown(markdown: string, { color }: { color: boolean }): string {
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
      fenced = !fenced;
      const language = line.slice(3).trim();
      return fenced && language !== '' ? [style('dim', `    ${language}`)] : [];
    }
    if (fenced) return [`    ${style('green', line)}`];
    const heading = /^(#+) (.*)$/.exec(line);
    if (!heading) return [inline(line)];
    const [, level = '', title = ''] = heading;
    if (level.length === 1) return [style(['bold', 'underline'], title)];
    return [level.length === 2 ? style('bold', title.toUpperCase()) : style('bold', title)];
  });
  return lines.join('\n');
}
