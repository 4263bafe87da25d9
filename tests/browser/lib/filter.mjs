// A list that a form narrows: what is left of it, whether the count says so, and whether the page stayed the same.

import assert from 'node:assert/strict';

/** Positions of what a reader sees of a list; the attribute and the look have to agree. */
export async function shown(page, selector) {
  const states = await page.locator(selector).evaluateAll((all) =>
    all.map((each) => ({ hidden: each.hidden, visible: each.checkVisibility() })));
  assert.ok(states.every(({ hidden, visible }) => !(hidden && visible)), 'something is hidden and still visible');
  return states.flatMap(({ visible }, at) => (visible ? [at] : []));
}

/** The number that is announced is the number of what a reader sees. */
export async function assertCount(page, selector) {
  const { length } = await shown(page, selector);
  const text = (await page.locator('[data-filter-count]').textContent()).normalize('NFKC');
  assert.notEqual(text.trim(), '');
  // None may be said in words.
  if (length > 0) assert.ok((text.match(/\d+/g) ?? []).includes(String(length)), `${length} shown, but it says: ${text}`);
}

export function markLoad(page) {
  return page.evaluate(() => { window.sameLoad = true; });
}

export function isSameLoad(page) {
  return page.evaluate(() => window.sameLoad === true);
}
