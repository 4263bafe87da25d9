// What changed: the change table, a date item by item, and the ways between them and the items.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually } from '../lib/stage.mjs';

/** @param {import('../lib/stage.mjs').Stage} stage */
export function changes(stage) {
  const tables = stage.pages.filter((page) => page.template === 'changes');
  const dates = stage.pages.filter((page) => page.template === 'change' && page.address.includes('/changes/'));
  const comparisons = stage.pages.filter((page) => page.template === 'change' && page.address.includes('/compare/'));
  describe('changes', () => {
    test('there are change tables, dates and comparisons', () => {
      for (const list of [tables, dates, comparisons]) assert.ok(list.length > 0);
    });
    for (const { address, language } of one(tables)) describe(`table, ${language}`, () => table(stage, address));
    for (const { address, language } of one(dates)) describe(`date, ${language}`, () => date(stage, address));
    for (const { address, language } of one(comparisons)) {
      test(`a comparison is no page for search engines, ${language}`, async (t) => {
        const page = await stage.visit(t, address);
        assert.equal(await page.locator('meta[name=robots]').getAttribute('content'), 'noindex');
      });
    }
  });
}

/** The page with most to tell in each language. */
function one(pages) {
  const languages = [...new Set(pages.map((page) => page.language))];
  return languages.map((language) => pages.filter((page) => page.language === language).at(-1));
}

function table(stage, address) {
  test('without scripts every row is there and nothing asks to be used', async (t) => {
    const page = await stage.visit(t, address, { javaScriptEnabled: false });
    const rows = page.locator('.changes tbody tr');
    assert.ok(await rows.count() > 0);
    assert.equal(await page.locator('.changes tbody tr:visible').count(), await rows.count());
    assert.equal(await page.locator('form[data-filter]:visible').count(), 0);
  });

  for (const name of ['date', 'part', 'timing']) {
    test(`choosing a ${name} leaves the rows of it; the count and the address follow`, async (t) => {
      const page = await stage.visit(t, address);
      const all = await page.locator('.changes tbody tr').count();
      const values = await page.locator(`select[name=${name}] option`).evaluateAll((list) => list.map((o) => o.value).filter(Boolean));
      let together = 0;
      for (const value of values) {
        await page.selectOption(`select[name=${name}]`, value);
        await eventually(async () => {
          const shown = await page.locator('.changes tbody tr:visible').evaluateAll((rows, key) => rows.map((r) => r.dataset[key]), name);
          assert.ok(shown.every((own) => own === value), `${value}: ${shown}`);
          assert.ok((await page.locator('[data-filter-count]').textContent()).includes(shown.length || ''));
          assert.equal(new URL(page.url()).searchParams.get(name), value);
        });
        together += await page.locator('.changes tbody tr:visible').count();
      }
      assert.ok(together > 0 && together <= all);
      await page.click('form[data-filter] [type=reset]');
      await eventually(async () => assert.equal(await page.locator('.changes tbody tr:visible').count(), all));
    });
  }

  test('words narrow the table, and the narrowed table can be sent to somebody', async (t) => {
    const page = await stage.visit(t, address);
    const words = (await page.locator('.cell-items a').last().textContent()).trim().slice(-8);
    await page.fill('form[data-filter] input[name=q]', words);
    await eventually(async () => assert.equal(new URL(page.url()).searchParams.get('q'), words));
    const shown = await page.locator('.changes tbody tr:visible').count();
    assert.ok(shown > 0);
    const other = await stage.visit(t, page.url());
    await eventually(async () => assert.equal(await other.locator('.changes tbody tr:visible').count(), shown));
  });

  test('on a phone every cell says what it is, and nothing is wider than the screen', async (t) => {
    const page = await stage.visit(t, address);
    await page.setViewportSize({ width: 320, height: 640 });
    const unnamed = await page.locator('.changes tbody td').evaluateAll((cells) =>
      cells.filter((cell) => !/[^\s"]/.test(getComputedStyle(cell, '::before').content.replace('none', ''))).length);
    assert.equal(unnamed, 0, 'cells without a name');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the screen');
  });
}

function date(stage, address) {
  test('what was removed and added is marked by element and line, not by colour alone', async (t) => {
    const page = await stage.visit(t, address);
    const lines = await page.locator('.redline :is(ins, del)').evaluateAll((marks) =>
      marks.map((mark) => `${mark.localName} ${getComputedStyle(mark).textDecorationLine}`));
    assert.ok(lines.length > 0);
    assert.deepEqual([...new Set(lines)].filter((line) => !['ins underline', 'del line-through'].includes(line)), []);
  });

  test('both texts can be shown beside each other, and on paper always are', async (t) => {
    const page = await stage.visit(t, address);
    const after = page.locator('.texts:has(.redline) .after').first();
    const inserted = page.locator('.redline ins').first();
    assert.equal(await after.isVisible(), false);
    const button = page.locator('[data-sides]');
    await button.focus();
    await page.keyboard.press('Enter');
    assert.equal(await button.getAttribute('aria-pressed'), 'true');
    assert.deepEqual([await after.isVisible(), await inserted.isVisible()], [true, false]);
    await page.keyboard.press('Enter');
    assert.equal(await after.isVisible(), false);
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual([await after.isVisible(), await inserted.isVisible()], [true, false]);
  });

  test('an item says when it changed, and the way leads to its entry and back', async (t) => {
    const page = await stage.visit(t, address);
    await page.locator('.entry h2 a[href*="#"]').first().click();
    const path = decodeURIComponent(new URL(page.url()).hash.slice(1));
    await page.locator(`[data-item="${path}"] .changed a`).first().click();
    assert.equal(decodeURIComponent(new URL(page.url()).hash.slice(1)), path);
    assert.ok(await page.locator(`.entry[id="${path}"]`).isVisible());
  });

  test('the other language opens at the same entry', async (t) => {
    const page = await stage.visit(t, address);
    const id = await page.locator('.entry').last().getAttribute('id');
    await page.evaluate((hash) => { location.hash = hash; }, id);
    const other = page.locator('a[data-language]:not([aria-current])').first();
    await eventually(async () => assert.ok((await other.evaluate((a) => decodeURIComponent(a.hash))).endsWith(id)));
  });
}
