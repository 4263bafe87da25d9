// Opened from a folder, without any host: an archive on a disk, a copy sent by mail.

import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { eventually, isStyled } from '../lib/stage.mjs';

/** @param {import('../lib/stage.mjs').Stage} stage */
export function folder(stage) {
  describe('from a folder', () => {
    for (const { file, language, template } of stage.typical) {
      describe(`${template}, ${language}`, () => cases(stage, pathToFileURL(file).href));
    }
    test('following a link from the home page arrives at a page that reads', async (t) => {
      const page = await stage.visit(t, pathToFileURL(stage.homes[0].file).href);
      await page.locator(':is(a[data-document], [data-document] a):visible').first().click();
      await eventually(async () => assert.match(page.url(), /^file:.*\/documents\/.*index\.html/));
      assert.notEqual((await page.locator('main').innerText()).trim(), '');
      assert.ok(await isStyled(page), 'no stylesheet applies');
    });
  });
}

function cases(stage, address) {
  test('the stylesheet applies', async (t) => {
    const page = await stage.visit(t, address);
    assert.ok(await isStyled(page), 'no stylesheet applies');
  });

  test('links lead to files, not to folders', async (t) => {
    const page = await stage.visit(t, address);
    await eventually(async () => assert.deepEqual(deadEnds(stage, await siteLinks(page)), []));
  });
}

function siteLinks(page) {
  return page.locator('a[href]').evaluateAll((links) =>
    links.map((link) => link.href).filter((href) => href.startsWith('file:')));
}

function deadEnds(stage, links) {
  const files = [...new Set(links.map((link) => fileURLToPath(link.split(/[?#]/)[0])))];
  return files.filter((file) => !file.startsWith(stage.folder) || !existsSync(file) || !statSync(file).isFile());
}
