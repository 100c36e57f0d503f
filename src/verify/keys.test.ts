import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createSigningKey, type SigningKey } from '#lab/digest-maker/key.ts';
import { readKeyFiles } from './keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'surety-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [one, two] = [createSigningKey(), createSigningKey()];

function write(name: string, keys: readonly Pick<SigningKey, 'der' | 'fingerprint'>[]): string {
  const file = join(folder, name);
  const list = keys.map(({ der, fingerprint }) => ({ Value: der.toString('base64'), Fingerprint: fingerprint }));
  writeFileSync(file, JSON.stringify({ PublicKeyList: list }));
  return file;
}

test('a key that stands in several files is one key', async () => {
  const files = [write('a.json', [one, one]), write('b.json', [two, one])];
  await expect(readKeyFiles(files).keys('', 0, 0)).resolves.toHaveLength(4);
});

test.for<[string, () => string[]]>([
  ['one file', () => [write('c.json', [{ ...two, fingerprint: one.fingerprint }, one])]],
  ['two files', () => [write('d.json', [one]), write('e.json', [{ ...two, fingerprint: one.fingerprint }])]],
])('two keys of one fingerprint in %s are refused: the digests of one would be called forged', async ([, files]) => {
  expect(() => readKeyFiles(files())).toThrow(expect.objectContaining({ code: 'PUBLIC_KEYS_UNREADABLE' }) as Error);
});
