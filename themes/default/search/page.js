/* The page: results as somebody types, filters, the address, the keyboard. What it says stands in the template. */

const PAGE = 10;
const PATIENCE = 140;
const SNIPPET = 110;
const FILTERS = ['document', 'department', 'kind', 'part'];

function startPage(root) {
  const part = (name) => root.querySelector(`[data-search-${name}]`);
  const [field, status, hints, results, more, help, filters] =
    ['field', 'status', 'hints', 'results', 'more', 'help', 'filters'].map(part);
  const selects = new Map(FILTERS.map((name) => [name, root.querySelector(`select[name=${name}]`)]));
  const words = root.dataset;
  const home = new URL(root.dataset.root, location.href).href;
  const index = new Index(home, new URL(words.index, home).href);
  let opened = null;
  let turn = 0;
  let fresh = true;
  let waiting;
  let found = null;

  const open = () => (opened ??= index.open().then(offerFilters));
  const filled = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /** Filters are of use only once the index is there; documents are named when somebody wants to choose one. */
  function offerFilters() {
    if (!filters.hidden) return undefined;
    const { head } = index;
    options(selects.get('department'), head.department.filter(Boolean).map((name) => [name, name]));
    options(selects.get('part'), head.part.map((name) => [name, name]));
    const kinds = new Set(head.kinds);
    for (const option of [...selects.get('kind').options]) if (option.value && !kinds.has(option.value)) option.remove();
    filters.hidden = false;
    filters.addEventListener('toggle', offerDocuments, { once: true });
    return read().document ? offerDocuments() : undefined;
  }

  async function offerDocuments() {
    const select = selects.get('document');
    if (select.options.length > 1) return;
    options(select, await index.documents());
    select.value = read().document;
  }

  function options(select, values) {
    for (const [value, label] of values) select.add(new Option(label, value));
  }

  /** What the address asks for. */
  function read() {
    const wanted = new URLSearchParams(location.search);
    return Object.fromEntries(['q', ...FILTERS].map((name) => [name, wanted.get(name) ?? '']));
  }

  /** What the page shows is in its address. Typing is one step of the history, a choice or Enter begins another. */
  function write(step) {
    const address = new URL(location.href);
    const values = [['q', field.value.trim()], ...[...selects].map(([name, select]) => [name, select.value])];
    for (const [name, value] of values) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    if (address.href === location.href) return;
    history[step ? 'pushState' : 'replaceState'](null, '', address);
  }

  async function show() {
    const mine = ++turn;
    const wanted = read();
    help.hidden = wanted.q !== '';
    if (wanted.q === '') return clear();
    root.setAttribute('aria-busy', 'true');
    try {
      await open();
      for (const [name, select] of selects) select.value = wanted[name];
      if (FILTERS.some((name) => wanted[name])) filters.open = true;
      const next = await searchAgainIfMoved(wanted);
      if (mine !== turn) return;
      found = next;
      await list(mine, 0);
    } catch (error) {
      if (mine === turn) fail(error);
    } finally {
      if (mine === turn) root.removeAttribute('aria-busy');
    }
  }

  /** A site that is published while its page is open has other files: the index is opened anew, once. */
  async function searchAgainIfMoved(wanted) {
    try {
      return await search(index, field.value, await fitting(wanted));
    } catch (error) {
      if (!/^404/.test(error.message)) throw error;
      await index.open();
      return search(index, field.value, await fitting(wanted));
    }
  }

  /** Which items the filters let through. */
  async function fitting(wanted) {
    const { head } = index;
    const tests = [];
    if (wanted.document) {
      const documents = await index.documents();
      tests.push((unit, document) => documents[document][0] === wanted.document);
    }
    if (wanted.department) tests.push((unit, document) => head.department[head.departments[document]] === wanted.department);
    if (wanted.kind) tests.push((unit, document) => head.kinds[document] === wanted.kind);
    if (wanted.part) tests.push((unit, document) => partOf(unit, document) === wanted.part);
    return tests.length === 0 ? undefined : (unit) => {
      const document = index.documentOf(unit);
      return tests.every((fits) => fits(unit, document));
    };
  }

  function partOf(unit, document) {
    const parts = index.head.parts[document];
    let local = unit - index.starts[document];
    for (let n = 0; n < parts.length; n += 2) {
      if (local < parts[n + 1]) return index.head.part[parts[n]];
      local -= parts[n + 1];
    }
    return '';
  }

  async function list(mine, from) {
    const items = await Promise.all(found.units.slice(from, from + PAGE).map((unit) => index.item(unit)));
    if (mine !== turn) return;
    if (from === 0) results.replaceChildren();
    const groups = new Map();
    for (const item of items) groups.set(item.document, [...(groups.get(item.document) ?? []), item]);
    const before = results.querySelectorAll('[data-result]').length;
    for (const group of groups.values()) results.append(groupElement(group, found.groups));
    more.hidden = found.units.length <= from + PAGE;
    announce();
    if (from > 0) results.querySelectorAll('[data-result]')[before]?.focus();
  }

  function announce() {
    const shown = results.querySelectorAll('[data-result]').length;
    const total = found.units.length;
    say(filled(templateOf(total, shown), { n: total, exact: found.exact, shown, words: field.value.trim() }));
    waysOn(total);
  }

  function templateOf(total, shown) {
    if (total === 0) return words.none;
    if (found.exact === 0) return found.answered ? words.answers : words.near;
    if (found.exact < total) return words.partly;
    return total > shown ? words.some : words.all;
  }

  /** A way on: another spelling, fewer words, no filters, another language. */
  function waysOn(total) {
    hints.replaceChildren();
    for (const [typed, better] of found.spelling) {
      const query = corrected(typed, better);
      if (query !== field.value) hint(words.spelling, query);
    }
    if (found.exact > 0 && total > 0) return;
    help.hidden = total > 0;
    if (FILTERS.some((name) => selects.get(name).value)) hint(words.unfiltered, field.value, true);
    if (!found.answered) for (const each of wordsTyped()) hint(words.fewer, each);
    for (const link of document.querySelectorAll('a[data-language]:not([aria-current])')) {
      const other = element('a', { href: `${link.href.split(/[?#]/)[0]}?q=${encodeURIComponent(field.value.trim())}`, lang: link.lang, hreflang: link.lang }, link.textContent);
      hints.append(element('li', {}, `${words.language} `, other));
    }
  }

  /** What was typed with one word put right: signs where they stand, words in whatever form. */
  function corrected(typed, better) {
    const place = isDense(typed[0]) ? placeTyped(typed) : null;
    if (place) return field.value.slice(0, place.from) + better + field.value.slice(place.to);
    return field.value.replace(/\p{L}+/gu, (word) => (indexed(form(word), index.language) === typed ? better : word));
  }

  /** Where a word, which is known in its one form, stands in what was typed. */
  function placeTyped(said) {
    const { chars, at } = normalise(field.value);
    const from = chars.join('').indexOf(said);
    return from < 0 ? null : { from: at[from], to: at[from + said.length] ?? field.value.length };
  }

  /** The words that were asked for, as they were typed; none where there is but one. */
  function wordsTyped() {
    const places = found.groups.filter((group) => !group.hint).map(({ said }) => placeTyped(said)).filter(Boolean);
    const typed = [...new Set(places.map(({ from, to }) => field.value.slice(from, to).trim()))];
    return typed.length > 1 ? typed : [];
  }

  function hint(label, query, unfiltered = false) {
    const address = new URL(location.href);
    address.searchParams.set('q', query);
    if (unfiltered) for (const name of FILTERS) address.searchParams.delete(name);
    hints.append(element('li', {}, `${label} `, element('a', { href: address.href, 'data-search-hint': '' }, query)));
  }

  function clear() {
    found = null;
    results.replaceChildren();
    hints.replaceChildren();
    more.hidden = true;
    say('');
  }

  function fail(error) {
    clear();
    console.error(error);
    opened = null;
    help.hidden = false;
    say(words.failed);
  }

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  function groupElement(items, groups) {
    const { title, titleLanguage, slug } = items[0];
    const folder = new URL(`${words.language_folder}documents/${slug}/`, home).href;
    const heading = element('h2', {}, element('a', { href: folder, lang: foreign(titleLanguage) }, title));
    return element('section', { class: 'found' }, heading,
      element('ol', {}, ...items.map((item) => itemElement(item, folder, groups))));
  }

  const foreign = (language) => (language && language !== index.language ? language : undefined);

  function itemElement(item, folder, groups) {
    const href = `${folder}${item.p.split('.').slice(0, item.d).map((id) => `${id}/`).join('')}#${item.p}`;
    const label = marked(item.l, groups);
    const snippet = snippetOf(item.t, groups);
    const link = element('a', { href, 'data-result': '', lang: foreign(item.a) }, ...(item.n ? [`${item.n} `] : []), ...label.nodes);
    link.addEventListener('click', () => leave(href, [...new Set([...snippet.words, ...label.words])]));
    const place = element('p', { class: 'found-place' }, placeOf(item.w));
    return element('li', {}, element('p', { class: 'found-item' }, link), place,
      ...(snippet.nodes.length > 0 ? [element('p', { class: 'found-text', lang: foreign(item.b) }, ...snippet.nodes)] : []));
  }

  /** The part, and what is directly above the item; what lies between is left out where there is much of it. */
  const placeOf = (way) => (way.length > 3 ? [way[0], '…', ...way.slice(-2)] : way).join(' › ');

  /** The page that is opened marks the words again. */
  function leave(href, found) {
    try {
      sessionStorage.setItem('kohyo-found', JSON.stringify({ href, words: found.slice(0, 8) }));
    } catch {
      // Without storage the item itself is marked, as by any link to it.
    }
  }

  field.addEventListener('input', (event) => {
    if (event.isComposing) return;
    later(PATIENCE);
  });
  field.addEventListener('compositionend', () => later(PATIENCE));
  function later(patience) {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      write(fresh);
      fresh = false;
      show();
    }, patience);
  }
  root.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    write(fresh);
    fresh = true;
    show();
  });
  for (const select of selects.values()) {
    select.addEventListener('change', () => {
      write(true);
      show();
    });
  }
  hints.addEventListener('click', (event) => {
    const link = event.target.closest('[data-search-hint]');
    if (!link) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    restore();
    field.focus();
  });
  more.addEventListener('click', () => list(turn, results.querySelectorAll('[data-result]').length));
  root.addEventListener('keydown', (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const links = [...results.querySelectorAll('[data-result]')];
    const here = links.indexOf(document.activeElement);
    if (event.key === 'Escape' && here >= 0) field.focus();
    if (!(event.key in steps) || event.isComposing || (here < 0 && document.activeElement !== field)) return;
    const target = here < 0 ? (event.key === 'ArrowDown' ? links[0] : null) : links[here + steps[event.key]] ?? (here === 0 ? field : null);
    if (!target) return;
    event.preventDefault();
    target.focus();
  });
  addEventListener('popstate', restore);

  function restore() {
    clearTimeout(waiting);
    const wanted = read();
    field.value = wanted.q;
    for (const [name, select] of selects) select.value = wanted[name];
    fresh = true;
    show();
  }

  if (location.protocol === 'file:') {
    say(words.folder);
    return;
  }
  if (location.search === '') field.focus({ preventScroll: true });
  field.addEventListener('focus', () => open().catch(fail), { once: true });
  restore();
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Where the phrases stand in a text, or their tokens where no phrase does: from, to, in the text as it is written. */
function hitsIn(text, groups) {
  const { chars, at } = normalise(text);
  const all = chars.join('');
  // Characters outside the basic plane are two units of a string, one here.
  const simple = all.length === chars.length;
  const hits = [];
  for (const { ways, hint } of groups) {
    const before = hits.length;
    for (const { phrase } of ways) if (phrase) add(phrase, 1);
    if (hint || hits.length > before) continue;
    for (const term of new Set(ways.flatMap((way) => way.terms))) if (!/^y\d/.test(term)) add(term, 0);
    for (const way of ways) for (const term of way.terms) if (/^y\d/.test(term)) addDates(term);
  }
  return merged(hits);

  function add(phrase, weight) {
    const letters = kindOf(phrase[0]) === 'letter';
    for (let found = all.indexOf(phrase); simple && found >= 0; found = all.indexOf(phrase, found + phrase.length)) {
      if (letters && kindOf(chars[found - 1]) === 'letter') continue;
      let end = found + phrase.length;
      while (letters && kindOf(chars[end]) === 'letter') end += 1;
      hits.push({ from: at[found], to: at[end] ?? text.length, weight });
    }
  }

  function addDates(term) {
    for (let start = 0; start < chars.length; start += 1) {
      if (kindOf(chars[start]) !== 'digit' || kindOf(chars[start - 1]) === 'digit') continue;
      let end = start;
      while (kindOf(chars[end]) === 'digit') end += 1;
      const date = dateAt(chars, start, end);
      if (date?.tokens.includes(term)) hits.push({ from: at[date.from], to: at[date.to] ?? text.length, weight: 1 });
    }
  }
}

