// A section page: pointing somebody at one item.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertPointedAt } from '../lib/place.mjs';
import { eventually, middleItem } from '../lib/stage.mjs';

/** @param {import('../lib/stage.mjs').Stage} stage */
export function items(stage) {
  describe('items', () => {
    test('there is a section page with items in every language', () => {
      assert.deepEqual(stage.sections.map((page) => page.language).sort(), [...stage.languages].sort());
    });
    for (const { address, language } of stage.sections) describe(language, () => cases(stage, address));
  });
}

function cases(stage, address) {
  test('an item’s path is its id', async (t) => {
    const page = await stage.visit(t, address);
    const other = await page.locator('[data-item]').evaluateAll((all) =>
      all.filter((each) => each.id !== each.dataset.item).map((each) => each.dataset.item));
    assert.deepEqual(other, []);
  });

  test('copying a link gives the item’s absolute address', async (t) => {
    const page = await stage.visit(t, address, { permissions: ['clipboard-read', 'clipboard-write'] });
    const pageAddresses = await ownAddresses(page);
    for (const button of await someButtons(page)) {
      const path = await button.evaluate((each) => each.closest('[data-item]').dataset.item);
      await button.click();
      await eventually(async () => {
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        assert.ok(pageAddresses.includes(copied.split('#')[0]), `not this page: ${copied}`);
        assert.equal(decodeURIComponent(new URL(copied).hash), `#${path}`);
      });
    }
  });

  test('without scripts there is no copy button that does nothing', async (t) => {
    const page = await stage.visit(t, address, { javaScriptEnabled: false });
    assert.equal(await page.locator('[data-copy-link]:visible').count(), 0);
  });

  test('the item an address points at is highlighted and in view', async (t) => {
    const plain = await stage.visit(t, address);
    const path = await middleItem(plain);
    await assertPointedAt(plain, await stage.visit(t, `${address}#${path}`), path);
  });
}

/** The page's address as visited, and as the site declares it: either may be copied. */
function ownAddresses(page) {
  return page.evaluate(() => [location.href, document.querySelector('link[rel=canonical]')?.href].filter(Boolean));
}

/** First, middle and last: they differ in depth, and so in what `closest` finds. */
async function someButtons(page) {
  const buttons = page.locator('[data-item] button[data-copy-link]');
  await eventually(async () => assert.ok(await buttons.count() > 0, 'no copy button in an item'));
  const last = (await buttons.count()) - 1;
  return [...new Set([0, Math.floor(last / 2), last])].map((at) => buttons.nth(at));
}
