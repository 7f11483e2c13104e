// Readers who set their own few colours, as Windows lets them: nothing may be told by a colour of ours alone.

import assert from 'node:assert/strict';
import test from 'node:test';
import { trying } from './engines/index.mjs';
import { none } from './none.mjs';
import { focusOnView } from './page.mjs';
import { siteUnderTest } from './site.mjs';

const site = siteUnderTest();
const circumstances = { needs: ['forced colours'], forcedColours: true };

test('there are places to look at', () => assert.notEqual(site.places().length, 0));

trying('with forced colours the focus is still marked on every page', circumstances, async person => {
  const faults = [];
  for (const place of site.places()) {
    await openAfresh(person, place);
    await person.press('Tab');
    await person.press('Tab');
    const stop = await person.ask(focusOnView);
    if (!stop.isMarked) faults.push(`${place}: ${stop.what}`);
  }
  none(faults, 'focus that cannot be seen');
});

trying('with forced colours every answer still looks like something to press', circumstances, async person => {
  for (const decision of site.decisions()) {
    await openAfresh(person, decision);
    const answers = await person.ask(looksOfAnswers);
    assert.notEqual(answers.length, 0);
    none(answers.filter(({ hasEdge }) => !hasEdge).map(({ words }) => words), `${decision}: no border and no underline`);
  }
});

trying('with forced colours the boxes and arrows of every map can be told from the ground', circumstances, async person => {
  for (const page of site.pages().filter(page => page.endsWith('/map.html'))) {
    await openAfresh(person, page);
    none(await person.ask(invisibleShapes), `${page}: drawn in the colour of the ground`);
  }
});

async function openAfresh(person, place) {
  await person.openAfresh(site.fileAddress(place));
  assert.ok(await person.ask(() => matchMedia('(forced-colors: active)').matches), 'the browser forces colours');
}

/* In the page. */
function looksOfAnswers() {
  const answers = [...document.querySelectorAll('.journey a.answer')].filter(answer => answer.checkVisibility());
  return answers.map(answer => {
    const style = getComputedStyle(answer);
    const bordered = style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth) >= 1;
    return { words: answer.innerText, hasEdge: bordered || style.textDecorationLine.includes('underline') };
  });
}

/* In the page. */
function invisibleShapes() {
  const ground = getComputedStyle(document.body).backgroundColor;
  const unseen = paint => paint === 'none' || paint === ground || /rgba\(.*, 0\)/.test(paint);
  const words = [...document.querySelectorAll('svg text')].filter(text => unseen(getComputedStyle(text).fill));
  const shapes = [...document.querySelectorAll('svg :is(rect, path, polygon, polyline, line, circle, ellipse)')]
    .filter(shape => !shape.closest('defs, [aria-hidden="true"]') && shape.checkVisibility())
    .filter(shape => unseen(getComputedStyle(shape).stroke) && unseen(getComputedStyle(shape).fill));
  return [...words, ...shapes].map(element => `${element.localName}.${element.getAttribute('class') ?? ''} "${element.textContent.trim().slice(0, 40)}"`);
}
