// Pictures of a site, to be looked at by people:
//
//   node tests/browser/screenshots.mjs SITE OUT [page.html or page.html#id ...]
//
// Without pages: all of them, and of each decision also a journey half way and one ending of each verdict.
// For each page: phone (360 px), desk (1280 px), dark, scripts off, and every printed A4 sheet.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engines } from './engines/index.mjs';
import { PublishedSite } from './site.mjs';

const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 900 };
const looks = {
  phone,
  desk,
  'phone-dark': { ...phone, dark: true },
  dark: { ...desk, dark: true },
  'scripts-off': { ...desk, scripts: false },
};

const [folder, out, ...wanted] = process.argv.slice(2);
if (!folder || !out) {
  console.error('usage: node tests/browser/screenshots.mjs SITE OUT [page.html or page.html#id ...]');
  process.exit(2);
}
const site = new PublishedSite(folder);
const places = wanted.length > 0 ? wanted : site.places();
mkdirSync(out, { recursive: true });
for (const [look, circumstances] of Object.entries(looks)) await photograph(look, circumstances);
await print();
await engines.chromium.stop();
console.log(`${places.length} pages in ${out}`);

async function photograph(look, circumstances) {
  const browser = await engines.chromium.open(circumstances);
  for (const place of places) {
    await browser.openAfresh(site.fileAddress(place));
    writeFileSync(join(out, `${nameOf(place)}--${look}.png`), await browser.picture());
  }
  await browser.close();
}

async function print() {
  const browser = await engines.chromium.open(desk);
  for (const place of places) {
    await browser.openAfresh(site.fileAddress(place));
    const pdf = join(out, `${nameOf(place)}--print.pdf`);
    writeFileSync(pdf, await browser.printed());
    execFileSync('pdftoppm', ['-png', '-r', '70', pdf, pdf.replace(/\.pdf$/, '')]);
    rmSync(pdf);
  }
  await browser.close();
}

/** A file name for a page; only the tail of a long journey, which says where it got to. */
function nameOf(place) {
  const [page, id] = place.split('#');
  const name = page.replace(/\.html$/, '').replaceAll('/', '-');
  return id === undefined ? name : `${name}@${id.slice(-60).replace(/[^\w.-]/g, '_')}`;
}
