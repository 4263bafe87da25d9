// What changed on a day, item by item; comparisons, earlier editions, and the ways from items to what happened to them.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { containing, largest } from '../lib/pages.mjs';
import { assertPointedAt, deadLinks } from '../lib/place.mjs';
import { eventually, middleItem } from '../lib/stage.mjs';

const PHONES = [320, 390];

/** @param {import('../lib/stage.mjs').Stage} stage */
export function differences(stage) {
  describe('what changed on a day', () => {
    test('there is a page of it in every language', () => {
      assert.deepEqual(stage.differences.map((page) => page.language).sort(), [...stage.languages].sort());
    });
    for (const page of stage.differences) {
      describe(page.language, () => {
        marks(stage, page);
        beside(stage, page);
        places(stage, page);
      });
    }
  });
  describe('ways to what happened', () => ways(stage));
  describe('what search engines are told', () => forEngines(stage));
}

function marks(stage, { address }) {
  test('without scripts one text has both marks, and there is no button that does nothing', async (t) => {
    const page = await stage.visit(t, address, { javaScriptEnabled: false });
    for (const mark of ['ins', 'del']) {
      assert.ok(await page.locator(`.redline ${mark}:visible`).count() > 0, `no ${mark}`);
    }
    assert.equal(await page.locator('[data-sides]').isVisible(), false);
  });

  test('removed and added differ by more than a colour, and are said aloud', async (t) => {
    const page = await stage.visit(t, address);
    const looks = await page.locator('.redline :is(ins, del)').evaluateAll((all) => all.map((mark) =>
      [mark.localName, getComputedStyle(mark).textDecorationLine].join()));
    assert.deepEqual([...new Set(looks)].sort(), ['del,line-through', 'ins,underline']);
    const contents = await page.locator('.redline :is(ins, del)').evaluateAll((all) =>
      [...new Set(all.map((mark) => getComputedStyle(mark, '::before').content))]);
    for (const content of contents) assert.match(content, /^".+" \/ ".+"$/, 'a sign, and words in its place');
  });

  test('the legend shows the marks as they are', async (t) => {
    const page = await stage.visit(t, address);
    for (const mark of ['ins', 'del']) {
      const looks = await page.locator(`:is(.legend, .redline) ${mark}`).evaluateAll((all) => all.map((each) => {
        const { color, backgroundColor, textDecorationLine } = getComputedStyle(each);
        return [color, backgroundColor, textDecorationLine].join();
      }));
      assert.equal(new Set(looks).size, 1, [...new Set(looks)].join('\n'));
    }
  });
}

function beside(stage, { address }) {
  test('the button shows both texts beside each other and back, by keyboard, and says which', async (t) => {
    const page = await stage.visit(t, address);
    const button = page.locator('[data-sides]');
    assert.equal(await button.getAttribute('aria-pressed'), 'false');
    await button.focus();
    await page.keyboard.press('Space');
    await eventually(async () => assert.equal(await button.getAttribute('aria-pressed'), 'true'));
    await assertBeside(page);
    await page.keyboard.press('Enter');
    await eventually(async () => assert.equal(await button.getAttribute('aria-pressed'), 'false'));
    assert.ok(await page.locator('.redline ins:visible').count() > 0, 'the marks do not come back');
    assert.equal(await page.locator('.texts:not(.texts--beside) .after:visible').count(), 0);
  });

  test('paper has both texts beside each other, and neither button nor marks of one text', async (t) => {
    const page = await stage.visit(t, address);
    await page.emulateMedia({ media: 'print' });
    await assertBeside(page);
    assert.equal(await page.locator('[data-sides]').isVisible(), false);
    assert.equal(await page.locator('.legend').isVisible(), false);
    const decorations = await page.locator('.texts :is(ins, del):visible').evaluateAll((all) =>
      [...new Set(all.map((mark) => getComputedStyle(mark).textDecorationLine))]);
    assert.deepEqual(decorations, ['underline']);
  });

  for (const width of PHONES) {
    test(`at ${width} px nothing is cut off, one text or both`, async (t) => {
      const page = await stage.visit(t, address, { viewport: { width, height: 800 } });
      assert.equal(await overflow(page), 0);
      await page.locator('[data-sides]').click();
      await assertBeside(page);
      assert.equal(await overflow(page), 0, 'with both texts');
    });
  }
}

