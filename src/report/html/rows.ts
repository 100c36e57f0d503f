import { outcomes, severities } from '#src/core/finding.ts';
import type { Finding } from '#src/core/finding.ts';

import { evidenceValue } from '../sentences.ts';
import { jsonForHtml, visible } from '../text.ts';

/** Rows per data block: the page reads block by block, so that it stays responsive while it loads. */
const blockRows = 1_000;
/** Strings that come again (account, region, title, path, call) are written once, up to this many. */
const dictionaryLimit = 20_000;
const wordLimit = 200;

export interface RowWriter {
  add(finding: Finding): string;
  end(): string;
}

/**
 * Findings as compact JSON arrays, one a line, in `<script type="application/json">` blocks, which no browser runs.
 * A string that may come again is a number: its place in the dictionary, which grows by the words that a line brings.
 * The page's script (`page-script.ts`) reads this; a tab parts what it needs at once from what it reads on opening:
 * `[newWords, id, outcome, severity, rule, title, kind, assetId, name, account, region, key, message, controls,
 * missingActions, accepted] TAB [evidence, causes, unknowns, exception]`.
 */
export function rowWriter(): RowWriter {
  const words = new Map<string, number>();
  let open = false;
  let rows = 0;
  let fresh: string[] = [];
  const word = (raw: string): string | number => {
    const text = visible(raw);
    const known = words.get(text);
    if (known !== undefined) {
      return known;
    }
    if (words.size >= dictionaryLimit || text.length > wordLimit) {
      return text;
    }
    words.set(text, words.size);
    fresh.push(text);
    return words.size - 1;
  };
  return {
    add(finding) {
      fresh = [];
      const head = row(finding, word);
      const rest = details(finding, word);
      const line = `${jsonForHtml([fresh, ...head])}\t${jsonForHtml(rest)}`;
      const start = open ? '\n' : '<script type="application/json" class="rows">\n';
      open = true;
      rows += 1;
      const full = rows % blockRows === 0;
      open = !full;
      return `${start}${line}${full ? '\n</script>\n' : ''}`;
    },
    end: () => (open ? '\n</script>\n' : ''),
  };
}

type Word = (text: string) => string | number;

function row(finding: Finding, word: Word): unknown[] {
  const { id, outcome, severity, rule, title, asset, key, message, controls = [], unknowns = [], exception } = finding;
  return [
    id,
    outcomes.indexOf(outcome),
    severities.indexOf(severity),
    word(rule),
    word(title),
    word(asset.kind),
    visible(asset.id),
    visible(asset.name),
    word(asset.account),
    word(asset.region),
    key === undefined ? null : word(key),
    visible(message),
    controls.map(({ framework, control }) => word(`${framework} ${control}`)),
    unknowns.flatMap(({ action }) => (action === undefined ? [] : word(action))),
    exception === undefined ? 0 : 1,
  ];
}

function details({ evidence, causes = [], unknowns = [], exception }: Finding, word: Word): unknown {
  const optional = (text: string | undefined) => (text === undefined ? null : word(text));
  const plain = (text: string | undefined) => (text === undefined ? null : visible(text));
  return [
    evidence.map(({ path, value, call, account, region, at, requestId }) => [
      word(path),
      value === undefined ? null : visible(evidenceValue(value, 4_000)),
      optional(call),
      optional(account === undefined ? region : `${region} of account ${account}`),
      optional(at),
      plain(requestId),
    ]),
    causes.map(({ id, channel, message, document, statement, confidence, blocks, repair }) => [
      word(id),
      word(channel),
      word(message),
      optional(document),
      optional(statement),
      confidence === 'likely' ? 1 : 0,
      blocks === true ? 1 : 0,
      optional(repair),
    ]),
    unknowns.map(({ path, reason, action, detail }) => [word(path), word(reason), optional(action), visible(detail)]),
    exception === undefined
      ? 0
      : [exception.id, exception.reason, exception.owner, exception.approver ?? '', exception.expires].map(visible),
  ];
}
