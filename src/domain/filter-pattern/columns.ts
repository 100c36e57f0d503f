/** Cuts a log line into columns at spaces; what stands in square brackets or quotation marks is one column. */
export function splitColumns(line: string): string[] {
  const columns: string[] = [];
  let position = 0;
  while (position < line.length) {
    if (line[position]!.trim() === '') {
      position += 1;
      continue;
    }
    const close = { '[': ']', '"': '"' }[line[position]!];
    const end = close === undefined ? -1 : line.indexOf(close, position + 1);
    if (end >= 0) {
      columns.push(line.slice(position + 1, end));
      position = end + 1;
      continue;
    }
    const start = position;
    while (position < line.length && line[position]!.trim() !== '') position += 1;
    columns.push(line.slice(start, position));
  }
  return columns;
}