/** Every text is there before and after, under its title, without what only the other one has. */
async function assertBeside(page) {
  const wrong = await page.locator('.texts').evaluateAll((all) => all.filter((texts) => {
    const visible = (selector) => [...texts.querySelectorAll(selector)].filter((each) => each.checkVisibility());
    return visible('.side-title').length !== 2 || visible('.before ins').length > 0 || visible('.after del').length > 0
      || visible(':is(.before, .after) > :not(.side-title)').length !== 2;
  }).map((texts) => texts.outerHTML.slice(0, 200)));
  assert.deepEqual(wrong, []);
}

function places(stage, { address }) {
  test('a link to an item leads to what changed in it', async (t) => {
    const plain = await stage.visit(t, address);
    const item = await middleItem(plain);
    await assertPointedAt(plain, await stage.visit(t, `${address}#${item}`), item);
  });

  test('the contents name every entry, and no two entries are one address', async (t) => {
    const page = await stage.visit(t, address);
    const entries = await page.locator('[data-entries] > *').evaluateAll((all) => all.map((entry) => entry.id));
    const listed = await page.locator('.contents-list a').evaluateAll((links) =>
      links.map((link) => decodeURIComponent(link.hash.slice(1))));
    assert.deepEqual(listed, entries);
    assert.equal(new Set(entries).size, entries.length);
    assert.ok(!entries.includes(''), 'an entry has no id');
  });

  test('every entry leads to its item and to both whole texts', async (t) => {
    const page = await stage.visit(t, address);
    assert.deepEqual(await deadLinks(page.locator('[data-entries] :is(h2, .entry-links) a')), []);
  });
}

