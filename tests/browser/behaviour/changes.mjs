// The table of changes: whole without scripts, narrowed by words and choices, readable on a phone and on paper.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { assertCount, isSameLoad, markLoad, shown } from '../lib/filter.mjs';
import { assertPointedAt, deadLinks } from '../lib/place.mjs';
import { eventually, middleItem } from '../lib/stage.mjs';

const ROWS = 'tr[data-filtered]';
const CHOICES = ['date', 'part', 'timing'];
const PHONES = [320, 390];

/** @param {import('../lib/stage.mjs').Stage} stage */
export function changes(stage) {
  describe('table of changes', () => {
    test('there is one in every language', () => {
      assert.deepEqual(stage.tables.map((page) => page.language).sort(), [...stage.languages].sort());
    });
    for (const table of stage.tables) {
      describe(table.language, () => {
        whole(stage, table);
        narrowed(stage, table);
        looks(stage, table);
      });
    }
  });
}

function whole(stage, { address, file }) {
  test('without scripts all rows are there, and no form that does nothing', async (t) => {
    const page = await stage.visit(t, `${address}?q=zzqqxx&date=1900-01-01`, { javaScriptEnabled: false });
    const rows = await page.locator(ROWS).count();
    assert.equal(rows, await rowsOfFile(file), 'the table and its file differ');
    assert.equal((await shown(page, ROWS)).length, rows);
    assert.equal(await page.locator('form[data-filter]').isVisible(), false);
  });

  test('a link to a row leads to it', async (t) => {
    const plain = await stage.visit(t, address);
    const row = await middleItem(plain);
    await assertPointedAt(plain, await stage.visit(t, `${address}#${row}`), row);
  });

  test('every row leads to its day and to its items', async (t) => {
    const page = await stage.visit(t, address);
    assert.deepEqual(await deadLinks(page.locator(`${ROWS} :is(th, .cell-items) a`)), []);
  });
}

function narrowed(stage, { address, file }) {
  for (const name of CHOICES) {
    test(`choosing a ${name} leaves its rows, announces how many, and is in the address`, async (t) => {
      const page = await stage.visit(t, address);
      await markLoad(page);
      await everyChoice(page, name);
      assert.ok(await isSameLoad(page), 'the page was loaded again');
    });
  }

  test('words leave the rows that have them all, however wide they are typed', async (t) => {
    const page = await stage.visit(t, address);
    const { at, words } = await distinctive(page);
    await page.locator('form[data-filter] input[name=q]').pressSequentially(words);
    await eventually(async () => assert.deepEqual(await shown(page, ROWS), at));
    await assertCount(page, ROWS);
    assert.equal(new URL(page.url()).searchParams.get('q'), words);
    await page.fill('form[data-filter] input[name=q]', wide(words));
    await eventually(async () => assert.deepEqual(await shown(page, ROWS), at, 'in wide letters'));
  });

  test('words that are nowhere leave no row, and say so politely', async (t) => {
    const page = await stage.visit(t, address);
    const count = page.locator('[data-filter-count]');
    const before = await count.textContent();
    await page.fill('form[data-filter] input[name=q]', 'zzqqxx');
    await eventually(async () => assert.deepEqual(await shown(page, ROWS), []));
    assert.equal(await count.getAttribute('aria-live'), 'polite');
    assert.notEqual(await count.textContent(), before);
  });

  test('choices are steps back and forward, survive reload, and can be sent to somebody', async (t) => {
    const page = await stage.visit(t, address);
    const steps = [await state(page)];
    for (const name of ['date', 'timing']) {
      await choose(page, name, (await valuesOf(page, name))[0]);
      steps.push(await state(page));
    }
    assert.notDeepEqual(steps[1], steps[0], 'the first choice changes nothing');
    const arrive = (at, how) => eventually(async () => assert.deepEqual(await state(page), steps[at], how));
    await page.goBack();
    await arrive(1, 'back');
    await page.goBack();
    await arrive(0, 'back again');
    await page.goForward();
    await page.goForward();
    await arrive(2, 'forward');
    await page.reload();
    await arrive(2, 'after reload');
    const other = await stage.visit(t, page.url());
    await eventually(async () => assert.deepEqual(await state(other), steps[2], 'opened anew'));
  });

  test('clearing shows everything again and leaves nothing in the address', async (t) => {
    const page = await stage.visit(t, `${address}?q=zzqqxx`);
    await eventually(async () => assert.deepEqual(await shown(page, ROWS), []));
    await choose(page, 'date', (await valuesOf(page, 'date'))[0]);
    await page.locator('form[data-filter] [type=reset]').press('Enter');
    await eventually(async () => assert.equal((await shown(page, ROWS)).length, await page.locator(ROWS).count()));
    assert.equal(new URL(page.url()).search, '');
    assert.deepEqual(Object.values((await state(page)).fields).filter(Boolean), []);
    assert.ok(await page.evaluate(() => document.activeElement.matches('form[data-filter] *')), 'the focus is lost');
  });

  test('from a folder it is narrowed too', async (t) => {
    const page = await stage.visit(t, pathToFileURL(file).href);
    const { at, words } = await distinctive(page);
    await page.fill('form[data-filter] input[name=q]', words);
    await eventually(async () => assert.deepEqual(await shown(page, ROWS), at));
    const [date] = await valuesOf(page, 'date');
    await page.fill('form[data-filter] input[name=q]', '');
    await choose(page, 'date', date);
    await eventually(() => assertChosen(page, 'date', date));
  });
}

