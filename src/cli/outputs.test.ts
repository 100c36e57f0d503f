import { describe, expect, test } from 'vitest';
import { pairOutputs } from './outputs.ts';

describe('formats and files are paired', () => {
  test.each<[string, string[] | undefined, string[] | undefined, object[]]>([
    ['neither: a table', undefined, undefined, [{ format: 'table' }]],
    ['a format alone goes to standard output', ['json'], undefined, [{ format: 'json' }]],
    ["a file alone: its ending tells", undefined, ['a.sarif'], [{ format: 'sarif', file: 'a.sarif' }]],
    ['as many of both: in order, whatever the endings', ['json', 'csv'], ['a.txt', 'b.txt'], [{ format: 'json', file: 'a.txt' }, { format: 'csv', file: 'b.txt' }]],
    ['a format more than files: it goes to standard output', ['table', 'json'], ['a.json'], [{ format: 'json', file: 'a.json' }, { format: 'table' }]],
    ['more files than formats: endings tell, and the format is not lost', ['table'], ['a.json', 'b.html'], [{ format: 'json', file: 'a.json' }, { format: 'html', file: 'b.html' }, { format: 'table' }]],
    ['endings in capitals', undefined, ['A.JSON'], [{ format: 'json', file: 'A.JSON' }]],
  ])('%s', (_, formats, files, expected) => {
    expect(pairOutputs(formats, files)).toEqual(expected);
  }); // prettier-ignore

  test.each<[string, string[] | undefined, string[] | undefined]>([
    ['FORMAT_UNKNOWN', ['jsn'], undefined],
    ['FORMAT_UNCLEAR', undefined, ['a.xyz']],
    ['USAGE', ['json', 'csv'], undefined],
    ['USAGE', ['table', 'json', 'csv'], ['a.sarif']],
  ])('or refused with %s', (code, formats, files) => {
    expect(() => pairOutputs(formats, files)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