function ways(stage) {
  test('“changed on” leads from an item to what changed in it', async (t) => {
    for (const { address } of largest(await containing(sections(stage), 'class="changed"'))) {
      const page = await stage.visit(t, address);
      const link = page.locator('[data-item] > .item-head .changed a').last();
      const item = await link.evaluate((each) => each.closest('[data-item]').dataset.item);
      await link.click();
      await page.waitForURL(/\/changes\/[^/]+\/#/);
      const entry = decodeURIComponent(new URL(page.url()).hash.slice(1));
      const related = [[entry, item], [item, entry]].some(([one, other]) => `${one}.`.startsWith(`${other}.`));
      assert.ok(related, `${item} led to ${entry}`);
      await assertPointedAt(await stage.visit(t, page.url().split('#')[0]), page, entry);
    }
  });

  test('a link to an item that is gone still finds its place, which leads to its last text', async (t) => {
    const [found] = await containing(sections(stage), 'class="gone"');
    if (!found) return t.skip('nothing is gone from this site');
    const plain = await stage.visit(t, found.address);
    assert.deepEqual(await deadLinks(plain.locator('.gone li a')), []);
    const id = await plain.locator('.gone li').last().getAttribute('id');
    await assertPointedAt(plain, await stage.visit(t, `${found.address}#${id}`), id);
    await plain.locator(`.gone li[id="${id}"] a`).click();
    await plain.waitForURL(/\/editions\//);
    assert.equal(decodeURIComponent(new URL(plain.url()).hash.slice(1)), id);
  });

  test('an earlier edition says that it is one and leads to the current one', async (t) => {
    for (const { address } of largest(await earlierEditions(stage))) {
      const page = await stage.visit(t, address);
      assert.deepEqual(await deadLinks(page.locator('.notice--earlier a')), []);
    }
  });

  test('what is new comes newest first and leads on', async (t) => {
    const news = stage.pages.filter(({ template }) => template === 'news');
    assert.deepEqual(news.map((page) => page.language).sort(), [...stage.languages].sort());
    for (const { address } of news) {
      const page = await stage.visit(t, address);
      const dates = await page.locator('.news time').evaluateAll((all) => all.map((time) => time.dateTime));
      assert.deepEqual(dates, [...dates].sort().reverse());
      assert.deepEqual(await deadLinks(page.locator('.news a')), []);
    }
  });

  test('every feed reads as one, and its entries lead to pages of this site', async (t) => {
    const page = await stage.visit(t, stage.homes[0].address);
    const feeds = await feedsOf(stage);
    assert.ok(feeds.length > 0, 'no page offers a feed');
    for (const feed of feeds) {
      const { root, links } = await page.evaluate(readFeed, stage.site.urlOf(feed));
      assert.equal(root, 'feed', feed);
      const base = new URL(stage.site.builtFor).pathname;
      for (const link of links) {
        const { pathname } = new URL(link);
        assert.ok(pathname.startsWith(base), `${feed}: ${link}`);
        const answer = await page.request.get(stage.site.urlOf(pathname.slice(base.length)));
        assert.equal(answer.status(), 200, `${feed}: ${link}`);
      }
    }
  });
}

function forEngines(stage) {
  test('comparisons are not to be listed and are addresses of their own', async () => {
    const changes = stage.pages.filter(({ template }) => template === 'change');
    for (const page of changes.filter(({ address }) => address.includes('/compare/'))) {
      const { robots, canonical, listed } = await told(stage, page);
      assert.deepEqual([robots, listed], ['noindex', false], page.address);
      assert.ok(canonical.endsWith(`/${page.address}`), canonical);
    }
  });

  test('earlier editions are not to be listed and stand behind the document', async () => {
    for (const page of await earlierEditions(stage)) {
      const { robots, canonical, listed } = await told(stage, page);
      assert.deepEqual([robots, listed], ['noindex', false], page.address);
      assert.ok(canonical.endsWith(`/${page.address.split('editions/')[0]}`), canonical);
    }
  });

  test('tables of changes and what changed on a day are listed under their own address', async () => {
    for (const page of [...stage.tables, ...stage.differences]) {
      const { robots, canonical, listed } = await told(stage, page);
      assert.deepEqual([robots, listed], [null, true], page.address);
      assert.ok(canonical.endsWith(`/${page.address}`), canonical);
    }
  });
}

function sections(stage) {
  return stage.pages.filter(({ template }) => template === 'section');
}

function earlierEditions(stage) {
  return containing(stage.pages.filter(({ template }) => template === 'edition'), 'notice--earlier');
}

function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/** What a page and the sitemap say to those who list pages. */
async function told(stage, { file, address }) {
  const [source, sitemap] = await Promise.all([
    readFile(file, 'utf8'),
    readFile(path.join(stage.folder, 'sitemap.xml'), 'utf8'),
  ]);
  const canonical = source.match(/<link rel="canonical" href="([^"]+)"/)?.[1] ?? '';
  return {
    robots: source.match(/<meta name="robots" content="([^"]+)"/)?.[1] ?? null,
    canonical,
    listed: sitemap.includes(`<loc>${new URL(address, builtAt(sitemap)).href}</loc>`),
  };
}

/** The address the site was built for: the shortest in the sitemap. */
function builtAt(sitemap) {
  return sitemap.match(/(?<=<loc>)[^<]+/g).reduce((one, other) => (other.length < one.length ? other : one));
}

/** Addresses of the feeds that pages offer. */
async function feedsOf(stage) {
  const sources = await Promise.all([...stage.homes, ...stage.tables].map(async ({ file, address }) =>
    [address, await readFile(file, 'utf8')]));
  const feeds = sources.flatMap(([address, source]) =>
    [...source.matchAll(/<link rel="alternate" type="application\/atom\+xml"[^>]*href="([^"]+)"/g)]
      .map(([, href]) => stage.site.addressOf(new URL(href, stage.site.urlOf(address)).href)));
  return [...new Set(feeds)];
}

/** Runs in the page: the root of a feed and where its entries lead. */
async function readFeed(address) {
  const answer = await fetch(address);
  const feed = new DOMParser().parseFromString(await answer.text(), 'application/xml');
  const links = feed.querySelectorAll('entry > link[rel=alternate]');
  // A browser shows what it could read before the fault, and says so inside.
  const root = feed.querySelector('parsererror') ? 'broken' : feed.documentElement.localName;
  return { root, links: [...links].map((link) => link.getAttribute('href')) };
}
