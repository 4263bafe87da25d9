// The search: typing, filters, the keyboard, going back, without scripts, and arriving at what was found.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { eventually } from '../lib/stage.mjs';

/** @param {import('../lib/stage.mjs').Stage} stage */
export function search(stage) {
  const searches = stage.pages.filter(({ template }) => template === 'search');
  describe('search', () => {
    test('there is a page of the search in every language', () => {
      assert.deepEqual(searches.map((page) => page.language).sort(), [...stage.languages].sort());
    });
    for (const each of searches) describe(each.language, () => cases(stage, each));
    box(stage);
    unfinishedWords(stage, searches[0]);
  });
}

/** Questions that have no word in common with the label and the answer, and the item that answers. */
const QUESTIONS = {
  ja: ['お金はいくらかかりますか', /#requests\.disclosure\.fee\.charge$/],
  en: ['was there ever a data breach', /\.incident$/],
};

function cases(stage, { address, file, language }) {
  const visit = async (t, query = '', options = {}) => {
    const page = await stage.visit(t, query ? `${address}?q=${encodeURIComponent(query)}` : address, options);
    return { page, field: page.locator('[data-search-field]'), results: page.locator('[data-result]') };
  };

  test('typing finds items without a page load, with the words marked, and the address follows', async (t) => {
    const { page, field, results } = await visit(t);
    const { word } = await wordOf(stage, language);
    await page.evaluate(() => { window.sameLoad = true; });
    await field.pressSequentially(word);
    await eventually(async () => assert.ok(await results.count() > 0, 'nothing found'));
    assert.ok(await page.evaluate(() => window.sameLoad), 'the page was loaded again');
    assert.equal(new URL(page.url()).searchParams.get('q'), word);
    assert.ok(await page.locator('[data-search-results] mark').count() > 0, 'no word is marked');
    for (const href of await results.evaluateAll((all) => all.map((link) => link.href))) {
      const response = await page.request.get(href.split('#')[0]);
      assert.equal(response.status(), 200, href);
      const id = decodeURIComponent(href.split('#')[1]);
      assert.ok((await response.text()).includes(`id="${id}"`), `${href} leads to no item`);
    }
  });

  test('how many were found is announced politely', async (t) => {
    const { page } = await visit(t, (await wordOf(stage, language)).word);
    const status = page.locator('[data-search-status]');
    await eventually(async () => assert.match((await status.textContent()).normalize('NFKC'), /\d/));
    assert.equal(await status.getAttribute('role'), 'status');
  });

  test('a filter leaves what belongs to it, is in the address, and going back takes it away', async (t) => {
    const { page, results } = await visit(t, (await wordOf(stage, language)).word);
    await eventually(async () => assert.ok(await results.count() > 0));
    const before = await addresses(results);
    await page.locator('[data-search-filters] > summary').click();
    const select = page.locator('select[name=document]');
    await eventually(async () => assert.ok(await select.locator('option').count() > 1, 'no documents to choose'));
    const slug = decodeURIComponent(before.at(-1).split('/documents/')[1]).split('/')[0];
    const value = (await select.locator('option').evaluateAll((all) => all.map((option) => option.value)))
      .find((each) => each === slug || each.startsWith(`${slug}/`));
    await select.selectOption(value);
    await eventually(async () => {
      const now = await addresses(results);
      assert.ok(now.length > 0 && now.every((href) => href.includes(`/documents/${value}/`)), now.join('\n'));
    });
    assert.equal(new URL(page.url()).searchParams.get('document'), value);
    await page.goBack();
    await eventually(async () => assert.deepEqual(await addresses(results), before));
    for (const name of ['department', 'kind', 'part']) await chooseEach(page, results, name);
  });

  test('the keyboard goes from the words to the results and back, and opens one', async (t) => {
    const { page, field, results } = await visit(t, (await wordOf(stage, language)).word);
    await eventually(async () => assert.ok(await results.count() > 1));
    await field.focus();
    await page.keyboard.press('ArrowDown');
    assert.ok(await isFocused(results.nth(0)));
    await page.keyboard.press('ArrowDown');
    assert.ok(await isFocused(results.nth(1)));
    await page.keyboard.press('Escape');
    assert.ok(await isFocused(field));
    await page.keyboard.press('ArrowDown');
    const href = await results.nth(0).getAttribute('href');
    await page.keyboard.press('Enter');
    await page.waitForURL(href);
  });

  test('who arrives from a result sees the words marked in the item; going back shows the results again', async (t) => {
    const { page, results } = await visit(t, (await wordOf(stage, language)).word);
    await eventually(async () => assert.ok(await results.count() > 0));
    const before = await addresses(results);
    await results.nth(0).click();
    await page.waitForURL(before[0]);
    const target = await page.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.id);
    assert.equal(target, decodeURIComponent(before[0].split('#')[1]));
    await eventually(async () => assert.ok(await page.locator('main mark').count() > 0, 'nothing is marked'));
    await page.goBack();
    await eventually(async () => assert.deepEqual(await addresses(results), before));
    await results.nth(0).focus();
    await page.goto(before[0]);
    assert.equal(await page.locator('main mark').count(), 0, 'a link that is no result marks words too');
  });

  test('Enter begins a step of the history', async (t) => {
    const { page, field, results } = await visit(t, (await wordOf(stage, language)).word);
    await eventually(async () => assert.ok(await results.count() > 0));
    const first = await field.inputValue();
    await field.fill('zzqqxx');
    await page.keyboard.press('Enter');
    await eventually(async () => assert.equal(new URL(page.url()).searchParams.get('q'), 'zzqqxx'));
    await page.goBack();
    await eventually(async () => {
      assert.equal(await field.inputValue(), first);
      assert.ok(await results.count() > 0);
    });
  });

  test('the other language goes on searching for the same', async (t) => {
    const { word } = await wordOf(stage, language);
    const { page, results } = await visit(t, word);
    await eventually(async () => assert.ok(await results.count() > 0));
    for (const href of await page.locator('a[data-language]').evaluateAll((all) => all.map((link) => link.href))) {
      assert.equal(new URL(href).searchParams.get('q'), word);
    }
  });

  test('going back from a later result shows as many again, with that one in view', async (t) => {
    const { word } = await wordOf(stage, language);
    const { page, results } = await visit(t, word);
    const more = page.locator('[data-search-more]');
    await eventually(async () => assert.ok(await results.count() > 0));
    if (!await more.isVisible()) return t.skip('all results fit on one page');
    const few = await results.count();
    await more.click();
    await eventually(async () => assert.ok(await results.count() > few));
    const all = await addresses(results);
    await results.nth(few + 1).click();
    await page.waitForURL(all[few + 1]);
    await page.goBack();
    await eventually(async () => assert.deepEqual(await addresses(results), all));
    await eventually(async () => assert.ok(await isFocused(results.nth(few + 1))));
    return undefined;
  });

  test('what is shown further goes on below the document that it is of', async (t) => {
    const { word } = await wordOf(stage, language);
    const { page, results } = await visit(t, word);
    const more = page.locator('[data-search-more]');
    await eventually(async () => assert.ok(await results.count() > 0));
    while (await more.isVisible()) {
      const shown = await results.count();
      await more.click();
      await eventually(async () => assert.ok(await results.count() > shown));
    }
    const slugs = await page.locator('[data-search-results] > section').evaluateAll((all) => all.map((each) => each.dataset.document));
    for (const [n, slug] of slugs.entries()) assert.notEqual(slug, slugs[n + 1]);
  });

  test('words that are nowhere leave ways on', async (t) => {
    const { page, results } = await visit(t, 'zzqqxx yyqqzz');
    await eventually(async () => assert.notEqual(await page.locator('[data-search-status]').textContent(), ''));
    assert.equal(await results.count(), 0);
    assert.ok(await page.locator('[data-search-hints] a').count() > 0, 'no other search is offered');
    assert.ok(await page.locator('[data-search-help] a').first().isVisible(), 'no other way is offered');
  });

  test('a question in words of every day leads to the item whose label answers it', async (t) => {
    const [question, answer] = QUESTIONS[language];
    const { results } = await visit(t, question);
    await eventually(async () => assert.match((await addresses(results))[0] ?? '', answer));
  });

  test('where nothing has all words, each that finds something is offered alone, as it was typed', async (t) => {
    const { word } = await wordOf(stage, language);
    const { page, results } = await visit(t, `${word} zzqqxx`);
    await eventually(async () => assert.ok(await results.count() > 0, 'what has some of the words is not listed'));
    const offered = await page.locator('[data-search-hints] a[data-search-hint]').allTextContents();
    assert.equal(offered.at(-1), word);
    assert.ok(!offered.includes('zzqqxx'), 'a word that finds nothing is offered');
  });

  test('without scripts the page says how to find things otherwise', async (t) => {
    const { page } = await visit(t, 'x', { javaScriptEnabled: false });
    assert.ok(await page.locator('[data-search-help] a').first().isVisible());
    assert.match(await page.locator('[data-search-help]').innerText(), /JavaScript/);
  });

  test('from a folder it says why it does not search', async (t) => {
    const page = await stage.visit(t, `${pathToFileURL(file).href}?q=x`);
    await eventually(async () => assert.ok((await page.locator('[data-search-status]').textContent()).length > 10));
    assert.ok(await page.locator('[data-search-help] a').first().isVisible());
  });
}

