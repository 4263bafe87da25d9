// Reading with the keyboard alone.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { containing } from '../lib/pages.mjs';
import { eventually } from '../lib/stage.mjs';

const PHONE = { viewport: { width: 320, height: 700 } };

/** @param {import('../lib/stage.mjs').Stage} stage */
export function keyboard(stage) {
  describe('keyboard', () => {
    for (const { address, language, template } of stage.typical) {
      test(`the first Tab shows the skip link, which leads to main (${template}, ${language})`, async (t) => {
        await skip(await stage.visit(t, address));
      });
    }
    test('long tables are named regions that can be focused', async (t) => {
      const page = await stage.visit(t, await pageWithTables(stage), PHONE);
      assert.deepEqual(await page.locator('[data-scroll]').evaluateAll(unfocusable), []);
    });
    test('the arrow keys scroll a long table', async (t) => {
      const page = await stage.visit(t, await pageWithTables(stage), PHONE);
      const long = await longRegion(page);
      if (!long) return t.skip('no table of this site is wider than a phone');
      await long.focus();
      await eventually(async () => {
        await page.keyboard.press('ArrowRight');
        assert.ok(await long.evaluate((region) => region.scrollLeft) > 0, 'it did not move');
      });
    });
  });
}

async function skip(page) {
  await page.keyboard.press('Tab');
  const link = page.locator('a.skip:focus');
  assert.equal(await link.count(), 1, 'the first Tab focuses something else');
  await eventually(async () => assert.ok(await isInWindow(link), 'the focused skip link cannot be seen'));
  await page.keyboard.press('Enter');
  await eventually(() => assertAtMain(page));
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() => document.querySelector('main').contains(document.activeElement));
  assert.ok(inside, 'the next Tab is not inside main');
}

function isInWindow(link) {
  return link.evaluate((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return right - left > 1 && bottom - top > 1 && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  });
}

async function assertAtMain(page) {
  const target = await page.evaluate(() => {
    const pointed = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return pointed?.closest('main') !== null || pointed?.querySelector('main') !== null;
  });
  assert.ok(target, `the skip link leads to ${new URL(page.url()).hash}`);
}

async function pageWithTables(stage) {
  const found = await containing(stage.pages, 'data-scroll');
  assert.ok(found.length > 0, 'no page has a [data-scroll] region');
  return found.reduce((one, other) => (other.size > one.size ? other : one)).address;
}

/** Runs in the page: the regions that a keyboard or a screen reader would miss. */
function unfocusable(regions) {
  return regions
    .filter((region) => {
      const named = region.getAttribute('aria-label')?.trim()
        || document.getElementById(region.getAttribute('aria-labelledby'))?.textContent.trim();
      return region.tabIndex !== 0 || region.getAttribute('role') !== 'region' || !named;
    })
    .map((region) => region.cloneNode(false).outerHTML);
}

async function longRegion(page) {
  for (const region of await page.locator('[data-scroll]').all()) {
    if (await region.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)) return region;
  }
  return null;
}
