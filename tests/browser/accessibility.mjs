// Pages of built sites in a real Chromium: WCAG 2.2 AA by axe-core, reflow, policy, requests, and no JavaScript.
//
//     node accessibility.mjs OUT… [--all] [--widths 320,768,1280] [--only TEXT] [--also ADDRESS]…
//
// A sample (one page of every template and language) unless `--all`. `--only` keeps the pages whose address
// contains a text, `--also` adds addresses such as `search/?q=…`. Exit 0 fine, 1 faults, 2 could not run.

import { parseArgs } from 'node:util';
import { launch } from './lib/chromium.mjs';
import { runAsCommand } from './lib/command.mjs';
import { groupBy } from './lib/group.mjs';
import { inspect, openWorker } from './lib/inspect.mjs';
import { listPages, readable, sample } from './lib/pages.mjs';
import { pool } from './lib/pool.mjs';
import { openSite } from './lib/site.mjs';

const WORKERS = 2;
const SHOWN = 200;

await runAsCommand('usage: node accessibility.mjs OUT… [--all] [--widths 320,768,1280] [--only TEXT] [--also ADDRESS]…',
  async (usage) => {
    const { folders, ...settings } = readArguments(usage);
    const browser = await launch();
    try {
      const workers = await Promise.all(Array.from({ length: WORKERS }, () => openWorker(browser)));
      let faults = 0;
      for (const folder of folders) faults += await inspectSite(folder, settings, workers);
      return faults > 0 ? 1 : 0;
    } finally {
      await browser.close();
    }
  });

function readArguments(usage) {
  const { positionals: folders, values } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      widths: { type: 'string', default: '320,768,1280' },
      only: { type: 'string', default: '' },
      also: { type: 'string', multiple: true, default: [] },
    },
  });
  const widths = values.widths.split(',').map(Number);
  if (folders.length === 0 || !widths.every((width) => width > 0)) usage();
  return { ...values, folders, widths };
}

async function inspectSite(folder, settings, workers) {
  const addresses = await chooseAddresses(folder, settings);
  const site = await openSite(folder);
  try {
    const found = await pool(addresses, workers, (address, worker) =>
      inspect(worker, site.urlOf(address), settings.widths));
    return report(folder, found.flat(), addresses.length);
  } finally {
    await site.close();
  }
}

async function chooseAddresses(folder, { all, only, also }) {
  const pages = readable(await listPages(folder));
  // The largest first: a whole edition takes as long as a dozen sections, and must not be what is waited for.
  const chosen = (all ? pages : sample(pages))
    .filter(({ address }) => address.includes(only))
    .sort((one, other) => other.size - one.size);
  const addresses = [...chosen.map(({ address }) => address), ...also];
  if (addresses.length === 0) throw new Error(`no pages to look at under ${folder}`);
  return addresses;
}

/** One line for a fault of a page, with all widths and schemes it shows in. */
function report(folder, findings, pages) {
  const faults = groupBy(findings, ({ url, rule, target }) => [url, rule, target].join('\n'));
  for (const echoes of [...faults.values()].slice(0, SHOWN)) console.log(line(echoes));
  if (faults.size > SHOWN) console.log(`… and ${faults.size - SHOWN} more`);
  const rules = groupBy([...faults.values()].flatMap((echoes) => echoes.slice(0, 1)), ({ rule }) => rule);
  for (const [rule, same] of rules) console.log(`  ${same.length} × ${rule}`);
  console.log(`${folder}: ${pages} pages, ${faults.size} faults`);
  return faults.size;
}

function line(echoes) {
  const { url, rule, target, help } = echoes[0];
  const views = [...new Set(echoes.map(({ view }) => view))].join(', ');
  return `${short(url)} [${views}] ${rule} ${target} | ${help}`;
}

function short(url) {
  const { pathname, search, hash } = new URL(url);
  return decodeURI(pathname + search + hash);
}
