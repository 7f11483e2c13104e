// Readers who set their own text: twice the size, or wider apart. No word may be cut off.

import assert from 'node:assert/strict';
import test from 'node:test';
import { trying } from './engines/index.mjs';
import { none } from './none.mjs';
import { siteUnderTest } from './site.mjs';

const site = siteUnderTest();

/** The spacing of WCAG 2.2, success criterion 1.4.12. */
const spacing = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
`;
const twice = ':root { font-size: 200% !important; }';

test('there are places to look at', () => assert.notEqual(site.places().length, 0));

for (const [what, rules] of Object.entries({ 'text at 200 %': twice, 'text spaced as readers may set it': spacing })) {
  trying(`${what} is not cut off`, {}, async person => {
    const faults = [];
    for (const place of site.places()) {
      await person.openAfresh(site.fileAddress(place));
      await person.ask(setReadersStyle, rules);
      faults.push(...(await person.ask(whatIsCutOff)).map(fault => `${place}: ${fault}`));
    }
    none(faults, 'cut off');
  });
}

trying('text that is cut off is found out, so that the tests above mean something', {}, async person => {
  await person.goTo(site.fileAddress('index.html'));
  await person.ask(setReadersStyle, 'h1 { height: 0.5em; overflow: hidden; }');
  assert.notDeepEqual(await person.ask(whatIsCutOff), []);
});

/* In the page. The page's own policy allows no style element; a reader's style sheet is not the page's. */
function setReadersStyle(rules) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}

/* In the page. What is one pixel large is there for screen readers alone. */
function whatIsCutOff() {
  const clips = value => value === 'hidden' || value === 'clip';
  const cut = element => {
    const style = getComputedStyle(element);
    if (element.clientWidth <= 1 || element.clientHeight <= 1 || element.textContent.trim() === '') return false;
    const sideways = clips(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const downwards = clips(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    return sideways || downwards;
  };
  // Letter by letter: WebKit gives a run the box of its whole text, unpainted words included.
  const outsideItsBox = run => {
    const last = run.textContent.trimEnd().length - 1;
    if (!run.checkVisibility() || last < 0) return false;
    const box = run.closest('.fp-map-box')?.querySelector('.fp-map-face') ?? run.ownerSVGElement;
    const [frame, toScreen] = [box.getBoundingClientRect(), run.getScreenCTM()];
    const ends = [run.getExtentOfChar(0), run.getExtentOfChar(last)];
    const corners = ends.flatMap(({ x, y, width, height }) => [new DOMPoint(x, y), new DOMPoint(x + width, y + height)]);
    return corners.map(corner => corner.matrixTransform(toScreen)).some(({ x, y }) => x < frame.left - 1 || x > frame.right + 1 || y > frame.bottom + 1);
  };
  const boxes = [...document.body.querySelectorAll('*')].filter(element => !element.closest('svg') && cut(element));
  const painted = run => getComputedStyle(run).fill !== 'none' && !run.querySelector('tspan');
  const words = [...document.querySelectorAll('svg :is(text, tspan)')].filter(run => painted(run) && outsideItsBox(run));
  return [...boxes, ...words].map(element => `${element.localName}.${element.getAttribute('class') ?? ''} "${element.textContent.trim().slice(0, 60)}"`);
}