/** The search in the head of every other page. */
function box(stage) {
  for (const { address, language, template } of [...stage.homes, ...stage.sections]) {
    test(`the box of a page leads to the search, and / to the box (${template}, ${language})`, async (t) => {
      const page = await stage.visit(t, address);
      await page.keyboard.press('/');
      const field = page.locator('[data-search-field]');
      assert.ok(await isFocused(field), '/ does not go to the box');
      const { word } = await wordOf(stage, language);
      await page.keyboard.insertText(word);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.pathname.endsWith('/search/') && url.searchParams.get('q') === word);
      await eventually(async () => assert.ok(await page.locator('[data-result]').count() > 0, 'nothing found'));
    });
  }
}

/** Kana that an input method has not yet turned into the word that is meant. */
function unfinishedWords(stage, { address, language }) {
  test('what an input method still composes is not searched', async (t) => {
    const page = await stage.visit(t, address);
    const { word } = await wordOf(stage, language);
    const session = await page.context().newCDPSession(page);
    await page.locator('[data-search-field]').focus();
    await session.send('Input.imeSetComposition', { text: word, selectionStart: word.length, selectionEnd: word.length });
    await page.waitForTimeout(600);
    assert.equal(await page.locator('[data-search-field]').inputValue(), word, 'nothing was composed');
    assert.equal(await page.locator('[data-result]').count(), 0, 'it searched half-way');
    assert.equal(new URL(page.url()).search, '');
    await session.send('Input.insertText', { text: word });
    await eventually(async () => assert.ok(await page.locator('[data-result]').count() > 0, 'it does not search in the end'));
  });
}

