// The home page: finding a document by words, department, kind and status.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertCount, isSameLoad, markLoad, shown } from '../lib/filter.mjs';
import { eventually } from '../lib/stage.mjs';

const SELECTS = ['department', 'kind', 'status'];

/** @param {import('../lib/stage.mjs').Stage} stage */
export function home(stage) {
  describe('home', () => {
    test('there is a home page with a filter in every language', () => {
      assert.deepEqual(stage.homes.map((page) => page.language).sort(), [...stage.languages].sort());
    });
    for (const { address, language } of stage.homes) describe(language, () => cases(stage, address));
  });
}

function cases(stage, address) {
  test('typing words hides the other documents without a page load', async (t) => {
    const page = await stage.visit(t, address);
    const { at, words } = await distinctive(page);
    await markLoad(page);
    await page.locator('form[data-filter] input[name=q]').pressSequentially(words);
    await eventually(async () => {
      const found = await shownDocuments(page);
      assert.ok(found.includes(at), `「${words}」 is not shown`);
      assert.ok(found.length < await countDocuments(page), 'nothing is hidden');
    });
    assert.ok(await isSameLoad(page), 'the page was loaded again');
  });

  test('words that are nowhere leave no document, and say so', async (t) => {
    const page = await stage.visit(t, address);
    const before = await page.locator('[data-filter-count]').textContent();
    await page.fill('form[data-filter] input[name=q]', 'zzqqxx');
    await eventually(async () => {
      assert.deepEqual(await shownDocuments(page), []);
      const after = await page.locator('[data-filter-count]').textContent();
      assert.ok(after.trim() !== '' && after !== before, 'the count says nothing new');
    });
  });

  for (const name of SELECTS) {
    test(`choosing a ${name} filters, and the count and the address follow`, async (t) => {
      const page = await stage.visit(t, address);
      await markLoad(page);
      await everyOption(page, name);
      assert.ok(await isSameLoad(page), 'the page was loaded again');
    });
  }

  test('the count is announced politely and is the number of documents shown', async (t) => {
    const page = await stage.visit(t, address);
    const count = page.locator('[data-filter-count]');
    assert.equal(await count.getAttribute('aria-live'), 'polite');
    await page.fill('form[data-filter] input[name=q]', (await distinctive(page)).words);
    await eventually(() => assertCount(page, '[data-document]'));
  });

  test('the filter is in the address, and survives reload, back, and being sent to somebody', async (t) => {
    const page = await stage.visit(t, address);
    const { words } = await distinctive(page);
    await page.fill('form[data-filter] input[name=q]', words);
    await eventually(async () => assert.equal(new URL(page.url()).searchParams.get('q'), words));
    const state = await filterState(page);
    await page.reload();
    await eventually(async () => assert.deepEqual(await filterState(page), state, 'after reload'));
    await page.locator(':is(a[data-document], [data-document] a):visible').first().click();
    await page.waitForURL((url) => !url.searchParams.has('q'));
    await page.goBack();
    await eventually(async () => assert.deepEqual(await filterState(page), state, 'after back'));
    const other = await stage.visit(t, page.url());
    await eventually(async () => assert.deepEqual(await filterState(other), state, 'opened anew'));
  });

  test('without scripts all documents are listed', async (t) => {
    const page = await stage.visit(t, `${address}?q=zzqqxx`, { javaScriptEnabled: false });
    const documents = await page.locator('[data-document]').all();
    assert.ok(documents.length > 0, 'no documents at all');
    for (const each of documents) assert.ok(await each.isVisible(), await each.textContent());
  });
}

/** Tries all options of a select; with two or more, at least one must hide something. */
async function everyOption(page, name) {
  const select = page.locator(`form[data-filter] select[name=${name}]`);
  const values = await select.locator('option').evaluateAll((options) => options.map((each) => each.value).filter(Boolean));
  assert.ok(values.length > 0, `select[name=${name}] offers nothing`);
  const total = await countDocuments(page);
  const counts = [];
  for (const value of values) {
    await select.selectOption(value);
    await eventually(async () => {
      assert.equal(new URL(page.url()).searchParams.get(name), value);
      await assertCount(page, '[data-document]');
    });
    counts.push((await shownDocuments(page)).length);
  }
  if (values.length > 1) assert.ok(Math.min(...counts) < total, `no ${name} hides anything`);
}

/** Positions of the documents a reader sees. */
function shownDocuments(page) {
  return shown(page, '[data-document]');
}

function countDocuments(page) {
  return page.locator('[data-document]').count();
}

/** A document and a title of it that no other document contains. */
async function distinctive(page) {
  const documents = await page.locator('[data-document]').evaluateAll((all) => all.map((each) => ({
    whole: each.textContent,
    title: (each.matches('a') ? each : each.querySelector('a')).textContent.trim(),
  })));
  assert.ok(documents.length > 1, 'a filter needs at least two documents');
  const at = documents.findIndex(({ title }, own) =>
    documents.every(({ whole }, other) => other === own || !whole.includes(title)));
  assert.ok(at >= 0, 'every title is part of another document');
  return { at, words: documents[at].title };
}

async function filterState(page) {
  return { words: await page.inputValue('form[data-filter] input[name=q]'), shown: await shownDocuments(page) };
}
