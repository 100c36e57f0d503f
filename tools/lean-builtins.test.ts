import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { leanBuiltins } from './lean-builtins.ts';

test.each([
  ['import { a, b as c } from "node:fs";', 'const { a, b: c } = process.getBuiltinModule("node:fs");'],
  [
    'import { stat, rm as remove, constants } from "node:fs/promises";',
    'const stat = (...given) => process.getBuiltinModule("node:fs/promises").stat(...given), remove = (...given) => process.getBuiltinModule("node:fs/promises").rm(...given), constants = process.getBuiltinModule("node:fs/promises").constants;',
  ],
  ['import process$1 from "node:process";', 'const process$1 = process.getBuiltinModule("node:process");'],
  ['import * as path from "node:path";', 'const path = process.getBuiltinModule("node:path");'],
  [
    'import zlib, { gunzipSync } from "node:zlib";',
    'const zlib = process.getBuiltinModule("node:zlib"); const { gunzipSync } = process.getBuiltinModule("node:zlib");',
  ],
  [
    'import childProcess from "node:child_process";',
    'const childProcess = new Proxy({}, { get: (of, key) => of[key] ?? process.getBuiltinModule("node:child_process")[key] });',
  ],
  [
    'const [http] = await Promise.all([import("node:http")]);',
    'const [http] = await Promise.all([Promise.resolve(process.getBuiltinModule("node:http"))]);',
  ],
  ['const yaml = await import("yaml");', 'const yaml = await import("yaml");'],
  ['import { z } from "./chunks/zod.mjs";', 'import { z } from "./chunks/zod.mjs";'],
  ['const text = `import fs from "node:fs";`;', 'const text = `import fs from "node:fs";`;'],
])('%s', (before, after) => {
  expect(leanBuiltins.renderChunk(before)).toBe(after);
});

interface Http2 {
  readonly http2: { readonly connect: unknown };
  readonly constants: { readonly HTTP2_HEADER_PATH: string };
}

test('HTTP/2 is loaded when something of it is used, its constants too', () => {
  const code = leanBuiltins.renderChunk('const http2 = __require("node:http2"); const { constants } = http2;');
  const names: string[] = [];
  const getBuiltinModule = (name: string) => {
    names.push(name);
    return process.getBuiltinModule(name);
  };
  const context = { process: { getBuiltinModule } };
  const { http2, constants } = runInNewContext(`${code} ({ http2, constants })`, context) as Http2;
  expect(names).toEqual([]);
  expect(constants.HTTP2_HEADER_PATH).toBe(':path');
  expect(http2.connect).toBeTypeOf('function');
  expect(names).toEqual(['node:http2', 'node:http2']);
});
