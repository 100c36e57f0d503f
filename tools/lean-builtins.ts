/** As the bundler writes it, before it minifies: one import a line. */
const IMPORT =
  /^import\s+(?:(?<whole>[\w$]+)\s*,?\s*)?(?:\*\s+as\s+(?<space>[\w$]+)|(?<names>\{[^}]*\}))?\s*from\s*["'](?<from>node:[\w/]+)["'];?$/gm;

/**
 * Takes from Node's own modules only what is used. An `import` of one evaluates every getter among its exports, and so loads parts that
 * nobody asked for: web cryptography, reports, diagnostics. That is a twentieth of the time of a short command.
 */
export const leanBuiltins = {
  name: 'lean-builtins',
  renderChunk: (code: string): string => code.replaceAll(IMPORT, replacement),
};

/** Loaded when it is used: the parser of the command line takes it for commands that are programs of their own, which Surety has none of. */
const LATE: ReadonlySet<string> = new Set(['node:child_process']);

const builtin = (name: string): string => `process.getBuiltinModule("${name}")`;
const late = (name: string): string => `new Proxy({}, { get: (_, key) => ${builtin(name)}[key] })`;

function replacement(...match: unknown[]): string {
  const { whole, space, names, from } = match.at(-1) as Readonly<Record<string, string | undefined>>;
  return [whole, space, names?.replaceAll(/([\w$]+)\s+as\s+/g, '$1: ')]
    .filter((target) => target !== undefined)
    .map((target) => `const ${target} = ${LATE.has(from!) && target === whole ? late(from!) : builtin(from!)};`)
    .join(' ');
}
