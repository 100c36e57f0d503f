import { expect, test } from 'vitest';
import type { Observer, Scope } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { ownerInScan } from './owner.ts';

const denied = new Unknown('access-denied', '', 's3:ListAllMyBuckets');
const accounts = ['111111111111', '222222222222', '333333333333'];
const scope = { accounts, partition: 'aws-cn' } as unknown as Scope;

/** Every account answers with its list, and only once all of them have been asked. */
function lists(byAccount: Readonly<Record<string, readonly (string | Unknown)[]>>): Observer & { asked: string[] } {
  const asked: string[] = [];
  let release: (() => void) | undefined;
  const all = new Promise<void>((resolve) => {
    release = resolve;
  });
  const observeAll: Observer['observeAll'] = async (operation, _input, read, at) => {
    asked.push(`${operation.name} ${at?.account} ${at?.region}`);
    if (asked.length === accounts.length) release!();
    await all;
    const items = byAccount[at!.account!] ?? [];
    return items.map((item) => (item instanceof Unknown ? item : read({ Name: item } as never)));
  };
  return { asked, observeAll, observe: () => Promise.reject(new Error('nothing else is asked')) };
}

test.each([
  ['the first account', { 111111111111: ['logs'] }, '111111111111'],
  ['the last account', { 111111111111: ['other'], 333333333333: ['a', 'logs'] }, '333333333333'],
  ['an account after one that could not be read', { 111111111111: [denied], 222222222222: ['logs'] }, '222222222222'],
  ['no account', { 111111111111: ['logs-2'] }, undefined],
  ['no account that could be read', { 111111111111: ['other'], 222222222222: ['x', denied] }, denied],
])('the owner is %s', async (_, byAccount, owner) => {
  expect(await ownerInScan('logs', scope, lists(byAccount))).toBe(owner);
});

test('all accounts are asked at once, in the region where the partition lists buckets', async () => {
  const observer = lists({});
  await ownerInScan('logs', scope, observer);
  expect(observer.asked).toEqual(accounts.map((account) => `ListBuckets ${account} cn-north-1`));
});
