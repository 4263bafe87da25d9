// A built site on a host of its own: where each of its pages is found.
//
// Everything is served under a sub-path, whatever the site was built for, because a site has to work under any.
// Only 404.html cannot: it is served for addresses of every depth, so its links name the path it was built for.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { serve } from './serve.mjs';

const SUB_PATH = '/kohyo/';

/** @typedef {Awaited<ReturnType<typeof openSite>>} Site */

/** @param {string} folder an output folder */
export async function openSite(folder) {
  const [site, asBuilt] = await Promise.all([
    serve(folder, { base: SUB_PATH }),
    serve(folder, { base: await declaredBase(folder) }),
  ]);
  return {
    /** The home page under the sub-path, and under the path the site was built for. */
    home: site.url,
    builtFor: asBuilt.url,
    /** Where the page with this address is; a whole URL stays itself. */
    urlOf: (address) => new URL(address, /(^|\/)404\.html$/.test(address) ? asBuilt.url : site.url).href,
    /** The address of a URL of this site. */
    addressOf: (url) => new URL(url).pathname.slice(SUB_PATH.length),
    close: () => Promise.all([site.close(), asBuilt.close()]),
  };
}

/** The path of the shortest address in the sitemap: the home page's. */
async function declaredBase(folder) {
  const sitemap = await readFile(path.join(folder, 'sitemap.xml'), 'utf8').catch(() => '');
  const addresses = sitemap.match(/(?<=<loc>)[^<]+/g) ?? [];
  const home = addresses.sort((one, other) => one.length - other.length)[0];
  return home ? new URL(home.trim()).pathname : SUB_PATH;
}
