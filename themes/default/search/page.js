/* The page: results as somebody types, filters, the address, the keyboard. What it says stands in the template. */

const PAGE = 10;
const PATIENCE = 140;
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
    takeAlong(wanted.q);
    try {
      await open();
      for (const [name, select] of selects) select.value = wanted[name];
      if (FILTERS.some((name) => wanted[name])) filters.open = true;
      const next = await searchAgainIfMoved(wanted);
      if (mine !== turn) return;
      found = next;
      await list(mine, 0, history.state?.shown);
      comeBack(history.state?.left);
    } catch (error) {
      if (mine === turn) fail(error);
    } finally {
      if (mine === turn) root.removeAttribute('aria-busy');
    }
  }

  /** Whoever goes to the other language goes on searching. */
  function takeAlong(query) {
    for (const link of document.querySelectorAll('a[data-language]')) link.search = query ? `?q=${encodeURIComponent(query)}` : '';
  }

  /** Going back leads to the result that was left for its page. */
  function comeBack(left) {
    const link = [...results.querySelectorAll('[data-result]')].find(({ href }) => href === left);
    link?.focus({ preventScroll: true });
    link?.scrollIntoView({ block: 'center' });
  }

  /** What is shown is kept with the step of the history, for whoever comes back to it. */
  function keep(values) {
    history.replaceState({ ...history.state, ...values }, '');
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

  async function list(mine, from, to = from + PAGE) {
    const items = await Promise.all(found.units.slice(from, to).map((unit) => index.item(unit)));
    if (mine !== turn) return;
    if (from === 0) results.replaceChildren();
    const groups = new Map();
    for (const item of items) groups.set(item.document, [...(groups.get(item.document) ?? []), item]);
    const before = results.querySelectorAll('[data-result]').length;
    for (const group of groups.values()) addGroup(group, found.groups);
    more.hidden = found.units.length <= to;
    announce();
    if (from > 0) {
      keep({ shown: to });
      results.querySelectorAll('[data-result]')[before]?.focus();
    }
  }

  function announce() {
    const shown = results.querySelectorAll('[data-result]').length;
    const total = found.units.length;
    say(filled(templateOf(total, shown), { n: total, exact: found.exact, shown, words: field.value.trim() }));
    waysOn(total);
  }

  function templateOf(total, shown) {
    if (total === 0) return words.none;
    if (found.exact === 0) return found.answered ? words.answers : found.akin ? words.akin : words.near;
    if (found.exact < total && wordsTyped().length > 1) return words.partly;
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
    if (!found.answered && !found.akin) hintWords();
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
  function wordsTyped(fits = () => true) {
    const named = found.groups.filter((group) => !group.hint);
    const places = named.length > 1 ? named.filter(fits).map(({ said }) => placeTyped(said)).filter(Boolean) : [];
    return [...new Set(places.map(({ from, to }) => field.value.slice(from, to).trim()))];
  }

  /** Each word alone that finds something. One sign that was inflected says too little. */
  function hintWords() {
    const telling = wordsTyped(({ said, count }) => count > 0 && (said.length > 1 || form(field.value) === said));
    const links = telling.flatMap((each) => [' ', hintLink(each)]);
    if (links.length > 0) hints.append(element('li', {}, words.fewer, ...links));
  }

  function hint(label, query, unfiltered = false) {
    hints.append(element('li', {}, `${label} `, hintLink(query, unfiltered)));
  }

  function hintLink(query, unfiltered = false) {
    const address = new URL(location.href);
    address.searchParams.set('q', query);
    if (unfiltered) for (const name of FILTERS) address.searchParams.delete(name);
    return element('a', { href: address.href, 'data-search-hint': '' }, query);
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

  /** Items of a document below its title; those that follow others of the same document go on below theirs. */
  function addGroup(items, groups) {
    const { title, titleLanguage, slug } = items[0];
    const folder = new URL(`${words.language_folder}documents/${slug}/`, home).href;
    const list = items.map((item) => itemElement(item, folder, groups));
    const last = results.lastElementChild;
    if (last?.dataset.document === slug) return last.querySelector('ol').append(...list);
    const heading = element('h2', {}, element('a', { href: folder, lang: foreign(titleLanguage) }, title));
    return results.append(element('section', { class: 'found', 'data-document': slug }, heading, element('ol', {}, ...list)));
  }

  const foreign = (language) => (language && language !== index.language ? language : undefined);

  function itemElement(item, folder, groups) {
    const href = `${folder}${item.p.split('.').slice(0, item.d).map((id) => `${id}/`).join('')}#${item.p}`;
    const label = marked(item.l, groups);
    const snippet = snippetOf(item.t, groups);
    const link = element('a', { href, 'data-result': '', lang: foreign(item.a) }, ...(item.n ? [`${item.n} `] : []), ...label.nodes);
    const shown = [...new Set([...snippet.words, ...label.words])];
    link.addEventListener('click', () => leave(href, shown));
    // Why it was found stands in what it is in, where it stands nowhere else.
    const way = placeOf(item.w);
    const place = element('p', { class: 'found-place' }, ...(shown.length > 0 ? [way] : marked(way, groups, hitsIn(way, groups, false)).nodes));
    return element('li', {}, element('p', { class: 'found-item' }, link), place,
      ...(snippet.nodes.length > 0 ? [element('p', { class: 'found-text', lang: foreign(item.b) }, ...snippet.nodes)] : []));
  }

  /** The part, and what is directly above the item; what lies between is left out where there is much of it. */
  const placeOf = (way) => (way.length > 3 ? [way[0], '…', ...way.slice(-2)] : way).join(' › ');

  /** The page that is opened marks the words again. */
  function leave(href, found) {
    keep({ left: href });
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

globalThis.kohyoSearch = { analyse, Index, search };
for (const page of document.querySelectorAll('[data-search]')) startPage(page);
