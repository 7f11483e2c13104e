// The site works wherever it is put: in a folder, on a memory stick, in a corner of another site.

import assert from 'node:assert/strict';
import { trying } from './engines/index.mjs';
import { none } from './none.mjs';
import { serve } from './serve.mjs';
import { siteUnderTest } from './site.mjs';

const site = siteUnderTest();
const corner = '/our%20school/policies/';

trying('opened from a folder, every link leads to a file of the site and a place in it', {}, async person => {
  const linked = await readEveryPage(person, page => site.fileAddress(page));
  none(deadEnds(linked, address => fileInside(address, site.root)), 'links that lead nowhere');
});

trying('served from a corner of another site, every link stays in it and leads somewhere', {}, async person => {
  const web = await serve(site, decodeURIComponent(corner));
  try {
    const linked = await readEveryPage(person, page => web.origin + corner + page);
    none(deadEnds(linked, address => fileInside(address, web.origin + corner)), 'links that lead nowhere');
    none(web.missed(), 'asked for and not there');
  } finally {
    await web.close();
  }
});

trying('following links from the front page, a person can reach every page', {}, async person => {
  const linked = await readEveryPage(person, page => site.fileAddress(page));
  const reached = reachedFrom('index.html', linked, address => fileInside(address, site.root));
  none(site.pages().filter(page => !reached.has(page) && page !== '404.html'), 'pages that nothing leads to');
});

/** For each page: the ids in it and the addresses of everything that it links to or loads. */
async function readEveryPage(person, addressOf) {
  const linked = new Map();
  for (const page of site.pages()) {
    await person.goTo(addressOf(page));
    linked.set(page, await person.ask(idsAndLinks));
  }
  assert.notEqual(linked.size, 0, 'no page was read');
  return linked;
}

function deadEnds(linked, inside) {
  const files = new Set(site.files());
  return [...linked].flatMap(([page, { links }]) => links
    .filter(address => isOurs(address) && !leadsSomewhere(inside(address), files, linked))
    .map(address => `${page} -> ${address}`));
}

function isOurs(address) {
  return !/^(https:|mailto:|tel:)/.test(address);
}

function leadsSomewhere(target, files, linked) {
  if (!target || !files.has(target.file)) return false;
  return target.id === '' || !linked.has(target.file) || linked.get(target.file).ids.includes(target.id);
}

/** The file and id that an address means, or nothing if it lies outside of `root`. */
function fileInside(address, root) {
  if (!address.startsWith(root)) return undefined;
  const [path, id = ''] = address.slice(root.length).split('#');
  return { file: decodeURIComponent(path.split('?')[0]), id: decodeURIComponent(id) };
}

function reachedFrom(start, linked, inside) {
  const reached = new Set([start]);
  for (const page of reached)
    for (const address of linked.get(page)?.links ?? []) {
      const target = inside(address);
      if (target && linked.has(target.file)) reached.add(target.file);
    }
  return reached;
}

/* In the page. */
function idsAndLinks() {
  const addresses = [...document.querySelectorAll('[href], [src]')].map(element => {
    const written = element.getAttribute('href') ?? element.getAttribute('src');
    return new URL(written, document.baseURI).href;
  });
  return { ids: [...document.querySelectorAll('[id]')].map(({ id }) => id), links: [...new Set(addresses)] };
}
