// How fast the preview is on the bench corpus, in a real Chromium: the first page, and from saving a file to the new page
// for each kind of edit.
//
//     node preview.mjs PROGRAM CONTENT [RUNS [KIND…]]
//
// With kinds of edits named (part of the name is enough), only those are measured, and no first pages.
// CONTENT is copied to a folder in memory first. Needs the modules of `tests/browser`.

import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { launch } from '../tests/browser/lib/chromium.mjs';
import { now, openPreview, seen, spread } from '../tests/browser/lib/preview.mjs';

const [program, content, runs = '40', ...only] = process.argv.slice(2);
if (!content) {
  console.error('usage: node preview.mjs PROGRAM CONTENT [RUNS [KIND…]]');
  process.exit(2);
}
const RUNS = Number(runs);
const PORT = 8600;
const base = process.env.BENCH_WORK ?? '/dev/shm';

const slugs = (await readdir(path.join(content, 'documents'))).sort();
const slug = slugs[Math.floor(slugs.length / 2)];
const folder = `documents/${slug}`;
const browser = await launch();
const show = (what, text) => console.log(`${what.padEnd(34)} ${text}`);
const told = ({ median, p95, most }) => `median ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, most ${most.toFixed(0)} ms`;

if (only.length === 0) await firstPages();
await edits();
await browser.close();

/** From the start of the program to the whole of a page in the browser, and to the first words on the screen. */
async function firstPages() {
  for (const [what, address] of [['first page: home', ''], ['first page: a document', `${folder}/`], ['first page: a section', await section()]]) {
    const [sent, painted] = [[], []];
    for (let n = 0; n < 7; n += 1) {
      const page = await browser.newPage();
      const preview = await openPreview(program, content, { base, port: PORT });
      await page.goto(new URL(address, preview.url).href);
      const { end, paint } = await page.evaluate(timesOfPage);
      sent.push(end - preview.begun);
      painted.push(paint - preview.begun);
      await page.close();
      await preview.close();
    }
    show(what, told(spread(sent)));
    show('  the same, on the screen', told(spread(painted)));
  }
}

/** When the whole page had come, and when its first words were painted. */
async function timesOfPage() {
  const paint = await new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      const first = list.getEntries().find(({ name }) => name === 'first-contentful-paint');
      if (first) resolve(first.startTime);
    });
    observer.observe({ type: 'paint', buffered: true });
  });
  const { responseEnd } = performance.getEntriesByType('navigation')[0];
  return { end: performance.timeOrigin + responseEnd, paint: performance.timeOrigin + paint };
}

/** The address of the first section of the document. */
async function section() {
  const preview = await openPreview(program, content, { base, port: PORT });
  const page = await browser.newPage();
  await page.goto(new URL(`${folder}/`, preview.url).href);
  const href = await page.locator('nav.contents a').first().getAttribute('href');
  const address = new URL(href, page.url()).pathname.slice(1);
  await page.close();
  await preview.close();
  return address;
}

async function edits() {
  const address = await section();
  const preview = await openPreview(program, content, { base, port: PORT });
  const page = await browser.newPage();
  await page.goto(preview.url);
  await whole(page);
  const files = await readdir(path.join(preview.folder, 'forms'));
  const [answers, overlay, meta, site, form] = await Promise.all(
    [`${folder}/answers.yaml`, `${folder}/answers.en.yaml`, `${folder}/document.yaml`, 'site.yaml', `forms/${files[0]}`].map(preview.read),
  );
  const edition = `${folder}/editions/2001-01-01`;
  const [, published] = meta.match(/^published: (.*)$/m);
  const kinds = {
    'an answer': { at: address, write: (word) => preview.write(`${folder}/answers.yaml`, marked(answers, word)) },
    'a translation': { at: `en/${address}`, write: (word) => preview.write(`${folder}/answers.en.yaml`, marked(overlay, word)) },
    'document.yaml': { at: address, write: (word) => preview.write(`${folder}/document.yaml`, meta.replace(/^title: .*$/m, `title: "${word}"`)) },
    'document.yaml, list of documents': { at: '', write: (word) => preview.write(`${folder}/document.yaml`, meta.replace(/^title: .*$/m, `title: "${word}"`)) },
    'glossary.yaml': { at: 'glossary/', first: true, write: (word) => preview.write('glossary.yaml', `term:\n  term: 用語\n  text: "${word}"\n`) },
    'site.yaml': { at: address, write: (word) => preview.write('site.yaml', site.replace(/^title: .*$/m, `title: {ja: "${word}", en: Speed}`)) },
    'the form': { at: address, write: (word) => preview.write(`forms/${files[0]}`, form.replace(/ja: "[^"]*"/, `ja: "${word}"`)) },
    'a template': { at: address, write: (word) => preview.write('theme/section.html', `{% extends "default/section.html" %}{% block publisher %}<p>${word}</p>{% endblock publisher %}`) },
    'strings of the theme': { at: address, write: (word) => preview.write('theme/strings.yaml', `documents: {ja: "${word}", en: Documents}\n`) },
    'changes.yaml': {
      at: `${folder}/changes/`,
      before: async () => {
        await preview.write(`${edition}/document.yaml`, meta.replace(/^published: .*$/m, "published: 2001-01-01"));
        await preview.write(`${edition}/answers.yaml`, answers.replace('  b1: |', '  b0: |'));
      },
      write: (word) => preview.write(`${folder}/changes.yaml`, `- date: ${published}\n  rows:\n    - item: s01\n      reason: "${word}"\n`),
    },
  };
  const wanted = ([what]) => only.length === 0 || only.some((part) => what.includes(part));
  for (const [what, { at, first, before, write }] of Object.entries(kinds).filter(wanted)) {
    await before?.();
    if (first) await write('初回');
    const times = [];
    if (before || first) await new Promise((resolve) => { setTimeout(resolve, 1000); });
    await page.goto(new URL(at, preview.url).href);
    for (let n = 0; n < RUNS; n += 1) {
      const word = `印${what.length}${n}字`;
      const appears = seen(page, word);
      const begun = now();
      await write(word);
      times.push(await appears - begun);
      await new Promise((resolve) => { setTimeout(resolve, 300); });
    }
    show(what, told(spread(times)));
  }
  await preview.close();
}

/** The answers with a word in the first text. */
function marked(text, word) {
  return text.replace(/^( +)b1: \|\n/m, `$1b1: |\n$1  ${word}\n\n`);
}

/** Waits until all documents were read. */
async function whole(page) {
  await page.waitForFunction(() => !/読み込んで/.test(document.querySelector('#_kohyo-bar').textContent));
}
