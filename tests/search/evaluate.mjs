// How well the search finds what was judged beforehand: recall@10 and MRR of the real page in Chromium.
//
//     node evaluate.mjs OUT [--set NAME] [--all]     NAME is a file of queries/
//
// The queries to tune on are the default. Of those that are only counted no single one is printed; those held out are
// for the end (`--held-out` is `--set held-out`). `--all` prints every query with what was found.

import { parseArgs } from 'node:util';
import { launch } from '../browser/lib/chromium.mjs';
import { runAsCommand } from '../browser/lib/command.mjs';
import { groupBy } from '../browser/lib/group.mjs';
import { openSite } from '../browser/lib/site.mjs';
import { ask } from './lib/ask.mjs';
import { readQueries } from './lib/queries.mjs';

const TOP = 10;
/** What a set must reach. Where a set was written by those who did not know the search, it is what was last counted, less 0.02. */
const GOAL = { recall: 0.95, mrr: 0.9 };
const LEAST = {
  'fresh-validation': { recall: 0.92, mrr: 0.94 },
  'street-development': { recall: 0.77, mrr: 0.92 },
  'street-validation': { recall: 0.79, mrr: 0.87 },
  'log-development': { recall: 0.9, mrr: 0.88 },
  'log-validation': { recall: 0.9, mrr: 0.9 },
};

/** Sets whose queries nobody looks at one by one. */
const COUNTED = new Set(['fresh-validation', 'blind-validation', 'log-validation', 'final']);

await runAsCommand('usage: node evaluate.mjs OUT [--set NAME] [--held-out] [--all]', async (usage) => {
  const { positionals: [folder], values } = parseArgs({
    allowPositionals: true,
    options: {
      set: { type: 'string', default: 'tuning' },
      'held-out': { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
    },
  });
  if (!folder) usage();
  const set = values['held-out'] ? 'held-out' : values.set;
  const queries = await readQueries(set);
  const [browser, site] = await Promise.all([launch(), openSite(folder)]);
  try {
    const page = await browser.newPage();
    const measured = [];
    for (const judged of queries) {
      const found = await ask(page, site, judged.query, judged.language);
      measured.push({ ...judged, found, ...measure(found, judged.relevant) });
    }
    return report(set, measured, values.all);
  } finally {
    await Promise.all([browser.close(), site.close()]);
  }
});

/** Recall counts what can be among ten; the reciprocal rank is that of the first item that answers. */
function measure(found, relevant) {
  const top = found.slice(0, TOP);
  const hits = top.filter((item) => relevant.has(item)).length;
  const first = found.findIndex((item) => relevant.has(item));
  return { recall: hits / Math.min(relevant.size, TOP), rank: first < 0 ? 0 : 1 / (first + 1) };
}

function report(set, measured, all) {
  const mean = (list, name) => list.reduce((sum, each) => sum + each[name], 0) / list.length;
  const shown = COUNTED.has(set) && !all ? [] : measured.filter(({ recall, rank }) => all || recall < 1 || rank < 1);
  for (const each of shown) {
    console.log(`${each.recall.toFixed(2)} ${each.rank.toFixed(2)} ${each.language} ${each.kind.padEnd(11)} ${each.query}`);
    if (!all) continue;
    for (const item of each.found.slice(0, TOP)) console.log(`      ${each.relevant.get(item) ?? '-'} ${item}`);
    for (const [item, grade] of each.relevant) if (!each.found.slice(0, TOP).includes(item)) console.log(`    ! ${grade} ${item}`);
  }
  for (const [kind, list] of groupBy(measured, ({ kind }) => kind)) {
    console.log(`  ${kind.padEnd(12)} ${list.length} queries, recall@10 ${mean(list, 'recall').toFixed(3)}, MRR ${mean(list, 'rank').toFixed(3)}`);
  }
  const [recall, mrr] = [mean(measured, 'recall'), mean(measured, 'rank')];
  console.log(`${set}: ${measured.length} queries, recall@10 ${recall.toFixed(3)}, MRR ${mrr.toFixed(3)}`);
  const least = LEAST[set] ?? GOAL;
  if (recall >= least.recall && mrr >= least.mrr) return 0;
  console.log(`${set}: less than recall@10 ${least.recall} or MRR ${least.mrr}`);
  return 1;
}
