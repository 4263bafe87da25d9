// An address that does not exist, deep in the site: 404.html is served there, so its links cannot be relative to it.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { isStyled } from '../lib/stage.mjs';
import { serve } from '../lib/serve.mjs';

/** @param {import('../lib/stage.mjs').Stage} stage */
export function missing(stage) {
  describe('an address that does not exist', () => {
    test('gets a page that reads and leads on', async (t) => {
      const site = await serve(stage.folder, { base: declaredBase(stage.folder) });
      t.after(() => site.close());
      const page = await stage.visit(t, `${site.url}documents/gone/nowhere/`);
      assert.ok(await page.locator('main').count() > 0, 'the page of 404.html was not served');
      assert.ok(await isStyled(page), 'no stylesheet applies');
      const links = await siteLinks(page, site.url);
      assert.ok(links.length > 0, 'no link leads on');
      for (const link of links) assert.equal((await page.request.get(link)).status(), 200, link);
    });
  });
}

/** The sub-path the site was built for: the path of the shortest address in its sitemap. */
function declaredBase(folder) {
  const file = path.join(folder, 'sitemap.xml');
  const addresses = existsSync(file) ? readFileSync(file, 'utf8').match(/(?<=<loc>)[^<]+/g) ?? [] : [];
  const home = addresses.sort((one, other) => one.length - other.length)[0];
  return home ? new URL(home).pathname : '/kohyo/';
}

/** Links into the site; those within the page, such as the skip link, have the address that does not exist. */
function siteLinks(page, home) {
  return page.locator('a[href]:not([href^="#"])').evaluateAll((links, url) =>
    [...new Set(links.map((link) => link.href.split('#')[0]))].filter((href) => href.startsWith(url)), home);
}
