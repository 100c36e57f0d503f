import { createHash, createHmac, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { Sha256 } from './sha256.ts';

const hex = async (one: Sha256): Promise<string> => Buffer.from(await one.digest()).toString('hex');

function hashed(parts: readonly (string | Uint8Array)[], key?: string | Uint8Array): Promise<string> {
  const one = new Sha256(key);
  for (const part of parts) one.update(part);
  return hex(one);
}

const LENGTHS = [0, 1, 31, 32, 55, 56, 63, 64, 65, 127, 128, 1_000];

test('hashes as node:crypto does, whatever the length and however it is cut', async () => {
  for (const length of LENGTHS) {
    const data = randomBytes(length);
    const right = createHash('sha256').update(data).digest('hex');
    expect(await hashed([data])).toBe(right);
    expect(await hashed([data.subarray(0, length >> 1), data.subarray(length >> 1)])).toBe(right);
  }
  expect(await hashed([])).toBe(createHash('sha256').digest('hex'));
});

test('with a key it is the HMAC of node:crypto, for keys shorter and longer than a block', async () => {
  for (const length of LENGTHS) {
    for (const keyLength of LENGTHS) {
      const [data, key] = [randomBytes(length), randomBytes(keyLength)];
      expect(await hashed([data], key)).toBe(createHmac('sha256', key).update(data).digest('hex'));
    }
  }
});

test('the fourth test case of RFC 4231', async () => {
  const key = Buffer.from('0102030405060708090a0b0c0d0e0f10111213141516171819', 'hex');
  const mac = '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b';
  expect(await hashed([Buffer.alloc(50, 0xcd)], key)).toBe(mac);
});

test('texts are UTF-8, buffers and views are their bytes, and reset forgets what came before', async () => {
  const right = createHmac('sha256', 'schlüssel').update('Prüf').digest('hex');
  expect(await hashed(['Prüf'], 'schlüssel')).toBe(right);
  const one = new Sha256('schlüssel');
  one.update('anything');
  one.reset();
  const { buffer } = Uint8Array.from(Buffer.from('Prüf'));
  one.update(buffer);
  expect(await hex(one)).toBe(right);
  one.reset();
  one.update(new DataView(buffer, 0, 2));
  one.update(new DataView(buffer, 2));
  expect(await hex(one)).toBe(right);
});
