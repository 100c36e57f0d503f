import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Finding } from '#src/core/finding.ts';

import { formats, isFormatName } from './formats.ts';
import type { FormatName } from './formats.ts';
import { columns } from './table/columns.ts';
import { anyFinding } from './testing/arbitrary.ts';
import { junitFaults } from './testing/junit-shape.ts';
import { render } from './testing/render.ts';
import { hostileFindings, manyFindings, sampleContext, sampleFindings, summarize } from './testing/sample.ts';
import { parseCsv, parseXml, validators } from './testing/validate.ts';

const names = Object.keys(formats).filter(isFormatName);
const load = async (name: FormatName) => (await formats[name].load())({ color: false, width: 80, verbose: true });

/** Throws or fails when the text is not what the format promises. */
const check: Record<FormatName, (text: string, count: number, findings: readonly Finding[]) => void> = {
  json: (text, count) => {
    const report = JSON.parse(text);
    expect(validators.json(report)).toEqual([]);
    expect(report.findings).toHaveLength(count);
  },
  sarif: (text, _count, findings) => {
    const log = JSON.parse(text);
    expect(validators.sarif(log)).toEqual([]);
    const open = findings.filter(({ outcome }) => ['fail', 'unknown', 'rule-error'].includes(outcome));
    expect(log.runs[0].results).toHaveLength(open.length);
  },
  ocsf: (text, count) => {
    const events = text.split('\n').slice(0, -1);
    expect(events.flatMap((line) => validators.ocsf(JSON.parse(line)))).toEqual([]);
    expect(events).toHaveLength(count);
  },
  asff: (text, count) => {
    const findings: unknown[] = JSON.parse(text);
    expect(findings.flatMap((finding) => validators.asff(finding))).toEqual([]);
    expect(findings).toHaveLength(count);
    for (const finding of findings) {
      expect(Buffer.byteLength(JSON.stringify(finding))).toBeLessThan(240 * 1024);
    }
  },
  junit: (text, count) => {
    const root = parseXml(text);
    expect(root.name).toBe('testsuites');
    expect(junitFaults(root)).toEqual([]);
    const suites = root.children.filter(({ attributes }) => attributes['name'] !== 'notes');
    expect(suites.flatMap(({ children }) => children)).toHaveLength(count);
    for (const { attributes, children } of suites) {
      const having = (name: string) => children.filter((item) => item.children[0]?.name === name).length;
      expect(attributes).toMatchObject({
        tests: `${children.length}`,
        failures: `${having('failure')}`,
        errors: `${having('error')}`,
        skipped: `${having('skipped')}`,
      });
    }
  },
  csv: (text, count) => {
    const [header, ...rows] = parseCsv(text);
    expect(rows).toHaveLength(count);
    for (const row of rows) {
      expect(row).toHaveLength(header!.length);
      expect(row.filter((cell) => /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(cell))).toEqual([]);
    }
  },
  html: (text, count) => {
    const lines = text.match(/^\[\[.*\t\[.*$/gm) ?? [];
    expect(lines).toHaveLength(count);
    for (const line of lines) {
      line.split('\t').forEach((part) => JSON.parse(part));
      expect(line).not.toMatch(/[<>]/);
    }
    // One script that runs; nothing that a finding says makes another.
    expect(text.match(/<script>/g)).toHaveLength(1);
    expect(text.match(/<(?:img|svg|iframe|object|embed)\b/gi)).toBeNull();
  },
  markdown: (text) => expect(text.length).toBeLessThan(65_536),
  table: (text) => {
    for (const line of text.split('\n')) {
      expect(columns(line)).toBeLessThanOrEqual(80);
    }
  },
};

// oxlint-disable-next-line no-control-regex -- control characters are what this test is about
const raw = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;

describe.each(names)('%s', (name) => {
  // What is expected of each format stands in `check`, which the linter does not look into.
  /* oxlint-disable vitest/expect-expect */
  test('holds the sample', async () => {
    check[name](render(await load(name), sampleFindings), sampleFindings.length, sampleFindings);
  });

  test('is whole without any finding', async () => {
    check[name](render(await load(name), []), 0, []);
  });

  /* oxlint-enable vitest/expect-expect */

  test('holds names and texts that attack it, and lets no control character through', async () => {
    const text = render(await load(name), hostileFindings());
    check[name](text, hostileFindings().length, hostileFindings());
    expect(name === 'html' ? text.replaceAll('\t', '') : text).not.toMatch(raw);
  });

  test('holds any finding', async () => {
    const format = await load(name);
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 4 }), (findings) => {
        const text = render(format, findings);
        check[name](text, findings.length, findings);
        expect(name === 'html' ? text.replaceAll('\t', '') : text).not.toMatch(raw);
      }),
      { numRuns: 60 },
    );
  });

  test('gives the same report for the same findings', async () => {
    expect(render(await load(name), sampleFindings)).toBe(render(await load(name), sampleFindings));
  });

  test('holds no more memory for 40,000 findings than for a few', async () => {
    const writer = (await load(name))(sampleContext);
    let longest = 0;
    let last: string | undefined;
    for (const finding of manyFindings(40_000)) {
      last = writer.finding(finding);
      longest = Math.max(longest, last.length);
    }
    const end = writer.end(summarize([]), []);
    // What a writer held back comes out in one piece at last: no piece is anywhere near the size of the whole.
    expect(Math.max(longest, end.length)).toBeLessThan(5_000_000);
  });
});

test.each(['markdown', 'html'] as const)('%s does not say that nothing failed where failures are accepted', async (name) => {
  const accepted = sampleFindings.filter(({ exception }) => exception !== undefined);
  const text = render(await load(name), accepted);
  expect(text).toContain('Nothing failed and nothing is unknown but what was accepted.');
  expect(text).not.toContain('Nothing failed and nothing is unknown.');
}); // prettier-ignore
