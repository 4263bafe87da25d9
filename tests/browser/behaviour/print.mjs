// On paper: the text, whole, and nothing to click.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

const NOT_ON_PAPER = 'nav, a.skip, form[data-filter], button[data-copy-link], a[data-language]';

/** @param {import('../lib/stage.mjs').Stage} stage */
export function print(stage) {
  describe('print', () => {
    for (const { address, language, template } of stage.typical) {
      describe(`${template}, ${language}`, () => cases(stage, address));
    }
  });
}

function cases(stage, address) {
  test('navigation is hidden, the text is not', async (t) => {
    const page = await paper(stage, t, address);
    const shown = await page.locator(NOT_ON_PAPER).evaluateAll((all) =>
      all.filter((each) => each.checkVisibility({ visibilityProperty: true })).map((each) => each.cloneNode(false).outerHTML));
    assert.deepEqual([...new Set(shown)], []);
    assert.notEqual((await page.locator('main').innerText()).trim(), '');
  });

  test('long tables are not cut off', async (t) => {
    const page = await paper(stage, t, address);
    const cut = await page.locator('[data-scroll]').evaluateAll((regions) =>
      regions.filter((region) => getComputedStyle(region).overflowX !== 'visible').length);
    assert.equal(cut, 0, 'regions that clip their table');
  });
}

async function paper(stage, t, address) {
  const page = await stage.visit(t, address);
  await page.emulateMedia({ media: 'print' });
  return page;
}
