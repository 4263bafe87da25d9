// Pictures of a built site for people to look at: phone and desktop, light and dark.
//
//     node screenshots.mjs OUT DIR [ADDRESS…] [--widths 320,1280] [--height 6000]
//
// The sample (one page of every template and language) unless addresses such as `en/documents/x/` are given.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './lib/chromium.mjs';
import { runAsCommand } from './lib/command.mjs';
import { SCHEMES } from './lib/inspect.mjs';
import { listPages, sample } from './lib/pages.mjs';
import { pool } from './lib/pool.mjs';
import { openSite } from './lib/site.mjs';

const WINDOW = 900;

await runAsCommand('usage: node screenshots.mjs OUT DIR [ADDRESS…] [--widths 320,1280] [--height 6000]',
  async (usage) => {
    const { output, folder, addresses, widths, height } = readArguments(usage);
    await mkdir(folder, { recursive: true });
    const [browser, site] = await Promise.all([launch(), openSite(output)]);
    try {
      const shots = addresses.length > 0 ? addresses.map(named) : sample(await listPages(output)).map(named);
      const contexts = await Promise.all([1, 2].map(() => browser.newContext({ reducedMotion: 'reduce' })));
      const files = await pool(shots, contexts, (shot, context) => photograph(context, site, shot, { folder, widths, height }));
      console.log(`${files.flat().length} pictures of ${shots.length} pages in ${folder}`);
      return 0;
    } finally {
      await browser.close();
      await site.close();
    }
  });

function readArguments(usage) {
  const { positionals: [output, folder, ...addresses], values } = parseArgs({
    allowPositionals: true,
    options: {
      widths: { type: 'string', default: '320,1280' },
      height: { type: 'string', default: '6000' },
    },
  });
  const widths = values.widths.split(',').map(Number);
  const height = Number(values.height);
  if (!folder || ![...widths, height].every((length) => length > 0)) usage();
  return { output, folder, addresses, widths, height };
}

/** @param {string | import('./lib/pages.mjs').Page} page */
function named(page) {
  if (typeof page !== 'string') return { address: page.address, name: `${page.template || 'page'}-${page.language}` };
  return { address: page, name: page.replace(/[^\p{L}\p{N}.-]+/gu, '-').replace(/^-|-$/g, '') || 'home' };
}

async function photograph(context, site, { address, name }, { folder, widths, height }) {
  const page = await context.newPage();
  await page.goto(site.urlOf(address), { waitUntil: 'networkidle' });
  const files = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: WINDOW });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const file = path.join(folder, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: true, animations: 'disabled', clip: await upTo(page, height, width) });
      files.push(file);
    }
  }
  await page.close();
  return files;
}

/** A whole edition is taller than a picture can be; its beginning is enough to look at. */
async function upTo(page, height, width) {
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  return { x: 0, y: 0, width, height: Math.min(whole, height) };
}
