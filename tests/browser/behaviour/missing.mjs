// An address that does not exist, deep in the site: 404.html is served there, so its links cannot be relative to it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isStyled } from '../lib/stage.mjs';

/** @param {import('../lib/stage.mjs').Stage} stage */
export function missing(stage) {
  describe('an address that does not exist', () => {
    test('gets a page that reads and leads on', async (t) => {
      const page = await stage.visit(t, `${stage.site.builtFor}documents/gone/nowhere/`);
      assert.ok(await page.locator('main').count() > 0, 'the page of 404.html was not served');
      assert.ok(await isStyled(page), 'no stylesheet applies');
      const links = await siteLinks(page, stage.site.builtFor);
      assert.ok(links.length > 0, 'no link leads on');
      for (const link of links) assert.equal((await page.request.get(link)).status(), 200, link);
    });
  });
}

/** Links into the site; those within the page, such as the skip link, have the address that does not exist. */
function siteLinks(page, home) {
  return page.locator('a[href]:not([href^="#"])').evaluateAll((links, url) =>
    [...new Set(links.map((link) => link.href.split('#')[0]))].filter((href) => href.startsWith(url)), home);
}
