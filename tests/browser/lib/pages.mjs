// The pages of a built site, read from the files themselves, and a sample of them.
//
// Nothing here starts a browser: what a page is (template, language, redirect) stands in its first
// tags. What a page should look like is for the scripts that use this list.

import { open, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pool } from './pool.mjs';

/**
 * A page of an output folder.
 * @typedef {object} Page
 * @property {string} file      absolute path
 * @property {string} name      path inside the output, `/` between folders
 * @property {string} address   what follows the site's address: `documents/x/`, `404.html`
 * @property {string} template  `<body data-template>`, empty when absent
 * @property {string} language  `<html lang>`, empty when absent
 * @property {boolean} redirect a page that only sends the reader on (meta refresh)
 * @property {number} size      bytes
 */

/** Everything up to `<body …>` has to fit in; heads of pages are far smaller. */
const HEAD_BYTES = 64 * 1024;

/** A large site has more pages than a process may have open files. */
const READERS = Array(16).fill(null);

/** All pages of an output, ordered by name. @returns {Promise<Page[]>} */
export async function listPages(folder) {
  const names = await listFiles(folder, '.html');
  return pool(names, READERS, (name) => readPage(folder, name));
}

/** Names of all files with an extension, relative to the folder, ordered. */
export async function listFiles(folder, extension) {
  const entries = await readdir(folder, { recursive: true });
  return entries
    .filter((name) => name.endsWith(extension))
    .map((name) => name.split(path.sep).join('/'))
    .sort();
}

/**
 * One page for every template and language: the largest, because it shows the most of its template.
 * @param {Page[]} pages
 */
export function sample(pages) {
  const chosen = new Map();
  for (const page of readable(pages)) {
    const key = `${page.template} ${page.language}`;
    if (!chosen.has(key) || chosen.get(key).size < page.size) chosen.set(key, page);
  }
  return [...chosen.values()];
}

/** For every language the largest of the pages: it has the most to go wrong. @param {Page[]} pages */
export function largest(pages, sizeOf = ({ size }) => size) {
  const chosen = new Map();
  for (const page of pages) {
    const before = chosen.get(page.language);
    if (!before || sizeOf(page) >= sizeOf(before)) chosen.set(page.language, page);
  }
  return [...chosen.values()];
}

/** Pages that people stay on: all but the redirects. @param {Page[]} pages */
export function readable(pages) {
  return pages.filter((page) => !page.redirect);
}

/** The pages whose source contains a text, such as the name of an attribute. */
export async function containing(pages, text) {
  const contains = await pool(pages, READERS, async (page) => (await readFile(page.file, 'utf8')).includes(text));
  return pages.filter((_, at) => contains[at]);
}

/** For every language the page whose source contains a text most often. */
export async function fullest(pages, text) {
  const counts = await pool(pages, READERS, async (page) => (await readFile(page.file, 'utf8')).split(text).length - 1);
  const times = new Map(pages.map((page, at) => [page, counts[at]]));
  return largest(pages.filter((page) => times.get(page) > 0), (page) => times.get(page));
}

async function readPage(folder, name) {
  const file = path.resolve(folder, name);
  const [head, { size }] = await Promise.all([readHead(file), stat(file)]);
  return { file, name, address: name.replace(/(^|\/)index\.html$/, '$1'), size, ...facts(head) };
}

async function readHead(file) {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

function facts(head) {
  return {
    template: attribute(head, 'body', 'data-template'),
    language: attribute(head, 'html', 'lang'),
    redirect: /<meta\s[^>]*http-equiv\s*=\s*["']?refresh/i.test(head),
  };
}

function attribute(source, tag, name) {
  const opening = source.match(new RegExp(`<${tag}(\\s[^>]*)?>`, 'i'))?.[1] ?? '';
  const value = opening.match(new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i'));
  return value ? (value[1] ?? value[2] ?? value[3]) : '';
}
