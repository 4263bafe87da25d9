// A static host for a built site, as strict as the strictest one a publisher may use.
//
// It serves one output folder under a sub-path of a free loopback port, so that links which assume
// the root show themselves. It never rewrites what it serves: no injected scripts, no listings.

import { createServer } from 'node:http';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';

/** What the documentation tells publishers to send; a page must read under it. */
export const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/vnd.microsoft.icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * Starts the host. `url` is the address of the site's home page, with the sub-path and a final slash.
 * @param {string} folder
 * @param {{base?: string, policy?: string}} [options] another policy, or none, for what is compared with us
 * @returns {Promise<{url: string, origin: string, base: string, close: () => Promise<void>}>}
 */
export async function serve(folder, { base = '/kohyo/', policy = POLICY } = {}) {
  const root = path.resolve(folder);
  const prefix = normalBase(base);
  const server = createServer((request, response) => {
    answer({ root, prefix, policy }, request, response).catch((error) => response.destroy(error));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { url: origin + prefix, origin, base: prefix, close: () => close(server) };
}

function normalBase(base) {
  return `/${base}/`.replace(/\/+/g, '/');
}

function close(server) {
  // Chromium keeps connections open; without this the process would wait for them.
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
}

async function answer({ root, prefix, policy }, request, response) {
  const { pathname } = new URL(request.url, 'http://host');
  const found = pathname.startsWith(prefix) ? await find(root, pathname.slice(prefix.length)) : null;
  if (found?.redirect) {
    response.writeHead(301, { location: `${pathname}/` }).end();
    return;
  }
  if (found) {
    send(request, response, 200, found.file, policy);
    return;
  }
  const missing = path.join(root, '404.html');
  if (await isFile(missing)) send(request, response, 404, missing, policy);
  else response.writeHead(404, headers('.txt', policy)).end('not found\n');
}

async function find(root, address) {
  const file = path.join(root, decoded(address));
  if (file !== root && !file.startsWith(root + path.sep)) return null;
  const index = path.join(file, 'index.html');
  if (address === '' || address.endsWith('/')) return (await isFile(index)) ? { file: index } : null;
  if (await isFile(file)) return { file };
  return (await isFile(index)) ? { redirect: true } : null;
}

function decoded(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

async function isFile(file) {
  return stat(file).then((found) => found.isFile(), () => false);
}

function send(request, response, status, file, policy) {
  response.writeHead(status, headers(path.extname(file).toLowerCase(), policy));
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).on('error', (error) => response.destroy(error)).pipe(response);
}

function headers(extension, policy) {
  return {
    'content-type': TYPES[extension] ?? 'application/octet-stream',
    ...(policy ? { 'content-security-policy': policy } : {}),
    'x-content-type-options': 'nosniff',
  };
}
