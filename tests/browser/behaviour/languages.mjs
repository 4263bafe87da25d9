// The language switch: the same page, at the same item.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually, middleItem } from '../lib/stage.mjs';

/** @param {import('../lib/stage.mjs').Stage} stage */
export function languages(stage) {
  describe('language switch', () => {
    for (const start of [...stage.sections, ...stage.tables, ...stage.differences]) {
      for (const target of stage.languages.filter((language) => language !== start.language)) {
        describe(`${start.template}, ${start.language} to ${target}`, () => cases(stage, start, target));
      }
    }
  });
}

function cases(stage, start, target) {
  const same = { language: target, template: start.template, address: neutral(stage, start.address) };

  test('leads to the same page', async (t) => {
    const page = await stage.visit(t, start.address);
    await switchTo(page, target);
    assert.deepEqual(await arrival(stage, page), { ...same, item: '' });
  });

  test('keeps the item of the address', async (t) => {
    const item = await middleItem(await stage.visit(t, start.address));
    const page = await stage.visit(t, `${start.address}#${item}`);
    await switchTo(page, target);
    assert.deepEqual(await arrival(stage, page), { ...same, item });
    assert.equal(await page.evaluate((id) => document.getElementById(id) !== null, item), true, `no #${item} there`);
  });

  test('keeps an item that was gone to after the page was loaded', async (t) => {
    const item = await middleItem(await stage.visit(t, start.address));
    const page = await stage.visit(t, start.address);
    await page.evaluate((id) => { location.hash = id; }, item);
    await switchTo(page, target);
    assert.deepEqual(await arrival(stage, page), { ...same, item });
  });

  test('leads to the same page without scripts', async (t) => {
    const page = await stage.visit(t, start.address, { javaScriptEnabled: false });
    await switchTo(page, target);
    assert.deepEqual(await arrival(stage, page), { ...same, item: '' });
  });
}

/** An address without its language: `en/documents/x/` and `documents/x/` are the same page. */
function neutral(stage, address) {
  const [first, ...rest] = address.split('/');
  return stage.languages.includes(first) ? rest.join('/') : address;
}

async function switchTo(page, target) {
  const link = page.locator(`a[data-language=${target}], a[data-language][hreflang=${target}]`).first();
  await link.click();
  await eventually(async () => assert.equal(await page.locator('html').getAttribute('lang'), target));
}

async function arrival(stage, page) {
  return {
    language: await page.locator('html').getAttribute('lang'),
    template: await page.locator('body').getAttribute('data-template'),
    address: neutral(stage, stage.site.addressOf(page.url())),
    item: decodeURIComponent(new URL(page.url()).hash.slice(1)),
  };
}
