/** As the bundler writes it, before it minifies: one import a line. */
const IMPORT =
  /^import\s+(?:(?<whole>[\w$]+)\s*,?\s*)?(?:\*\s+as\s+(?<space>[\w$]+)|(?<names>\{[^}]*\}))?\s*from\s*["'](?<from>node:[\w/]+)["'];?$/gm;

/** An import when it is reached. */
const DYNAMIC_IMPORT = /\bimport\(\s*["'](?<from>node:[\w/]+)["']\s*\)/g;
/** The SDK's sender of requests can also speak HTTP/2, which no service that is asked needs. */
const HTTP2 = /\b__require\(["']node:http2["']\)/g;

/**
 * Takes from Node's own modules only what is used. An `import` of one evaluates every getter among its exports, and so loads parts that
 * nobody asked for: web cryptography, reports, diagnostics, of `node:http` a whole second client. That is a twentieth of the time of a
 * short command, and a tenth of one that asks AWS.
 */
export const leanBuiltins = {
  name: 'lean-builtins',
  renderChunk: (code: string): string =>
    code
      .replaceAll(IMPORT, replacement)
      .replaceAll(DYNAMIC_IMPORT, (_, from: string) => `Promise.resolve(${builtin(from)})`)
      .replaceAll(HTTP2, late('node:http2', ['constants'])),
};

/**
 * Loaded when they are used. The parser of the command line takes `node:child_process` for commands that are programs of their
 * own, which Surety has none of; `node:fs/promises` brings an editor of lines, and a report on the terminal writes no file.
 */
const LATE: ReadonlySet<string> = new Set(['node:child_process', 'node:fs/promises']);

const builtin = (name: string): string => `process.getBuiltinModule("${name}")`;

/** A module, and those of its exports that are taken from it as soon as it is there, loaded when something of them is used. */
function late(name: string, taken: readonly string[] = []): string {
  const parts = taken.map((part) => `${part}: ${proxy('{}', `${builtin(name)}.${part}[key]`)}`);
  return proxy(`{${parts.join(', ')}}`, `of[key] ?? ${builtin(name)}[key]`);
}

const proxy = (of: string, value: string): string => `new Proxy(${of}, { get: (of, key) => ${value} })`;

/** Functions of a module, each of which loads it when it is called; what is no function is taken at once. */
function lateFunctions(name: string, names: string): string {
  const module = process.getBuiltinModule(name) as Readonly<Record<string, unknown>>;
  const parts = names.split(',').map((pair) => {
    const [from, to = from] = pair.split(':').map((word) => word.trim()) as [string, string?];
    const value = `${builtin(name)}.${from}`;
    return typeof module[from] === 'function' ? `${to} = (...given) => ${value}(...given)` : `${to} = ${value}`;
  });
  return `const ${parts.join(', ')};`;
}

function replacement(...match: unknown[]): string {
  const { whole, space, names, from } = match.at(-1) as Readonly<Record<string, string | undefined>>;
  const picked = names?.replaceAll(/([\w$]+)\s+as\s+/g, '$1: ');
  const isLate = LATE.has(from!);
  const lines = [whole, space].map((target) => target && `const ${target} = ${isLate && target === whole ? late(from!) : builtin(from!)};`); // prettier-ignore
  lines.push(picked && (isLate ? lateFunctions(from!, picked.replaceAll(/[{}]/g, '')) : `const ${picked} = ${builtin(from!)};`)); // prettier-ignore
  return lines.filter((line) => line !== undefined).join(' ');
}
