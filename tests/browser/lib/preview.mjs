// A preview that runs on a copy of some content: its address, and ways to write its files as people do.

import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** @typedef {Awaited<ReturnType<typeof openPreview>>} Preview */

/**
 * Starts `program` on a copy of the folder `content`.
 * @param {string} program  the program `kohyo`
 * @param {string} content
 * @param {{base?: string, port?: number}} [options]  where the copy is made
 */
export async function openPreview(program, content, { base = tmpdir(), port = 8300 } = {}) {
  const folder = await mkdtemp(path.join(base, 'kohyo-preview-'));
  await cp(content, folder, { recursive: true });
  const begun = now();
  const child = spawn(program, ['serve', '--content', folder, '--port', String(port), '--lang', 'en']);
  const url = await address(child);
  const at = (file) => path.join(folder, file);
  return {
    url,
    folder,
    child,
    /** When the program was started, in milliseconds on the clock of `now`. */
    begun,
    read: (file) => readFile(at(file), 'utf8'),
    /** Saves a file in one go. */
    async write(file, text) {
      await mkdir(path.dirname(at(file)), { recursive: true });
      await writeFile(at(file), text);
    },
    /** Saves a file as careful editors do: beside it, then in its place. */
    async writeByRename(file, text) {
      await writeFile(`${at(file)}~`, text);
      await rename(`${at(file)}~`, at(file));
    },
    async replace(file, from, to) {
      const text = await readFile(at(file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      await writeFile(at(file), text.replace(from, to));
    },
    move: (from, to) => rename(at(from), at(to)),
    async close() {
      const ended = new Promise((resolve) => { child.once('exit', (code) => resolve(code)); });
      child.kill('SIGINT');
      const code = await ended;
      await rm(folder, { recursive: true, force: true });
      return code;
    },
  };
}

/** Milliseconds on the clock that pages have as well. */
export function now() {
  return performance.timeOrigin + performance.now();
}

function address(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (bytes) => {
      said += bytes;
      const url = said.match(/http:\/\/\S+\//)?.[0];
      if (url) resolve(url);
    });
    child.once('exit', () => reject(new Error(`the preview did not start: ${said}`)));
    child.once('error', reject);
  });
}

/** When `words` are on the page (in its text or its title), in milliseconds on the clock of `now`. */
export function seen(page, words) {
  return page.evaluate((wanted) => new Promise((resolve, reject) => {
    const there = () => document.title.includes(wanted) || document.body.textContent.includes(wanted);
    const done = () => resolve(performance.timeOrigin + performance.now());
    if (there()) {
      done();
      return;
    }
    const observer = new MutationObserver(() => {
      if (!there()) return;
      observer.disconnect();
      done();
    });
    observer.observe(document, { childList: true, subtree: true, characterData: true });
    setTimeout(() => reject(new Error(`"${wanted}" does not appear`)), 8000);
  }), words);
}

/** Median, 95th percentile and most of some times. */
export function spread(times) {
  const sorted = [...times].sort((one, other) => one - other);
  const part = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
  return { median: part(0.5), p95: part(0.95), most: sorted.at(-1) };
}
