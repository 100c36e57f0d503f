/**
 * The page's script, as text: its hash stands in the page's policy, so it is the same in every report. It reads the
 * rows that `rows.ts` writes, makes all elements by `createElement` and `textContent`, and never writes HTML.
 * Only the rows of one page are in the document; 100,000 findings are an array and a filter over it.
 */
export const pageScript = `'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const OUTCOMES = ['pass', 'fail', 'not-applicable', 'unknown', 'unsupported-source', 'rule-error'];
  const TITLES = { fail: 'Fail', unknown: 'Unknown', 'rule-error': 'Rule error', accepted: 'Accepted', pass: 'Pass', 'not-applicable': 'Not applicable', 'unsupported-source': 'Not in this source' };
  const FIELDS = ['account', 'rule', 'region', 'standard'];
  const SEVERITIES = ['low', 'medium', 'high', 'critical'];
  const URGENT = { fail: 0, unknown: 1, 'rule-error': 2, accepted: 3, pass: 4, 'not-applicable': 5, 'unsupported-source': 6 };
  const number = (count) => count.toLocaleString('en-US');
  const el = (name, props, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(props || {})) {
      if (value === undefined || value === null || value === false) continue;
      if (key === 'on') for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
      else node.setAttribute(key, value === true ? '' : value);
    }
    node.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== ''));
    return node;
  };

  const words = [];
  const say = (ref) => (typeof ref === 'number' ? words[ref] : ref);
  const rows = [];
  const rules = new Map(JSON.parse(byId('rules').textContent).map(([id, why, fix, page]) => [id, { why, fix, page }]));
  const app = byId('app');

  const readBlock = (text) => {
    for (const line of text.split('\\n')) {
      const tab = line.indexOf('\\t');
      if (tab < 0) continue;
      const [fresh, id, outcome, severity, rule, title, kind, assetId, name, account, region, key, message, controls, actions, accepted] = JSON.parse(line.slice(0, tab));
      for (const word of fresh) words.push(word);
      const verdict = accepted === 1 ? 'accepted' : OUTCOMES[outcome];
      const row = { id, verdict, outcome: OUTCOMES[outcome], severity, rule: say(rule), title: say(title), kind: say(kind), assetId, name, account: say(account), region: say(region), key: key === null ? '' : say(key), message, controls, details: line.slice(tab + 1) };
      row.text = [id, row.rule, row.title, row.kind, assetId, name, row.account, row.region, row.key, message, ...controls.map(say), ...actions.map(say)].join('\\n').toLowerCase();
      row.urgency = (URGENT[verdict] > 2 ? 10 + URGENT[verdict] * 10 : URGENT[verdict]) + (3 - severity) * (URGENT[verdict] > 2 ? 1 : 2.5);
      rows.push(row);
    }
  };

  const state = { q: '', verdicts: new Set(['fail', 'unknown', 'rule-error']), severities: new Set(SEVERITIES), account: '', rule: '', region: '', standard: '', sort: 'urgency', down: false, page: 0, size: 50 };
  let found = [];
  const opened = new Set();

  const filter = () => {
    const terms = state.q.toLowerCase().split(/\\s+/).filter(Boolean);
    const severities = SEVERITIES.map((name) => state.severities.has(name));
    const speaks = (ref) => say(ref).startsWith(state.standard + ' ');
    found = rows.filter((row) => state.verdicts.has(row.verdict) && severities[row.severity] && (state.account === '' || row.account === state.account) && (state.rule === '' || row.rule === state.rule) && (state.region === '' || row.region === state.region) && (state.standard === '' || row.controls.some(speaks)) && terms.every((term) => row.text.includes(term)));
    const key = { urgency: (row) => row.urgency, verdict: (row) => URGENT[row.verdict], severity: (row) => 3 - row.severity, rule: (row) => row.rule, asset: (row) => row.name || row.assetId, account: (row) => row.account, region: (row) => row.region }[state.sort];
    const sign = state.down ? -1 : 1;
    found.sort((a, b) => { const x = key(a), y = key(b); return x < y ? -sign : x > y ? sign : 0; });
    state.page = 0;
    draw();
    remember();
  };

  // Browsers may refuse to change the address of a local file; the report works without that.
  const remember = () => {
    const part = new URLSearchParams();
    if (state.q) part.set('q', state.q);
    part.set('verdict', [...state.verdicts].join(','));
    if (state.severities.size < 4) part.set('severity', [...state.severities].join(','));
    for (const name of FIELDS) if (state[name]) part.set(name, state[name]);
    try { history.replaceState(null, '', '#' + part); } catch {}
  };
  const recall = () => {
    const part = new URLSearchParams(location.hash.slice(1));
    state.q = part.get('q') || '';
    if (part.has('verdict')) state.verdicts = new Set(part.get('verdict').split(',').filter((name) => name in TITLES));
    if (part.has('severity')) state.severities = new Set(part.get('severity').split(',').filter((name) => SEVERITIES.includes(name)));
    for (const name of FIELDS) state[name] = part.get(name) || '';
  };

  const chips = (legend, names, set, counts, title) => el('fieldset', { class: 'chips' }, el('legend', {}, legend), names.map((name) => {
    const chip = el('button', { type: 'button', class: 'chip', 'data-value': name, 'aria-pressed': String(set().has(name)) }, title(name) + ' ' + number(counts.get(name) || 0));
    chip.addEventListener('click', () => {
      if (!set().delete(name)) set().add(name);
      chip.setAttribute('aria-pressed', String(set().has(name)));
      filter();
    });
    return chip;
  }));

  const choose = (id, label, values, all) => {
    const select = el('select', { id }, el('option', { value: '' }, all), values.map(([value, text]) => el('option', { value }, text)));
    if (values.some(([value]) => value === state[id])) select.value = state[id]; else state[id] = '';
    select.addEventListener('change', () => { state[id] = select.value; filter(); });
    return el('label', { class: 'field' }, label, select);
  };

  const tally = (key) => {
    const counts = new Map();
    for (const row of rows) { const value = key(row); counts.set(value, (counts.get(value) || 0) + 1); }
    return counts;
  };
  const sorted = (counts, text) => [...counts.keys()].sort().map((value) => [value, text(value)]);

  let status, body, pager, table;
  const build = () => {
    const search = el('input', { type: 'search', id: 'q', placeholder: 'Name, ARN, message, permission, control', autocomplete: 'off', spellcheck: 'false' });
    search.value = state.q;
    let timer;
    search.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(() => { state.q = search.value; filter(); }, 120); });
    const verdicts = tally((row) => row.verdict);
    const severities = tally((row) => SEVERITIES[row.severity]);
    const controls = new Set();
    for (const row of rows) for (const ref of row.controls) controls.add(ref);
    const standards = new Set([...controls].map((ref) => say(ref).split(' ')[0]).filter(Boolean));
    const titles = new Map(rows.map((row) => [row.rule, row.title]));
    const bar = el('div', { class: 'bar', role: 'search', 'aria-label': 'Findings' },
      el('div', { class: 'line' },
        el('label', { class: 'field grow' }, 'Search', search),
        choose('account', 'Account', sorted(tally((row) => row.account), (value) => value || 'owner not known').filter(([value]) => value), 'All accounts'),
        choose('region', 'Region', sorted(tally((row) => row.region), (value) => value), 'All regions'),
        choose('rule', 'Rule', sorted(titles, (value) => value + ' ' + titles.get(value)), 'All rules'),
        standards.size ? choose('standard', 'Standard', [...standards].sort().map((value) => [value, value]), 'All standards') : ''),
      el('div', { class: 'line' },
        chips('Verdict', Object.keys(TITLES).filter((name) => verdicts.has(name)), () => state.verdicts, verdicts, (name) => TITLES[name]),
        chips('Severity', [...SEVERITIES].reverse(), () => state.severities, severities, (name) => name)));
    status = el('span', { role: 'status', id: 'status' });
    const turn = (step) => () => { state.page += step; draw(); table.scrollIntoView({ block: 'start' }); };
    const size = el('select', { 'aria-label': 'Findings per page' }, [25, 50, 100, 250].map((count) => el('option', { value: String(count) }, count + ' per page')));
    size.value = String(state.size);
    size.addEventListener('change', () => { state.size = Number(size.value); state.page = 0; draw(); });
    pager = { previous: el('button', { type: 'button', on: { click: turn(-1) } }, 'Previous'), next: el('button', { type: 'button', id: 'next', on: { click: turn(1) } }, 'Next'), where: el('span', {}) };
    bar.append(el('div', { class: 'status' }, status, el('nav', { class: 'pager', 'aria-label': 'Pages' }, size, pager.previous, pager.where, pager.next)));
    const heads = [['verdict', 'Verdict'], ['severity', 'Severity'], ['rule', 'Rule'], ['asset', 'Asset'], ['account', 'Account'], ['region', 'Region'], [null, 'Message']].map(([key, text]) => {
      const th = el('th', { scope: 'col' }, key === null ? text : el('button', { type: 'button', title: 'Sort by ' + text.toLowerCase() }, text));
      if (key !== null) th.firstChild.addEventListener('click', () => {
        state.down = state.sort === key && !state.down;
        state.sort = key;
        for (const other of heads) other.removeAttribute('aria-sort');
        th.setAttribute('aria-sort', state.down ? 'descending' : 'ascending');
        filter();
      });
      return th;
    });
    body = el('tbody', {});
    table = el('table', {}, el('caption', {}, 'Findings'), el('thead', {}, el('tr', {}, heads)), body);
    app.replaceChildren(el('section', { 'aria-label': 'Findings' }, bar, el('div', { class: 'wrap', tabindex: '0', role: 'region', 'aria-label': 'List of findings' }, table)));
  };

  const draw = (everything) => {
    const pages = Math.max(1, Math.ceil(found.length / state.size));
    state.page = Math.min(Math.max(0, state.page), pages - 1);
    const from = everything ? 0 : state.page * state.size;
    const shown = found.slice(from, everything ? 2000 : from + state.size);
    status.textContent = number(found.length) + ' of ' + number(rows.length) + ' findings' + (everything && found.length > 2000 ? ', the first 2,000 printed' : '');
    pager.where.textContent = 'Page ' + number(state.page + 1) + ' of ' + number(pages);
    pager.previous.disabled = state.page === 0;
    pager.next.disabled = state.page >= pages - 1;
    body.replaceChildren(...(shown.length ? shown.flatMap(rowOf) : [el('tr', {}, el('td', { colspan: '7', class: 'empty' }, rows.length ? 'No finding matches these filters.' : 'This scan made no findings.'))]));
  };

  const rowOf = (row) => {
    const severity = SEVERITIES[row.severity];
    const quiet = URGENT[row.verdict] > 2 && row.verdict !== 'pass';
    const isOpen = opened.has(row);
    const label = row.verdict === 'accepted' ? TITLES[row.outcome] + ', accepted' : TITLES[row.verdict];
    const toggle = el('button', { type: 'button', class: 'open v-' + (quiet ? 'quiet' : row.verdict), 'aria-expanded': String(isOpen), 'aria-label': label + ', details of ' + row.rule + ' on ' + (row.name || row.assetId) }, label);
    const line = el('tr', { class: 'row', 'data-id': row.id },
      el('td', {}, toggle),
      el('td', { class: 's s-' + severity }, severity),
      el('td', { class: 'rule' }, el('b', {}, row.rule), el('span', { class: 'sub' }, row.title)),
      el('td', { class: 'asset' }, row.name || row.assetId || '(no name)', el('span', { class: 'sub' }, row.kind + (row.key ? ', ' + row.key : ''))),
      el('td', { class: 'account' }, row.account || 'not known'),
      el('td', { class: 'region' }, row.region),
      el('td', { class: 'message' }, row.message));
    toggle.addEventListener('click', () => {
      const open = toggle.getAttribute('aria-expanded') !== 'true';
      toggle.setAttribute('aria-expanded', String(open));
      if (open) { opened.add(row); line.after(detailsOf(row)); } else { opened.delete(row); line.nextSibling.remove(); }
    });
    return isOpen ? [line, detailsOf(row)] : [line];
  };

  const detailsOf = (row) => {
    const [evidence, causes, unknowns, exception] = JSON.parse(row.details);
    const rule = rules.get(row.rule);
    const cell = el('td', { colspan: '7' });
    const part = (title, ...content) => cell.append(el('h3', {}, title), ...content);
    const list = (items) => el('ul', {}, items);
    if (causes.length) part('Why', list(causes.map(([id, channel, message, document, statement, likely, blocks, repair]) => el('li', {}, el('b', {}, say(channel) + ': '), say(message), likely ? ' (likely)' : '', blocks ? ' This alone stops the delivery.' : '', document === null && statement === null ? '' : el('span', { class: 'sub' }, [document === null ? '' : say(document), statement === null ? '' : 'statement ' + say(statement)].filter(Boolean).join(', ')), repair === null ? '' : el('span', {}, 'To repair: ' + say(repair)), el('span', { class: 'sub' }, say(id))))));
    if (unknowns.length) part('Not known', list(unknowns.map(([path, reason, action, detail]) => el('li', {}, el('code', {}, say(path)), ': ' + say(reason), action === null ? '' : [', missing permission ', el('code', {}, say(action))], detail ? el('span', { class: 'sub' }, detail) : ''))));
    if (exception) { const [id, reason, owner, approver, expires] = exception; part('Accepted', el('p', {}, reason), el('p', { class: 'sub' }, id + ', owner ' + owner + (approver ? ', approved by ' + approver : '') + ', until ' + expires)); }
    if (rule) part('About ' + row.rule, rule.why ? el('p', {}, rule.why) : '', rule.fix ? el('p', {}, el('b', {}, 'To repair: '), rule.fix) : '', rule.page ? el('p', {}, el('a', { href: rule.page, rel: 'noreferrer' }, 'The page of this rule')) : '');
    part('What was read', evidence.length ? list(evidence.map(([path, value, call, region, at, request]) => el('li', {}, el('code', {}, say(path)), value === null ? '' : value.length > 60 ? el('pre', {}, pretty(value)) : [' = ', el('code', {}, value)], el('span', { class: 'sub' }, [call === null ? 'no call' : say(call), region === null ? '' : say(region), at === null ? '' : say(at), request === null ? '' : 'request ' + request].filter(Boolean).join(', '))))) : el('p', {}, 'Nothing in particular.'));
    if (row.controls.length) part('Controls', el('p', {}, row.controls.map((control) => el('span', { class: 'tag' }, say(control)))));
    part('Identity', el('p', {}, el('code', {}, row.assetId), el('span', { class: 'sub' }, 'finding ' + row.id)));
    return el('tr', { class: 'details' }, cell);
  };
  const pretty = (value) => { try { return JSON.stringify(JSON.parse(value), null, 2); } catch { return value; } };

  const start = async () => {
    app.hidden = false;
    byId('summary').after(app);
    document.querySelector('.top').after(byId('summary'));
    document.body.classList.add('ready');
    const loading = el('p', { class: 'panel', role: 'status' }, 'Reading findings');
    app.replaceChildren(loading);
    const blocks = [...document.querySelectorAll('script.rows')];
    for (const [index, block] of blocks.entries()) {
      readBlock(block.textContent);
      block.remove();
      if (index % 5 === 4) {
        loading.textContent = 'Reading findings: ' + number(rows.length);
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
    recall();
    if (!location.hash && !rows.some((row) => state.verdicts.has(row.verdict))) state.verdicts = new Set(Object.keys(TITLES));
    build();
    filter();
    addEventListener('beforeprint', () => draw(true));
    addEventListener('afterprint', () => draw());
    document.documentElement.dataset.ready = 'true';
  };
  start();
})();
`;
