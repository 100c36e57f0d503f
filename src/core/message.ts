/** Fills the `{holes}` of a message. */
export function fillMessage(template: string, data: Readonly<Record<string, string | number>> = {}): string {
  return template.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(data[name] ?? hole));
}

/** `a`, `a and b`, `a, b and c`; after `most` names the rest is counted. */
export function listNames(names: readonly string[], most = 6): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names;
  if (shown.length <= 1) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
