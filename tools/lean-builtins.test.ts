import { expect, test } from 'vitest';
import { leanBuiltins } from './lean-builtins.ts';

test.each([
  [
    'import { a, b as c } from "node:fs/promises";',
    'const { a, b: c } = process.getBuiltinModule("node:fs/promises");',
  ],
  ['import process$1 from "node:process";', 'const process$1 = process.getBuiltinModule("node:process");'],
  ['import * as path from "node:path";', 'const path = process.getBuiltinModule("node:path");'],
  [
    'import zlib, { gunzipSync } from "node:zlib";',
    'const zlib = process.getBuiltinModule("node:zlib"); const { gunzipSync } = process.getBuiltinModule("node:zlib");',
  ],
  [
    'import childProcess from "node:child_process";',
    'const childProcess = new Proxy({}, { get: (_, key) => process.getBuiltinModule("node:child_process")[key] });',
  ],
  ['import { z } from "./chunks/zod.mjs";', 'import { z } from "./chunks/zod.mjs";'],
  ['const text = `import fs from "node:fs";`;', 'const text = `import fs from "node:fs";`;'],
])('%s', (before, after) => {
  expect(leanBuiltins.renderChunk(before)).toBe(after);
});
