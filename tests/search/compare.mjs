// Kohyo's search and Pagefind's on the same built pages, in the same Chromium, in one run.
//
//     node compare.mjs OUT [QUERIES]        (OUT has Pagefind's index in pagefind/; see benches/search.sh)
//
// Pagefind finds pages, Kohyo items, so both are judged by pages: a page answers if an item on it does. Bytes are everything
// a browser that knows nothing asks for, scripts apart. Without a file of queries the judged ones to tune on are asked.

import { readFile } from 'node:fs/promises';
import { launch } from '../browser/lib/chromium.mjs';
import { runAsCommand } from '../browser/lib/command.mjs';
import { serve } from '../browser/lib/serve.mjs';
import { openSite } from '../browser/lib/site.mjs';
import { settled } from './lib/ask.mjs';
import { readQueries } from './lib/queries.mjs';

const TOP = 10;

await runAsCommand('usage: node compare.mjs OUT [QUERIES]', async (usage) => {
  const [folder, file] = process.argv.slice(2);
  if (!folder) usage();
  const queries = file
    ? (await readFile(file, 'utf8')).split('\n').filter(Boolean).map((query) => ({ query, language: 'ja' }))
    : await readQueries('tuning');
  // Pagefind needs WebAssembly, which the policy of the pages does not allow, so it is asked on a host without one.
  const [browser, site, open] = await Promise.all([launch(), openSite(folder), serve(folder, { policy: '' })]);
  const without = { urlOf: (address) => new URL(address, open.url).href };
  try {
    for (const [name, ask, host] of [['Kohyo', askKohyo, site], ['Pagefind', askPagefind, without]]) {
      const measured = [];
      for (const judged of queries) measured.push(await one(browser, host, ask, judged));
      report(name, measured);
    }
    return 0;
  } finally {
    await Promise.all([browser.close(), site.close(), open.close()]);
  }
});

async function one(browser, site, ask, { query, language, relevant }) {
  const context = await browser.newContext({ bypassCSP: true });
  try {
    const page = await context.newPage();
    const answers = [];
    page.on('response', (response) => answers.push(response));
    const found = [...new Set((await ask(page, site, query, language)).map((href) => pageOf(site, href)))].slice(0, TOP);
    const data = answers.filter((response) => /\.bin$|pagefind\/(index|fragment|filter)\/|pagefind\.\w+\.pf_meta|pagefind-entry/.test(response.url()));
    const sizes = await Promise.all(data.map((response) => response.body().then((body) => body.length, () => 0)));
    const code = answers.filter((response) => /assets\/search\.[^/]*js$|pagefind[^/]*\.js|wasm/.test(response.url()));
    const codeSizes = await Promise.all(code.map((response) => response.body().then((body) => body.length, () => 0)));
    const judged = relevant ? measure(found, pagesOf(relevant)) : {};
    return { bytes: sum(sizes), code: sum(codeSizes), none: found.length === 0, ...judged };
  } finally {
    await context.close();
  }
}

async function askKohyo(page, site, query, language) {
  await page.goto(site.urlOf(`${language === 'ja' ? '' : `${language}/`}search/?q=${encodeURIComponent(query)}`));
  await settled(page);
  return page.locator('[data-result]').evaluateAll((all) => all.map((link) => link.href));
}

async function askPagefind(page, site, query, language) {
  await page.goto(site.urlOf(`${language === 'ja' ? '' : `${language}/`}search/`));
  return page.evaluate(async ([words, bundle, top]) => {
    const pagefind = await import(`${bundle}pagefind.js`);
    await pagefind.options({ basePath: bundle, baseUrl: new URL('..', bundle).pathname });
    await pagefind.init();
    const { results } = await pagefind.search(words);
    const read = await Promise.all(results.slice(0, top).map((result) => result.data()));
    return read.map(({ url }) => new URL(url, location.href).href);
  }, [query, site.urlOf('pagefind/'), TOP]);
}

/** `kanto-its/basic` of the address of a section, whatever its language. */
function pageOf(site, href) {
  return decodeURIComponent(new URL(href).pathname).replace(/^.*?\/documents\//, '').replace(/(index\.html)?$/, '').replace(/\/$/, '');
}

/** Every page an item may stand on: the item's path and all its beginnings. */
function pagesOf(relevant) {
  return [...relevant.keys()].map((item) => {
    const [slug, path] = item.split('#');
    const ids = path.split('.');
    return ids.map((_, n) => `${slug}/${ids.slice(0, ids.length - n).join('/')}`);
  });
}

function measure(found, wanted) {
  // The longest beginning that is among all pages found or not: a section is found if any item of it is wanted.
  const answers = (address) => wanted.some((beginnings) => beginnings.includes(address));
  const pages = new Set(wanted.map((beginnings) => beginnings.find((each) => found.includes(each)) ?? beginnings.at(-1)));
  const hits = found.filter(answers).length;
  const first = found.findIndex(answers);
  return { recall: Math.min(1, hits / Math.min(pages.size, TOP)), rank: first < 0 ? 0 : 1 / (first + 1) };
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

function report(name, measured) {
  const mean = (of) => sum(measured.map(of)) / measured.length;
  const sizes = measured.map(({ bytes }) => bytes).sort((a, b) => a - b);
  const p95 = sizes[Math.ceil(0.95 * sizes.length) - 1];
  const judged = measured[0].recall === undefined ? '' : `  page recall@10 ${mean(({ recall }) => recall).toFixed(3)}  page MRR ${mean(({ rank }) => rank).toFixed(3)}`;
  console.log(`${name.padEnd(9)} ${measured.length} queries${judged}  without result ${measured.filter(({ none }) => none).length}  `
    + `bytes mean ${(mean(({ bytes }) => bytes) / 1000).toFixed(1)} p95 ${(p95 / 1000).toFixed(1)} KB  scripts once ${(mean(({ code }) => code) / 1000).toFixed(0)} KB`);
}
