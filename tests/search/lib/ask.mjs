// Asks the search page of a built site, as a reader does: results in the order in which they stand on the page.

/**
 * @param {import('playwright-core').Page} page
 * @param {{urlOf: (address: string) => string}} site
 * @returns {Promise<string[]>} `document#item` of every result
 */
export async function ask(page, site, query, language, source = 'ja') {
  const folder = language === source ? '' : `${language}/`;
  await page.goto(site.urlOf(`${folder}search/?q=${encodeURIComponent(query)}`));
  await settled(page);
  const links = await page.locator('[data-result]').evaluateAll((all) => all.map((link) => link.href));
  return links.map((href) => named(href, folder));
}

/** Waits until the page says what it found. */
export function settled(page) {
  return page.waitForFunction(() => document.querySelector('[data-search-status]')?.textContent !== ''
    && !document.querySelector('[data-search][aria-busy]'), null, { timeout: 20000 });
}

/** `document#item` of the address of an item: its path follows the fragment, its page stands before. */
function named(href, folder) {
  const url = new URL(href);
  const item = decodeURIComponent(url.hash.slice(1));
  const way = decodeURIComponent(url.pathname).split(`/${folder}documents/`)[1].replace(/\/$/, '').split('/');
  const ids = item.split('.');
  // The longest beginning of the item's path that the address ends with is its page.
  let page = ids.length;
  while (page > 0 && way.slice(-page).join('.') !== ids.slice(0, page).join('.')) page -= 1;
  return `${way.slice(0, way.length - page).join('/')}#${item}`;
}
