// What every behaviour test stands on: one Chromium, one host, the list of pages, and a way to visit them.

import path from 'node:path';
import { launch } from './chromium.mjs';
import { fullest, largest, listPages, readable } from './pages.mjs';
import { openSite } from './site.mjs';

const DESKTOP = { width: 1280, height: 900 };

/** Below a document, these first segments are not sections of the form. */
const NOT_A_SECTION = /\/(changes|editions|downloads|compare)\//;

/** @typedef {Awaited<ReturnType<typeof openStage>>} Stage */

/** @param {string} folder an output folder */
export async function openStage(folder) {
  const [browser, site, listed] = await Promise.all([launch(), openSite(folder), listPages(folder)]);
  const pages = readable(listed);
  const homes = pages.filter(({ address, language }) => ['', `${language}/`].includes(address));
  const sections = await sectionPages(pages);
  const tables = largest(pages.filter(({ template }) => template === 'changes'));
  const differences = largest(pages.filter(({ template, address }) =>
    template === 'change' && address.includes('/changes/')));
  return {
    browser,
    site,
    pages,
    folder: path.resolve(folder),
    languages: [...new Set(pages.map((page) => page.language).filter(Boolean))],
    homes,
    sections,
    /** The tables of changes, and what changed on a day; a site without earlier editions has none. */
    tables,
    differences,
    /** What every page has to be able to do is tried on these. */
    typical: [...homes, ...sections, ...tables, ...differences],
    /** A page in a context of its own, which ends with the test. `address` is within the site, or a whole URL. */
    visit: async (test, address, options = {}) => {
      const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce', ...options });
      test.after(() => context.close());
      const page = await context.newPage();
      page.setDefaultTimeout(5000);
      await page.goto(site.urlOf(address));
      return page;
    },
    close: () => Promise.all([browser.close(), site.close()]),
  };
}

/** For every language the section page with the most items. */
function sectionPages(pages) {
  const candidates = pages.filter(({ address }) => address.includes('documents/') && !NOT_A_SECTION.test(address));
  return fullest(candidates, 'data-item=');
}

/** The id of an item, row or entry with others above and below it, so that going to it has to scroll. */
export async function middleItem(page) {
  const places = page.locator('[data-item], tr[data-filtered], [data-entries] > [id]');
  return places.nth(Math.floor(await places.count() / 2)).getAttribute('id');
}

/**
 * Repeats a check until it holds, for what a script does a moment later.
 * @param {() => Promise<void>} check
 */
export async function eventually(check, patience = 3000) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((next) => setTimeout(next, 50));
    }
  }
}

/** Whether a stylesheet changes how the page looks. Also true from a folder, where rules cannot be read. */
export function isStyled(page) {
  return page.evaluate(() => {
    const look = () => [document.body, document.querySelector('main'), document.querySelector('a')]
      .filter(Boolean)
      .map((element) => {
        const { fontFamily, margin, padding, color, backgroundColor, maxWidth } = getComputedStyle(element);
        return [fontFamily, margin, padding, color, backgroundColor, maxWidth].join();
      })
      .join('\n');
    const styled = look();
    const sheets = [...document.styleSheets];
    sheets.forEach((sheet) => { sheet.disabled = true; });
    const bare = look();
    sheets.forEach((sheet) => { sheet.disabled = false; });
    return styled !== bare;
  });
}
