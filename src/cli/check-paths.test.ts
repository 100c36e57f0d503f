import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkPaths, identity } from './check-paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'surety-paths-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a place to write to', () => {
  test.each(['--save', '--evidence', '--state'])(
    'of %s is no device: the file would take its place',
    async (option) => {
      await expect(checkPaths({}, { [option]: '/dev/null' })).rejects.toMatchObject({
        code: 'NOT_A_FILE',
        hint: `Give a file name after ${option}.`,
      });
    },
  );

  test.each([
    ['below a file', join(folder, 'file/x')],
    ['of a name that is too long', join(folder, 'a'.repeat(300))],
    ['in a circle of links', join(folder, 'circle')],
  ])('%s is refused before anything is read', async (_, path) => {
    writeFileSync(join(folder, 'file'), '');
    rmSync(join(folder, 'circle'), { force: true });
    symlinkSync('circle', join(folder, 'circle'));
    await expect(checkPaths({}, { '--save': path })).rejects.toMatchObject({
      message: expect.stringContaining('Cannot write the snapshot') as string,
      hint: expect.stringContaining('--save') as string,
    });
  });

  test('of a report may be one', async () => {
    await expect(checkPaths({}, { '--output': ['/dev/null', '/dev/null'] })).resolves.toBeUndefined();
  });

  test.each([
    ['--output', 'report'],
    ['--save', 'snapshot'],
    ['--evidence', 'evidence bundle'],
    ['--state', 'state'],
  ])('of %s is no folder, and lies in one that is there', async (option, what) => {
    const message = (path: string) => expect.stringContaining(`Cannot write the ${what} to ${path}`) as string;
    await expect(checkPaths({}, { [option]: folder })).rejects.toMatchObject({
      code: 'REPORT_IS_FOLDER',
      message: message(folder),
      hint: `Give a file name after ${option}.`,
    });
    const nowhere = join(folder, 'none/x');
    await expect(checkPaths({}, { [option]: nowhere })).rejects.toMatchObject({ message: message(nowhere) });
  });

  test('behind a link is the file that it leads to, so that it stays a link', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    symlinkSync(file, join(folder, 'link'));
    expect(await identity(join(folder, 'link'))).toBe(await identity(file));
    await expect(checkPaths({ '--from': file }, { '--save': join(folder, 'link') })).rejects.toMatchObject({
      code: 'OUTPUT_TWICE',
    });
  });
});
