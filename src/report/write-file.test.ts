import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile, readlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWriteStream } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { json } from './json.ts';
import { manyFindings, sampleContext, sampleFindings, summarize } from './testing/sample.ts';
import { openReportFile } from './write-file.ts';
import { writeReports } from './write-reports.ts';
import { streamSink } from './write-stream.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'surety-write-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});
const end = () => ({ summary: summarize(sampleFindings), notes: [] });

describe('a report file', () => {
  test('takes the place of the old one at the end, and nothing else is left in the folder', async () => {
    const path = join(folder, 'report.json');
    await writeFile(path, 'old');
    const sink = await openReportFile(path);
    await sink.write('new');
    expect(await readFile(path, 'utf8')).toBe('old');
    await sink.commit();
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['report.json']);
  });

  test('that is not completed leaves the old one and no litter', async () => {
    const path = join(folder, 'report.json');
    await writeFile(path, 'old');
    const sink = await openReportFile(path);
    await sink.write('x'.repeat(1_000_000));
    await sink.abort();
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['report.json']);
  });

  test('keeps the permissions of the old one', async () => {
    const path = join(folder, 'report.json');
    await writeFile(path, 'old');
    await chmod(path, 0o600);
    const sink = await openReportFile(path);
    await sink.commit();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('behind a link stays behind the link', async () => {
    await writeFile(join(folder, 'real.json'), 'old');
    await symlink('real.json', join(folder, 'link.json'));
    const sink = await openReportFile(join(folder, 'link.json'));
    await sink.write('new');
    await sink.commit();
    expect(await readlink(join(folder, 'link.json'))).toBe('real.json');
    expect(await readFile(join(folder, 'real.json'), 'utf8')).toBe('new');
  });

  test.each([
    ['a folder that does not exist', 'missing/report.json', 'REPORT_NO_FOLDER'],
    ['a folder', 'sub', 'REPORT_IS_FOLDER'],
    ['a name below a file', 'file/report.json', 'REPORT_NO_FOLDER'],
  ])('at %s is refused with a hint', async (_name, path, code) => {
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'file'), '');
    await expect(openReportFile(join(folder, path))).rejects.toMatchObject({
      name: 'UserError',
      code,
      hint: expect.stringMatching(/\.$/),
    });
  });

  test('to a full device is an error of the disk', async () => {
    const sink = await openReportFile('/dev/full');
    await sink.write('x');
    await expect(sink.commit()).rejects.toMatchObject({ name: 'UserError', code: 'REPORT_DISK_FULL' });
  });

  test('on a full disk leaves the old one', async (context) => {
    const disk = join(folder, 'disk');
    await mkdir(disk);
    try {
      execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      console.log(
        'Full disk: tested with /dev/full only, because a small file system cannot be mounted here (not root).',
      );
      context.skip();
    }
    try {
      const path = join(disk, 'report.json');
      await writeFile(path, 'old');
      const targets = [
        { writer: json(sampleContext), sink: await openReportFile(path) },
        { writer: json(sampleContext), sink: await openReportFile(join(folder, 'other.json')) },
      ];
      await expect(writeReports(targets, manyFindings(2_000), end)).rejects.toMatchObject({
        name: 'UserError',
        code: 'REPORT_DISK_FULL',
      });
      expect(await readFile(path, 'utf8')).toBe('old');
      expect(await readdir(disk)).toEqual(['report.json']);
      expect(JSON.parse(await readFile(join(folder, 'other.json'), 'utf8')).findings).toHaveLength(2_000);
    } finally {
      execFileSync('/bin/umount', [disk]);
    }
  });
});

test('findings that break off leave every old report', async () => {
  const path = join(folder, 'report.json');
  await writeFile(path, 'old');
  async function* broken() {
    yield* sampleFindings;
    throw new Error('cut off');
  }
  const targets = [{ writer: json(sampleContext), sink: await openReportFile(path) }];
  await expect(writeReports(targets, broken(), end)).rejects.toThrow('cut off');
  expect(await readFile(path, 'utf8')).toBe('old');
});

describe('standard output', () => {
  test('that is full is an error of the disk', async () => {
    const stream = createWriteStream('/dev/full');
    const sink = streamSink(stream);
    await expect(sink.write('x')).rejects.toMatchObject({ name: 'UserError', code: 'REPORT_DISK_FULL' });
    stream.destroy();
  });

  test('whose reader goes away ends the report quietly', async () => {
    const reader = spawn('head', ['-c', '10'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const sink = streamSink(reader.stdin);
    await writeReports([{ writer: json(sampleContext), sink }], manyFindings(5_000), end);
    expect(sink.closed).toBe(true);
    await sink.write('more');
  });
});