function looks(stage, { address }) {
  for (const width of PHONES) {
    test(`at ${width} px nothing is cut off, and every cell says what it is`, async (t) => {
      const page = await stage.visit(t, address, { viewport: { width, height: 800 } });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
      assert.deepEqual(await page.locator(`${ROWS} > td`).evaluateAll(nameless), []);
    });
  }

  test('what changed is marked by more than a colour', async (t) => {
    const page = await stage.visit(t, address);
    const marks = await page.locator(`${ROWS} :is(ins, del)`).evaluateAll((all) =>
      all.map((mark) => getComputedStyle(mark).textDecorationLine));
    assert.ok(marks.length > 0, 'nothing is marked');
    assert.deepEqual([...new Set(marks)], ['underline']);
  });

  test('paper has every row with both texts, and no form', async (t) => {
    const page = await stage.visit(t, address);
    await page.emulateMedia({ media: 'print' });
    assert.equal((await shown(page, ROWS)).length, await page.locator(ROWS).count());
    assert.equal(await page.locator('form[data-filter]').isVisible(), false);
    const hidden = await page.locator(`${ROWS} > *`).evaluateAll((cells) =>
      cells.filter((cell) => !cell.checkVisibility()).map((cell) => cell.textContent));
    assert.deepEqual(hidden, []);
    const head = await page.locator('table.changes thead').evaluate((each) => getComputedStyle(each).display);
    assert.equal(head, 'table-header-group', 'the names of the columns are not on every sheet');
  });
}

/** Rows of the file that the page offers for spreadsheets, without its head. Cells have line breaks of their own. */
async function rowsOfFile(page) {
  const text = await readFile(path.join(path.dirname(page), '..', 'downloads', 'changes.csv'), 'utf8');
  const unquoted = text.replace(/"(?:[^"]|"")*"/g, '').trim();
  return unquoted.split(/\r?\n/).length - 1;
}

function valuesOf(page, name) {
  return page.locator(`form[data-filter] select[name=${name}] option`).evaluateAll((options) =>
    options.map((option) => option.value).filter(Boolean));
}

function choose(page, name, value) {
  return page.locator(`form[data-filter] select[name=${name}]`).selectOption(value);
}

/** Tries all options of a select; together they leave every row that says something about it. */
async function everyChoice(page, name) {
  const values = await valuesOf(page, name);
  assert.ok(values.length > 0, `select[name=${name}] offers nothing`);
  const seen = new Set();
  for (const value of values) {
    await choose(page, name, value);
    await eventually(() => assertChosen(page, name, value));
    await assertCount(page, ROWS);
    for (const row of await shown(page, ROWS)) seen.add(row);
  }
  const silent = await page.locator(`${ROWS}[data-${name}=""]`).count();
  assert.equal(seen.size, await page.locator(ROWS).count() - silent, `some rows are under no ${name}`);
}

async function assertChosen(page, name, value) {
  assert.equal(new URL(page.url()).searchParams.get(name), value);
  const own = await page.locator(ROWS).evaluateAll((rows, [key, wanted]) =>
    rows.flatMap((row, at) => (row.dataset[key] === wanted ? [at] : [])), [name, value]);
  assert.deepEqual(await shown(page, ROWS), own);
}

/** The name of an item and the rows that have it; not all of them do. */
async function distinctive(page) {
  const rows = await page.locator(ROWS).evaluateAll((all) => all.map((row) => ({
    whole: row.textContent,
    label: row.querySelector('.cell-items :is(a, li > span)').lastChild.textContent.trim(),
  })));
  const plain = (text) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
  for (const { label } of rows) {
    const words = label.split(/\s+/);
    const at = rows.flatMap(({ whole }, row) => (words.every((word) => plain(whole).includes(plain(word))) ? [row] : []));
    if (at.length < rows.length) return { at, words: words.join(' ') };
  }
  throw new Error('every item is in every row');
}

/** The same words as an input method leaves them. */
function wide(words) {
  return words.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).replaceAll(' ', '　');
}

async function state(page) {
  const fields = await page.locator('form[data-filter]').evaluate((form) =>
    Object.fromEntries([...form.elements].filter((field) => field.name).map((field) => [field.name, field.value])));
  return { fields, rows: await shown(page, ROWS) };
}

/** Runs in the page: cells of cards that do not show the name of their column, and which a table would not have. */
function nameless(cells) {
  const columns = [...document.querySelectorAll('table.changes thead th')].map((head) => head.textContent);
  return cells
    .filter((cell) => {
      const { content, display } = getComputedStyle(cell, '::before');
      const name = cell.dataset.label;
      return !name || content !== JSON.stringify(name) || display === 'none'
        || (cell.colSpan === 1 && name !== columns[cell.cellIndex + cellsBefore(cell)]);
    })
    .map((cell) => cell.outerHTML.slice(0, 200));

  function cellsBefore(cell) {
    const before = [...cell.parentElement.cells].slice(0, cell.cellIndex);
    return before.reduce((sum, each) => sum + each.colSpan - 1, 0);
  }
}