/** With any choice that is offered, what is listed is some of the whole, and the address says so. */
async function chooseEach(page, results, name) {
  const select = page.locator(`select[name=${name}]`);
  const values = await select.locator('option').evaluateAll((all) => all.map((option) => option.value).filter(Boolean));
  assert.ok(values.length > 0, `${name} offers nothing`);
  const count = async () => Number((await page.locator('[data-search-status]').textContent()).normalize('NFKC').match(/\d+/)?.[0] ?? 0);
  let sum = 0;
  const whole = await count();
  for (const value of values) {
    await select.selectOption(value);
    await eventually(async () => {
      assert.equal(new URL(page.url()).searchParams.get(name), value);
      assert.equal(await page.locator('[data-search][aria-busy]').count(), 0);
    });
    const one = await results.count() > 0 ? await count() : 0;
    assert.ok(one <= whole, `${name} ${value}: ${one} of ${whole}`);
    sum += one;
  }
  assert.ok(sum > 0, `no ${name} has anything`);
  await select.selectOption('');
  await eventually(async () => assert.equal(await count(), whole));
}

/** The most frequent word in the labels of the fullest section: it is there more than once, whatever the site says. */
async function wordOf(stage, language) {
  const section = stage.sections.find((page) => page.language === language);
  const page = await stage.browser.newPage();
  try {
    await page.goto(stage.site.urlOf(section.address));
    const labels = await page.locator('.item h3 .label, .item h2 .label').allTextContents();
    const words = labels.flatMap((label) => label.match(/[\p{Script=Han}\p{Script=Katakana}ー]{2,}|\p{L}{5,}/gu) ?? []);
    const times = (word) => words.filter((each) => each === word).length;
    return { word: words.reduce((one, other) => (times(other) > times(one) ? other : one)) };
  } finally {
    await page.close();
  }
}

function addresses(results) {
  return results.evaluateAll((all) => all.map((link) => link.href));
}

function isFocused(locator) {
  return locator.evaluate((element) => element === document.activeElement);
}
