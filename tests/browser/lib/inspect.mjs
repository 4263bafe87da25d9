// One page, looked at in every width and colour scheme: axe-core, sideways overflow, and the same without scripts.
//
// Gives findings; which pages are looked at and how findings are printed is `accessibility.mjs`.

import { readFileSync } from 'node:fs';
import { listen } from './trouble.mjs';

const AXE = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
export const SCHEMES = ['light', 'dark'];
const HEIGHT = 900;

/** WCAG 1.4.10 Reflow: content at 320 px wide is read without scrolling in two directions. */
const REFLOW_WIDTH = 320;

/**
 * @typedef {object} Finding
 * @property {string} url
 * @property {string} view   width and scheme, such as `320 dark`
 * @property {string} rule
 * @property {string} target selector, or the address a request went to
 * @property {string} help
 */

/** The two contexts a worker needs: one as people have it, one with JavaScript off. */
export async function openWorker(browser) {
  // Reduced motion: a colour half-way through a transition is nobody's contrast.
  const settings = { reducedMotion: 'reduce', viewport: { width: REFLOW_WIDTH, height: HEIGHT } };
  const [scripted, plain] = await Promise.all([
    browser.newContext(settings),
    browser.newContext({ ...settings, javaScriptEnabled: false }),
  ]);
  return { scripted, plain };
}

/** @returns {Promise<Finding[]>} */
export async function inspect(worker, url, widths) {
  const looks = [() => withScripts(worker.scripted, url, widths), () => withoutScripts(worker.plain, url)];
  const found = [];
  for (const look of looks) found.push(...await look().catch(unfinished));
  return found.map((finding) => ({ url, ...finding }));
}

/** A page that never loads, or breaks the look at it, is one fault among the others. */
function unfinished(error) {
  return [{ view: 'any', rule: 'not-inspected', target: '', help: error.message.split('\n')[0] }];
}

async function withScripts(context, url, widths) {
  const page = await context.newPage();
  const trouble = listen(page, new URL(url).origin);
  try {
    await page.goto(url, { waitUntil: 'load' });
    const found = await everyView(page, widths);
    if (await openDetails(page)) found.push(...await everyView(page, widths.slice(0, 1), ' opened'));
    found.push(...await foreignHints(page));
    await page.waitForLoadState('networkidle');
    return [...trouble.found().map((each) => ({ view: 'any', ...each })), ...found];
  } finally {
    trouble.stop();
    await page.close();
  }
}

async function everyView(page, widths, state = '') {
  const found = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: HEIGHT });
    if (width <= REFLOW_WIDTH) found.push(...await overflow(page, `${width}${state}`));
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme });
      const violations = await runAxe(page);
      found.push(...violations.map((each) => ({ view: `${width} ${scheme}${state}`, ...each })));
    }
  }
  return found;
}

async function runAxe(page) {
  await page.evaluate(settle);
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const { violations } = await window.axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      rules: { 'target-size': { enabled: true } }, // off by default although tagged wcag22aa
      resultTypes: ['violations'],
      preload: false, // would fetch the stylesheets again
    });
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => ({
      rule: id,
      target: node.target.flat().join(' '),
      help: [help, ...[...node.any, ...node.all, ...node.none].slice(0, 1).map((check) => check.message)].join(': '),
    })));
  }, TAGS);
}

/** Runs in the page: ends what is still moving. */
function settle() {
  for (const animation of document.getAnimations()) {
    try {
      animation.finish();
    } catch {
      animation.cancel(); // an endless one
    }
  }
}

/** Menus and explanations that start folded have to be as good when opened. */
function openDetails(page) {
  return page.evaluate(() => {
    const folded = document.querySelectorAll('details:not([open])');
    folded.forEach((each) => { each.open = true; });
    return folded.length > 0;
  });
}

async function overflow(page, view) {
  const { excess, target } = await page.evaluate(widest);
  if (excess <= 1) return [];
  return [{ view, rule: 'overflow', target, help: `the page is ${excess} px wider than the window` }];
}

/** Runs in the page: how far it overflows and the innermost element that reaches furthest. */
function widest() {
  const { scrollWidth, clientWidth } = document.documentElement;
  const excess = scrollWidth - clientWidth;
  if (excess <= 1) return { excess, target: '' };
  let furthest = document.body;
  for (const element of document.body.querySelectorAll('*')) {
    const clipped = element.parentElement.closest('[data-scroll]');
    if (!clipped && element.getBoundingClientRect().right >= furthest.getBoundingClientRect().right) furthest = element;
  }
  const item = furthest.closest('[id]');
  const name = [furthest.localName, ...furthest.classList].join('.');
  return { excess, target: item && item !== furthest ? `#${item.id} ${name}` : name };
}

/** A preconnect tells another host who reads, and no policy stops it. */
async function foreignHints(page) {
  const addresses = await page.evaluate(() => [...document.querySelectorAll(
    'link:is([rel~=preconnect], [rel~=dns-prefetch], [rel~=prefetch], [rel~=preload], [rel~=prerender])')]
    .map((link) => link.href)
    .filter((address) => new URL(address).origin !== location.origin));
  return addresses.map((target) => ({ view: 'any', rule: 'foreign-request', target, help: 'a hint to another origin' }));
}

async function withoutScripts(context, url) {
  const page = await context.newPage();
  try {
    await page.goto(url, { waitUntil: 'load' });
    const main = page.locator('main').first();
    const text = await main.count() > 0 ? (await main.innerText()).trim() : '';
    const empty = { view: 'no scripts', rule: 'empty-without-scripts', target: 'main', help: 'nothing to read in main' };
    return [...(text === '' ? [empty] : []), ...await overflow(page, `${REFLOW_WIDTH} no scripts`)];
  } finally {
    await page.close();
  }
}
