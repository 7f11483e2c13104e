// The map on the staff-room wall: type that can be read from where one stands, nothing cut off, no sheet too many.

import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { trying } from './engines/index.mjs';
import { none } from './none.mjs';
import { paintedWords } from './page.mjs';
import { missing, sheetsCutOff, sizesOfSheets, textOfSheets, wordsOf, wordsWithHeights } from './paper.mjs';
import { siteOfPosters } from './posters.mjs';

const { site, forget } = siteOfPosters();
after(forget);

const maps = site.pages().filter(page => page.endsWith('/map.html'));
const needs = ['print'];
const smallestType = 7; // points
const edges = { margin: 9, head: 22 }; // millimetres, as css/print.css has them
const papers = { a4: [210, 297], 'a4-wide': [297, 210], a3: [297, 420], 'a3-wide': [420, 297] };

test('there are maps for paper that stands and that lies, for A3, and for several sheets', () => {
  const has = (page, sign) => site.text(page).includes(sign);
  for (const sign of ['poster-a4"', 'poster-a4-wide"', 'poster-a3-wide"', 'class="poster-sheet"'])
    assert.ok(maps.some(page => has(page, sign)), sign);
});

for (const page of maps) {
  trying(`${page}: it prints on the sheets that it was made for, with nothing cut off`, { needs }, async person => {
    const { pdf, paper, sheets, words } = await poster(person, page);
    assert.deepEqual(sizesOfSheets(pdf), Array(sheets).fill(papers[paper]));
    none(sheetsCutOff(pdf, edges), 'sheets on which the map is cut off');
    none(missing(words, textOfSheets(pdf).join(' ')), 'words not on paper');
  });

  trying(`${page}: no printed type is smaller than ${smallestType} points`, { needs }, async person => {
    none(await tooSmall(person, (await poster(person, page)).pdf), 'words too small to read');
  });
}

trying('type that is too small and a map that sticks out are found out, so that the tests above mean something', { needs }, async person => {
  const [page] = maps.filter(path => path.includes('may-i-share'));
  const small = await poster(person, page, '.map .fp-map { max-inline-size: 150mm }');
  assert.notEqual((await tooSmall(person, small.pdf)).length, 0);
  const out = await poster(person, page, '.map .fp-map { translate: -100mm }');
  assert.deepEqual(sheetsCutOff(out.pdf, edges), [1]);
  const long = await poster(person, page, '.map { padding-block: 30mm }');
  assert.notEqual(sizesOfSheets(long.pdf).length, long.sheets);
});

/** The printed map, the paper and the number of sheets that it was made for, and its words. `styles` spoil it. */
async function poster(person, page, styles = '') {
  await person.openAfresh(site.fileAddress(page));
  const made = await person.ask(madeFor);
  const words = wordsOf(await person.ask(paintedWords));
  assert.notEqual(words.length, 0, `${page}: the drawing has no text`);
  await person.ask(addStyles, `@media print { ${styles} }`);
  return { pdf: await person.printed(made.paper.slice(0, 2).toUpperCase()), words, ...made };
}

/** Words of a printed map that are lower than the same type is at the least size. The page holds only a sample after it. */
async function tooSmall(person, pdf) {
  await person.ask(leaveSampleOf, smallestType);
  const sample = wordsWithHeights(await person.printed());
  assert.equal(sample.length, 2, 'the sample is printed');
  const least = Math.min(...sample.map(({ height }) => height));
  return wordsWithHeights(pdf).filter(({ height }) => height < least - .01).map(({ word, height }) => `${word}: ${(height / least * smallestType).toFixed(2)} points`);
}

/* In the page. */
function madeFor() {
  const paper = /poster-(a\S*)/.exec(document.querySelector('.page-head').className)[1];
  return { paper, sheets: document.querySelectorAll('.poster-sheet').length || 1 };
}

/* In the page. */
function addStyles(styles) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [sheet];
}

/* In the page: the type of the drawing, plain and bold, in so many points. */
function leaveSampleOf(points) {
  const { fontFamily } = getComputedStyle(document.querySelector('.fp-map'));
  const word = weight => {
    const part = document.createElement('p');
    Object.assign(part.style, { fontFamily, fontSize: `${points}pt`, fontWeight: weight });
    part.textContent = 'Sample';
    return part;
  };
  document.body.replaceChildren(word(400), word(700));
}
