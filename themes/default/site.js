// What a page of the default theme does beyond HTML. Without it everything can be read and reached.
'use strict';

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/** A folder on a disk has no host that would answer with its index.html. */
function linkToFiles() {
  if (location.protocol !== 'file:') return;
  for (const link of all('a[href]')) {
    if (link.protocol === 'file:' && link.pathname.endsWith('/')) link.pathname += 'index.html';
  }
  for (const form of all('form[action$="/"]')) form.action += 'index.html';
}

/** The other language opens at the item the reader is at. */
function keepPlace() {
  for (const link of all('a[data-language]')) link.hash = location.hash;
}

/** The element an address points at may stand in something folded. */
function unfold() {
  const target = document.querySelector(':target');
  let folded = false;
  for (let part = target?.closest('details'); part; part = part.parentElement.closest('details')) {
    folded ||= !part.open;
    part.open = true;
  }
  if (folded) target.scrollIntoView();
}

/** On paper nothing is folded. */
function unfoldOnPaper() {
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = all('main details:not([open])');
    for (const part of opened) part.open = true;
  });
  addEventListener('afterprint', () => {
    for (const part of opened) part.open = false;
  });
}

/** Menu and contents fold on narrow screens only. New browsers show them by style alone, but do not say that they do. */
function unfoldOnWide() {
  const wide = matchMedia('(min-width: 64em)');
  const fit = () => { for (const part of all('[data-wide]')) part.open = wide.matches; };
  wide.addEventListener('change', fit);
  fit();
}

function offerCopying() {
  if (!navigator.clipboard) return;
  for (const button of all('[data-copy-link]')) button.hidden = false;
  addEventListener('click', async (event) => {
    const item = event.target.closest?.('[data-copy-link]')?.closest('[data-item]');
    if (!item) return;
    const address = new URL(location.href);
    address.hash = item.dataset.item;
    const live = document.querySelector('[data-live]');
    const copied = await navigator.clipboard.writeText(address.href).then(() => true, () => false);
    announce(live, copied ? live.dataset.copied : live.dataset.failed);
  });
}

let silence;
function announce(live, words) {
  clearTimeout(silence);
  live.textContent = '';
  setTimeout(() => { live.textContent = words; }, 50);
  silence = setTimeout(() => { live.textContent = ''; }, 5000);
}

/** Wide and narrow letters, cases and both kanas are the same to somebody who looks for a document. */
function plain(text) {
  return text.normalize('NFKC').toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/\s+/g, ' ').trim();
}

/** `/` goes to the search, as on many sites. */
function slashSearches() {
  addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing) return;
    const field = document.querySelector('[data-search-field]');
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

/** Who comes from a result of the search sees the words again, in the item that was found. */
function markFound() {
  const { href, words } = JSON.parse(sessionStorage.getItem('kohyo-found') ?? '{}');
  sessionStorage.removeItem('kohyo-found');
  const item = href === location.href && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!item) return;
  const whole = item.matches('header') ? item.parentElement : item;
  for (const word of words) markWord(whole, word);
  bringIntoView(whole.querySelector('mark'));
}

/** A long item begins in view, but what was looked for may stand further down. */
function bringIntoView(mark) {
  const box = mark?.getBoundingClientRect();
  if (box && (box.top < 0 || box.bottom > innerHeight)) mark.scrollIntoView({ block: 'center' });
}

/** Marks a word, also where it is divided among several elements. */
function markWord(item, word) {
  const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
  const pieces = [];
  let whole = '';
  while (walker.nextNode()) {
    pieces.push({ node: walker.currentNode, from: whole.length });
    whole += walker.currentNode.data;
  }
  const starts = [];
  for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length)) starts.push(at);
  // From the end, so that what is still to be marked keeps its place.
  for (const { node, from } of pieces.reverse()) {
    if (node.parentElement.closest('mark, .vh, button')) continue;
    for (const start of [...starts].reverse()) {
      const [begin, end] = [Math.max(start - from, 0), Math.min(start + word.length - from, node.length)];
      if (begin >= end) continue;
      const range = document.createRange();
      range.setStart(node, begin);
      range.setEnd(node, end);
      range.surroundContents(document.createElement('mark'));
    }
  }
}

/** Both texts side by side in place of one with marks, as on paper. */
function showSides(button) {
  const shown = document.querySelector('[data-entries]').toggleAttribute('data-beside');
  button.setAttribute('aria-pressed', shown);
}

/** Buttons that do something only with this script. */
function offer(selector, act) {
  for (const button of all(selector)) {
    button.hidden = false;
    button.addEventListener('click', () => act(button));
  }
}

/** A list of documents or of changes, narrowed by words and choices. */
function filterList(form) {
  const documents = all('[data-filtered]').map((element) => ({ element, words: plain(`${element.dataset.text ?? ''} ${element.textContent}`) }));
  const groups = all('[data-group]');
  const count = form.querySelector('[data-filter-count]');
  const fields = [...form.elements].filter((field) => field.name);

  function read() {
    const wanted = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = wanted.get(field.name) ?? '';
      if (field.selectedIndex === -1) field.value = '';
    }
    apply();
  }

  function apply() {
    const { q = '', ...choices } = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    const words = plain(q).split(' ');
    let shown = 0;
    for (const { element, words: own } of documents) {
      const fits = words.every((word) => own.includes(word))
        && Object.entries(choices).every(([name, value]) => !value || element.dataset[name] === value);
      element.hidden = !fits;
      shown += fits;
    }
    for (const group of groups) group.hidden = !group.querySelector('[data-document]:not([hidden])');
    count.textContent = shown === 0 ? count.dataset.none
      : count.dataset.some.replace('{n}', shown).replace('{total}', documents.length);
  }

  /** Typing stays one step of the history, a choice is a step of its own. */
  function write(event) {
    const address = new URL(location.href);
    for (const { name, value } of fields) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    if (address.href === location.href) return;
    history[event.type === 'change' ? 'pushState' : 'replaceState'](null, '', address);
  }

  form.addEventListener('input', (event) => {
    if (event.target.matches('select')) return;
    write(event);
    apply();
  });
  form.addEventListener('change', (event) => {
    if (!event.target.matches('select')) return;
    write(event);
    apply();
  });
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    for (const field of fields) field.value = '';
    write(new Event('change'));
    apply();
    fields[0].focus();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('popstate', read);
  form.hidden = false;
  read();
}

linkToFiles();
keepPlace();
unfold();
addEventListener('hashchange', () => { keepPlace(); unfold(); });
unfoldOnPaper();
unfoldOnWide();
offerCopying();
all('form[data-filter]').forEach(filterList);
offer('[data-sides]', showSides);
slashSearches();
try {
  markFound();
} catch {
  // Storage may be forbidden; the item is marked anyway, as by any link to it.
}
