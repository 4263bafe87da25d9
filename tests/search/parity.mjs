// The generator and the browser split every text alike: both read the same texts of built sites, token by token.
//
//     node parity.mjs KOHYO OUT…        (KOHYO: the program `tokens`, an example of the repository)
//
// Texts are those of the fragments, of every language, and the queries to tune on. Exit 0 the same, 1 different.

import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { launch } from '../browser/lib/chromium.mjs';
import { runAsCommand } from '../browser/lib/command.mjs';
import { listFiles } from '../browser/lib/pages.mjs';
import { openSite } from '../browser/lib/site.mjs';
import { readQueries } from './lib/queries.mjs';

const SHOWN = 10;

/** What texts of sites may not have, but readers type. */
const ODD = ['ｻｰﾊﾞｰ ﾃﾞｰﾀ', 'か\u3099き', 'Σ ΑΣ', 'ﬁle', '①-５', '㍻31年', 'R7.7.1', '平成三十一年四月三十日', '𠮷野家', '辻󠄀', '1,234,567', 'サ-バ－', "don’t person's", 'İstanbul', '２０２５年１０月', '令和元年', 'ヴェルサイユ', '한국어 中文', 'x\u200by', '㈱汐見', '〇一二', '百二十三条'];

await runAsCommand('usage: node parity.mjs KOHYO OUT…', async (usage) => {
  const [program, ...folders] = process.argv.slice(2);
  if (!program || folders.length === 0) usage();
  const lists = await Promise.all(folders.map(textsOf));
  const queries = (await readQueries('tuning')).map(({ query, language }) => [language, query]);
  const odd = ODD.flatMap((text) => [['ja', text], ['en', text]]);
  const texts = [...new Map([...lists.flat(), ...queries, ...odd].map((pair) => [JSON.stringify(pair), pair])).values()];
  const [ours, theirs] = await Promise.all([byProgram(program, texts), byBrowser(folders[0], texts)]);
  let different = 0;
  texts.forEach(([language, text], n) => {
    const [one, other] = [ours[n].join(' '), theirs[n].join(' ')];
    if (one === other) return;
    different += 1;
    if (different <= SHOWN) console.log(`${language} ${JSON.stringify(text.slice(0, 200))}\n  ${difference(ours[n], theirs[n])}`);
  });
  const tokens = ours.reduce((sum, list) => sum + list.length, 0);
  console.log(`${texts.length} texts, ${tokens} tokens: ${different} texts differ`);
  return different > 0 ? 1 : 0;
});

/** Labels, places and texts of all items, with the language of the index they are in. */
async function textsOf(folder) {
  const names = (await listFiles(folder, '.bin')).filter((name) => /assets\/search\/[^/]+\/[^/]+\/\d+\.bin$/.test(name));
  const found = await Promise.all(names.map(async (name) => {
    const bytes = inflateSync(await readFile(path.join(folder, name)));
    if (bytes[0] !== 0x5b) return [];
    const language = name.split('/')[2];
    const [, title, , items] = JSON.parse(bytes.toString('utf8'));
    return [title, ...items.flatMap(({ l, w, t }) => [l, ...w, t])].map((text) => [language, text]);
  }));
  return found.flat();
}

function byProgram(program, texts) {
  const run = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  run.stdin.end(texts.map((pair) => `${JSON.stringify(pair)}\n`).join(''));
  return new Promise((done, failed) => {
    const parts = [];
    run.stdout.on('data', (part) => parts.push(part));
    run.on('error', failed);
    run.on('close', () => done(Buffer.concat(parts).toString('utf8').trim().split('\n').map((line) => JSON.parse(line))));
  });
}

async function byBrowser(folder, texts) {
  const [browser, site] = await Promise.all([launch(), openSite(folder)]);
  try {
    const page = await browser.newPage();
    await page.goto(site.urlOf('search/'));
    return await page.evaluate((all) => all.map(([language, text]) => globalThis.kohyoSearch.analyse(text, language)), texts);
  } finally {
    await Promise.all([browser.close(), site.close()]);
  }
}

function difference(one, other) {
  const at = one.findIndex((token, n) => token !== other[n]);
  const from = at < 0 ? one.length : at;
  return `at ${from}: generator ${one.slice(from, from + 5).join(' ')} | browser ${other.slice(from, from + 5).join(' ')}`;
}
