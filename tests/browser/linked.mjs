// What the pages of a site link to, and whether it is there.

import assert from 'node:assert/strict';

/** For each page of `site`: the ids in it and the addresses of everything that it links to or loads. */
export async function readEveryPage(person, site, addressOf) {
  const linked = new Map();
  for (const page of site.pages()) {
    await person.goTo(addressOf(page));
    linked.set(page, await person.ask(idsAndLinks));
  }
  assert.notEqual(linked.size, 0, 'no page was read');
  return linked;
}

/** The links of these pages that lead to no file of `site`, or to no place in it. */
export function deadEnds(site, linked, inside) {
  const files = new Set(site.files());
  return [...linked].flatMap(([page, { links }]) => links
    .filter(address => isOurs(address) && !leadsSomewhere(inside(address), files, linked))
    .map(address => `${page} -> ${address}`));
}

/** Whether an address is one of the site's own, and not of another on the web. */
export function isOurs(address) {
  return !/^(https:|mailto:|tel:)/.test(address);
}

function leadsSomewhere(target, files, linked) {
  if (!target || !files.has(target.file)) return false;
  return target.id === '' || !linked.has(target.file) || linked.get(target.file).ids.includes(target.id);
}

/** The file and id that an address means, or nothing if it lies outside of `root`. */
export function fileInside(address, root) {
  if (!address.startsWith(root)) return undefined;
  const [path, id = ''] = address.slice(root.length).split('#');
  return { file: decodeURIComponent(path.split('?')[0]), id: decodeURIComponent(id) };
}

/* In the page. */
export function idsAndLinks() {
  const addresses = [...document.querySelectorAll('[href], [src]')].map(element => {
    const written = element.getAttribute('href') ?? element.getAttribute('src');
    return new URL(written, document.baseURI).href;
  });
  return { ids: [...document.querySelectorAll('[id]')].map(({ id }) => id), links: [...new Set(addresses)] };
}