function merged(hits) {
  const out = [];
  for (const hit of hits.sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = out.at(-1);
    if (last && hit.from <= last.to) {
      last.to = Math.max(last.to, hit.to);
      last.weight = Math.max(last.weight, hit.weight);
    } else out.push({ ...hit });
  }
  return out;
}

/** A whole text with its hits marked. */
function marked(text, groups, hits = hitsIn(text, groups), start = 0, end = text.length) {
  const nodes = [];
  const words = [];
  let at = start;
  for (const { from, to } of hits.filter((hit) => hit.from >= start && hit.to <= end)) {
    if (from > at) nodes.push(text.slice(at, from).replace(/\s+/g, ' '));
    nodes.push(element('mark', {}, text.slice(from, to)));
    words.push(text.slice(from, to));
    at = to;
  }
  if (at < end) nodes.push(text.slice(at, end).replace(/\s+/g, ' '));
  return { nodes, words };
}

/** The stretch of a text with the most hits, from the beginning of a sentence where one is near. */
function snippetOf(text, groups) {
  if (text === '') return { nodes: [], words: [] };
  const hits = hitsIn(text, groups);
  const room = /[\u3040-\u9fff]/.test(text) ? SNIPPET : 2 * SNIPPET;
  const weigh = ({ from }) => hits.reduce((sum, hit) => sum + (hit.from >= from && hit.to <= from + room ? 1 + 4 * hit.weight : 0), 0);
  const best = hits.reduce((one, other) => (weigh(other) > weigh(one) ? other : one), hits[0] ?? { from: 0 });
  const lead = Math.max(0, best.from - room / 3);
  const sentence = Math.max(text.lastIndexOf('。', best.from), text.lastIndexOf('\n', best.from), text.lastIndexOf('. ', best.from)) + 1;
  let start = sentence >= lead ? sentence : Math.round(lead);
  if (start > 0 && /[\udc00-\udfff]/.test(text[start])) start -= 1;
  let end = Math.min(text.length, start + room);
  for (const hit of hits) if (hit.from < end && hit.to > end) end = hit.to;
  if (/[\ud800-\udbff]/.test(text[end - 1])) end += 1;
  const { nodes, words } = marked(text, groups, hits, start, end);
  return { nodes: [...(start > 0 ? ['…'] : []), ...nodes, ...(end < text.length ? ['…'] : [])], words };
}

globalThis.kohyoSearch = { analyse, Index, search };
for (const page of document.querySelectorAll('[data-search]')) startPage(page);
