// A site on the web, for as long as a test needs it: files of one folder, on this machine only.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.xml': 'application/xml',
  '.ics': 'text/calendar; charset=utf-8',
};

/**
 * Serves `site` under `path` (with a slash at both ends). Gives `address` (of the front folder), `origin`, `asked` (each request
 * as `{ path, status, headers }`), `missed` (the paths asked for and not there) and `close`. `squeezed` sends all files as gzip, as
 * most hosts do.
 */
export async function serve(site, path = '/', { squeezed = false } = {}) {
  const known = new Set(site.files());
  const asked = [];
  const server = createServer((request, response) => {
    const wanted = decodeURIComponent(new URL(request.url, 'http://site').pathname);
    const file = wanted.startsWith(path) ? wanted.slice(path.length) || 'index.html' : '';
    const status = known.has(file) ? 200 : 404;
    asked.push({ path: wanted, status, headers: request.headers });
    const type = { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-store' };
    const body = status === 200 ? readFileSync(join(site.folder, file)) : Buffer.from('not found');
    response.writeHead(status, squeezed ? { ...type, 'content-encoding': 'gzip' } : type);
    response.end(squeezed ? gzipSync(body) : body);
  });
  await new Promise(ready => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const missed = () => asked.filter(({ status }) => status !== 200).map(request => request.path);
  return { origin, address: origin + path, asked, missed, close: () => close(server) };
}

function close(server) {
  server.closeAllConnections();
  return new Promise(done => server.close(done));
}
