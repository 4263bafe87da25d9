// The preview's own script: it brings a page up to date when its sources changed, in place, so that the reader stays
// where they are. Pages of a build never have it.
'use strict';

(() => {
  const SHOWN = 2500;
  const OWN = '#_kohyo-bar, #_kohyo-panel';
  const japanese = (document.documentElement.lang || '').startsWith('ja');
  const say = (ja, en) => (japanese ? ja : en);

  /** The page as the server sent it. What scripts did to the one on the screen is no difference. */
  let last = clean(document.documentElement.cloneNode(true));
  let generation = numberOf(last);
  let busy = false;
  let again = false;

  /** Without what differs although nothing changed. A parser without scripts sees into `noscript`. */
  function clean(root) {
    for (const element of root.querySelectorAll('noscript, meta[name="kohyo-generation"]')) {
      if (element.localName === 'noscript') element.replaceChildren();
    }
    return root;
  }

  function numberOf(root) {
    return root.querySelector('meta[name="kohyo-generation"]')?.content ?? '';
  }

  function keyOf(element) {
    return `${element.localName}#${element.id}`;
  }

  /** The smallest elements with an id that differ: pairs of the old and the new one. */
  function differences(before, after, found) {
    if (before.isEqualNode(after)) return;
    const [old, now] = [[...before.children], [...after.children]];
    const words = (element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join();
    const alike = old.length === now.length && old.every((child, n) => keyOf(child) === keyOf(now[n]))
      && before.cloneNode().isEqualNode(after.cloneNode()) && words(before) === words(after);
    if (!alike) {
      found.push([before, after]);
      return;
    }
    old.forEach((child, n) => differences(child, now[n], found));
  }

  /** The element on the page that stands where `old` stood in what the server sent; nothing if scripts moved things. */
  function standing(old) {
    if (old.id) return document.getElementById(old.id);
    if (['body', 'main'].includes(old.localName)) return document.querySelector(old.localName);
    const above = old.parentElement && standing(old.parentElement);
    if (!above || above.children.length !== old.parentElement.children.length) return null;
    const live = above.children[[...old.parentElement.children].indexOf(old)];
    return live.localName === old.localName && !live.id ? live : null;
  }

  /** The smallest element around a difference that can be found again on the page, with its two versions. */
  function replaceable([before, after]) {
    for (let [old, now] = [before, after]; old && now; [old, now] = [old.parentElement, now.parentElement]) {
      const live = old.localName === now.localName && old.id === now.id && standing(old);
      if (live) return { live, old, now };
    }
    return null;
  }

  function headDiffers(before, after) {
    const links = (root) => [...root.querySelectorAll('head link[rel="stylesheet"], head script')].map((element) => element.outerHTML).join();
    return links(before) !== links(after);
  }

  /** A new style sheet takes effect at once; another script needs a page of its own. */
  function dress(next) {
    const scripts = (root) => [...root.querySelectorAll('head script')].map((element) => element.outerHTML).join();
    if (scripts(last) !== scripts(next)) return false;
    const sheets = (root) => [...root.querySelectorAll('head link[rel="stylesheet"]')];
    const [old, now] = [sheets(document), sheets(next)];
    if (old.length !== now.length) return false;
    old.forEach((link, n) => { if (link.getAttribute('href') !== now[n].getAttribute('href')) link.href = now[n].getAttribute('href'); });
    return true;
  }

  /** Puts the new page in the place of the old one, piece by piece. False where only a new load can. */
  function swap(next) {
    const template = (root) => root.querySelector('body').dataset.template;
    if (template(last) !== template(next) || (headDiffers(last, next) && !dress(next))) return false;
    const found = [];
    differences(last.querySelector('body'), next.querySelector('body'), found);
    const pieces = found.map(replaceable);
    if (pieces.some((piece) => !piece)) return false;
    const whole = pieces.filter(({ live }, n) => pieces.every((other, m) => m === n
      || (other.live === live ? m > n : !other.live.contains(live))));
    const focus = focused();
    const open = [...document.querySelectorAll('details[id]')].filter((part) => part.open).map((part) => part.id);
    whole.forEach(put);
    for (const id of open) document.getElementById(id)?.setAttribute('open', '');
    document.title = next.querySelector('title')?.textContent ?? document.title;
    focus();
    return true;
  }

  /** Remembers what has the focus: by its id, or by its number among those in the nearest element with one. */
  function focused() {
    const element = document.activeElement;
    const all = (root) => [...root.querySelectorAll('a, button, summary, input, select, textarea, [tabindex]')];
    const around = element?.closest('[id]');
    if (!around || element === document.body) return () => {};
    const n = all(around).indexOf(element);
    return () => {
      if (document.activeElement === element) return;
      const root = document.getElementById(around.id);
      const again = root && (n < 0 ? root : all(root)[n]);
      again?.focus({ preventScroll: true });
    };
  }

  /** Makes an element what the server says it is now. It stays the same element: other scripts may hold it. */
  function put({ live, old, now }) {
    const fresh = document.importNode(now, true);
    for (const part of fresh.querySelectorAll('[data-copy-link]')) part.hidden = false;
    for (const part of fresh.querySelectorAll('[data-wide]')) part.open = matchMedia('(min-width: 64em)').matches;
    for (const { name } of [...old.attributes]) if (!now.hasAttribute(name)) live.removeAttribute(name);
    for (const { name, value } of now.attributes) if (old.getAttribute(name) !== value) live.setAttribute(name, value);
    live.replaceChildren(...fresh.childNodes);
    if (live.closest(OWN)) return;
    const items = changedItems(old, live);
    (items.length > 0 ? items : [live.closest('[data-item]') ?? live]).forEach(mark);
  }

  /** The items in a larger piece that are not what they were. */
  function changedItems(old, live) {
    const before = new Map([...old.querySelectorAll('[data-item]')].map((item) => [item.dataset.item, item.textContent]));
    return [...live.querySelectorAll('[data-item]')].filter((item) => before.get(item.dataset.item) !== item.textContent);
  }

  /** What changed is marked for a moment. */
  function mark(element) {
    if (element.localName === 'body' || element.localName === 'main') return;
    element.classList.add('kohyo-changed');
    setTimeout(() => element.classList.remove('kohyo-changed'), SHOWN);
  }

  /** The findings of items stand beside them as well. */
  function placeNotes() {
    for (const note of document.querySelectorAll('.kohyo-note')) note.remove();
    for (const finding of document.querySelectorAll('[data-kohyo-item]')) {
      const item = [...document.querySelectorAll('[data-item]')].find((element) => element.dataset.item === finding.dataset.kohyoItem);
      if (!item) continue;
      const note = document.createElement('p');
      note.className = `kohyo-note ${finding.className}`;
      const link = document.createElement('a');
      link.href = `#${finding.id}`;
      link.textContent = finding.querySelector('p').textContent;
      note.append(link);
      item.append(note);
    }
  }

  /** A link to a finding opens the panel it is in. */
  addEventListener('click', (event) => {
    const id = event.target.closest?.('a[href^="#_kohyo-"]')?.getAttribute('href').slice(1);
    const target = id && document.getElementById(id);
    if (!target) return;
    event.preventDefault();
    target.closest('details').open = true;
    const link = target.querySelector('a') ?? target;
    link.focus();
    target.scrollIntoView({ block: 'nearest' });
  });

  /** Escape folds the panel. */
  addEventListener('keydown', (event) => {
    const panel = event.key === 'Escape' && event.target.closest?.('#_kohyo-findings[open]');
    if (!panel) return;
    panel.open = false;
    panel.querySelector('summary').focus();
  });

  let told = document.querySelector('[data-kohyo-count]')?.textContent;
  function announce(words) {
    const live = document.querySelector('[data-kohyo-live]');
    if (live) setTimeout(() => { live.textContent = words; }, 50);
  }

  function announceCount() {
    const count = document.querySelector('[data-kohyo-count]')?.textContent;
    if (count !== told) announce(count);
    told = count;
  }

  /** The page that cannot be shown any more stays, with what is wrong above it. */
  function keepLast(next, status) {
    const own = next.querySelector('#_kohyo-panel');
    if (own) document.getElementById('_kohyo-panel')?.replaceWith(document.importNode(own, true));
    let bar = document.getElementById('_kohyo-gone');
    if (!bar) {
      bar = document.createElement('div');
      bar.id = '_kohyo-gone';
      bar.className = 'kohyo-bar kohyo-is-held';
      bar.setAttribute('role', 'alert');
      document.body.prepend(bar);
    }
    bar.replaceChildren();
    const words = document.createElement('p');
    const strong = document.createElement('strong');
    strong.textContent = say('直すまで、前の内容を表示しています。', 'Until this is put right you see the content from before.');
    const why = status === 404
      ? say('このページは今の内容にはありません。', 'The content has no such page now.')
      : next.querySelector('main p, main pre')?.textContent ?? '';
    words.append(strong, ` ${why}`);
    bar.append(words);
    placeNotes();
    announceCount();
  }

  async function update() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      const response = await fetch(location.href, { cache: 'no-store' });
      if ((response.headers.get('content-type') ?? '').startsWith('text/html')) {
        const next = clean(new DOMParser().parseFromString(await response.text(), 'text/html').documentElement);
        generation = numberOf(next);
        const instead = !response.ok && !last.querySelector('body.kohyo-instead');
        if (instead) keepLast(next, response.status);
        else take(next);
      }
      document.documentElement.dataset.kohyoGeneration = generation;
    } catch {
      // The preview was ended; the stream of events says when it is back.
    }
    busy = false;
    if (again) {
      again = false;
      update();
    }
  }

  function take(next) {
    const place = { left: scrollX, top: scrollY, behavior: 'instant' };
    document.getElementById('_kohyo-gone')?.remove();
    if (!swap(next)) {
      location.reload();
      return;
    }
    last = next;
    placeNotes();
    scrollTo(place);
    announceCount();
  }

  let events;
  /** A page that nobody looks at holds no connection: browsers allow a handful to one host. */
  function listen() {
    if (document.hidden) {
      events?.close();
      events = undefined;
      return;
    }
    if (events) return;
    events = new EventSource(`/_kohyo/events?at=${encodeURIComponent(location.pathname.slice(1))}`);
    events.addEventListener('state', (event) => { if (event.data !== generation) update(); });
  }

  document.documentElement.dataset.kohyoGeneration = generation;
  document.addEventListener('visibilitychange', listen);
  addEventListener('pagehide', () => { events?.close(); events = undefined; });
  addEventListener('pageshow', listen);
  placeNotes();
  listen();
})();
