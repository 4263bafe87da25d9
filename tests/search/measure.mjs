// What a search costs: bytes a cold query moves, everything counted, and how long one takes with the files at hand.
//
//     node measure.mjs OUT [--queries FILE] [--slow 4]
//
// Without a file (one query a line) the queries to tune on are asked. Every query is asked three times in a browser that knows
// nothing: once for its bytes, then with its files in the browser's memory, the processor slowed down, for its time.

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { launch } from '../browser/lib/chromium.mjs';
import { runAsCommand } from '../browser/lib/command.mjs';
import { openSite } from '../browser/lib/site.mjs';
import { settled } from './lib/ask.mjs';
import { readQueries } from './lib/queries.mjs';

await runAsCommand('usage: node measure.mjs OUT [--queries FILE] [--slow 4]', async (usage) => {
  const { positionals: [folder], values } = parseArgs({
    allowPositionals: true,
    options: { queries: { type: 'string' }, slow: { type: 'string', default: '4' } },
  });
  if (!folder) usage();
  const queries = values.queries
    ? (await readFile(values.queries, 'utf8')).split('\n').filter(Boolean).map((query) => ({ query, language: 'ja' }))
    : await readQueries('tuning');
  const [browser, site] = await Promise.all([launch(), openSite(folder)]);
  try {
    const measured = [];
    for (const { query, language } of queries) measured.push({ query, ...await cold(browser, site, query, language, Number(values.slow)) });
    report(measured);
    return 0;
  } finally {
    await Promise.all([browser.close(), site.close()]);
  }
});

async function cold(browser, site, query, language, slow) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const answers = [];
    page.on('response', (response) => answers.push(response));
    const folder = language === 'ja' ? '' : `${language}/`;
    await page.goto(site.urlOf(`${folder}search/?q=${encodeURIComponent(query)}`));
    await settled(page);
    const files = answers.filter((response) => response.url().endsWith('.bin'));
    const sizes = await Promise.all(files.map(async (response) => (await response.body()).length));
    const script = answers.filter((response) => /assets\/search\.[^/]*\.js$/.test(response.url()));
    return {
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      requests: files.length,
      script: (await script[0].body()).length,
      milliseconds: await warm(context, page, query, slow),
    };
  } finally {
    await context.close();
  }
}

/** The same query again, its files read: the median of five. */
async function warm(context, page, query, slow) {
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slow });
  return page.evaluate(async (words) => {
    const root = document.querySelector('[data-search]');
    const home = new URL(root.dataset.root, location.href).href;
    const index = await new globalThis.kohyoSearch.Index(home, new URL(root.dataset.index, home).href).open();
    const times = [];
    for (let n = 0; n < 6; n += 1) {
      const begun = performance.now();
      const { units } = await globalThis.kohyoSearch.search(index, words);
      await Promise.all(units.slice(0, 10).map((unit) => index.item(unit)));
      times.push(performance.now() - begun);
    }
    return times.slice(1).sort((a, b) => a - b)[2];
  }, query);
}

function report(measured) {
  const show = (name, unit, of) => {
    const values = measured.map(of).sort((a, b) => a - b);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const at = (share) => values[Math.min(values.length - 1, Math.ceil(share * values.length) - 1)];
    console.log(`${name.padEnd(18)} mean ${mean.toFixed(1)}  median ${at(0.5).toFixed(1)}  p95 ${at(0.95).toFixed(1)}  most ${at(1).toFixed(1)} ${unit}`);
  };
  show('bytes', 'KB', ({ bytes }) => bytes / 1000);
  show('requests', '', ({ requests }) => requests);
  show('time', 'ms', ({ milliseconds }) => milliseconds);
  console.log(`script, once: ${(measured[0].script / 1000).toFixed(1)} KB before compression; ${measured.length} queries`);
  for (const { query, bytes } of [...measured].sort((a, b) => b.bytes - a.bytes).slice(0, 5)) console.log(`  ${(bytes / 1000).toFixed(1)} KB  ${query}`);
}
