// The map beside the questions: it shows the way taken, and lets a person look ahead without losing their place.

import assert from 'node:assert/strict';
import test from 'node:test';
import { trying } from './engines/index.mjs';
import { none } from './none.mjs';
import { siteUnderTest } from './site.mjs';
import { until } from './until.mjs';

const site = siteUnderTest();
const phone = { width: 360, height: 740 };

test('there is a decision with a map beside it', () => assert.notEqual(site.decisions().length, 0));

for (const decision of site.decisions()) {
  const first = site.fileAddress(decision);

  trying(`${decision}: on the way to every ending, each step and each answer taken is lit, and no other`, {}, async person => {
    const faults = [];
    await person.goTo(first);
    for (const id of site.endings(decision)) {
      await person.goTo(site.fileAddress(`${decision}#${id}`));
      await until(async () => (await person.ask(onView)) === id, () => `${id} did not open`);
      const { lit, taken, here, wanted, arrows } = await person.ask(wayOnView);
      if (here !== wanted.at(-1)) faults.push(`${id}: the map marks ${here} as where the reader is`);
      if (lit.join() !== [...new Set(wanted)].sort().join()) faults.push(`${id}: lit are ${lit}`);
      if (arrows !== taken) faults.push(`${id}: ${taken} answers, ${arrows} arrows`);
    }
    none(faults, 'lit wrongly');
  });

  trying(`${decision}: a step of the map can be read ahead, and Escape and Back give the place back`, {}, async person => {
    await person.goTo(first);
    for (const [number, step] of (await person.ask(stepsOfMap)).entries()) {
      assert.equal(await person.ask(focusBox, step), true, `${step}: its box has the focus and is not to be seen`);
      await person.press('Enter');
      await person.drawn();
      const { asked, shown } = await person.ask(readAhead, step);
      assert.equal(shown, asked, `${step}: the panel shows something else`);
      const way = number % 2 === 0 ? 'Escape' : 'Back';
      await (way === 'Escape' ? person.press('Escape') : person.back());
      await until(async () => !(await person.ask(() => document.querySelector('.ahead').open)), () => `${step}: ${way} does not close the panel`);
      await until(async () => (await person.ask(() => history.state)) === null, () => `${step}: ${way} leaves the panel in the history`);
      assert.deepEqual(await person.ask(() => [location.hash, document.activeElement.dataset.step]), ['', step], 'the place is lost');
    }
  });

  trying(`${decision}: arrow keys walk along the arrows, plus and minus make the map larger and smaller`, {}, async person => {
    await person.goTo(first);
    const start = await person.ask(() => {
      const box = document.querySelector('.fp-map-here');
      box.focus();
      return box.dataset.step;
    });
    const seen = new Set();
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown', 'ArrowDown']) {
      await person.press(key);
      await person.drawn();
      seen.add(await person.ask(() => document.activeElement.dataset.step));
    }
    assert.ok(seen.size > 1, `from ${start} the arrow keys lead only to ${[...seen]}`);
    const width = () => person.ask(() => Number(document.querySelector('.fp-map').getAttribute('width')));
    const before = await width();
    await person.press('=');
    await person.drawn();
    assert.ok((await width()) > before, 'plus does not make it larger');
    await person.press('-');
    await person.press('-');
    await person.drawn();
    assert.ok((await width()) < before, 'minus does not make it smaller');
  });

  trying(`${decision}: on a phone the map is one tap away, and Escape and Back close it and nothing else`, { ...phone, needs: ['narrow screen'] }, async person => {
    const ending = site.endings(decision).at(-1);
    await person.goTo(first);
    await person.goTo(site.fileAddress(`${decision}#${ending}`));
    assert.equal(await person.ask(mapIsOnView), false, 'the map stands in the way of the question');
    for (const [way, leave] of [['Escape', () => person.press('Escape')], ['Back', () => person.back()]]) {
      await person.click('a.map-link');
      assert.equal(await person.ask(mapIsOnView), true, 'the tap does not show the map');
      await leave();
      await until(async () => !(await person.ask(mapIsOnView)), () => `${way} does not close the map`);
      await until(async () => (await person.ask(() => history.state)) === null, () => `${way} leaves the map in the history`);
      assert.equal(await person.ask(onView), ending, `${way} leads away from the question`);
    }
  });

  trying(`${decision}: wherever the reader is, the step that the map marks is in the window`, {}, async person => {
    const faults = [];
    for (const id of site.endings(decision)) {
      await person.openAfresh(site.fileAddress(`${decision}#${id}`));
      if (!(await person.ask(markIsInWindow))) faults.push(id);
    }
    none(faults, 'endings that the map marks out of view');
  });

  trying(`${decision}: without scripts the tap leads to the page of the map`, { scripts: false }, async person => {
    await person.goTo(first);
    const href = await person.ask(() => document.querySelector('a.map-link').href);
    assert.ok(site.pages().some(page => site.fileAddress(page) === href), `${href} is no page`);
  });
}

/* In the page. */
function onView() {
  return document.querySelector('.journey.here').id;
}

/* In the page. What is lit, and what should be: the steps of the journeys so far whose ids the address begins with. */
function wayOnView() {
  const { id } = document.querySelector('.journey.here');
  const parts = id.split(';');
  const before = id.includes('=') ? ['start'] : [];
  const ids = [...before, ...parts.map((_, i) => parts.slice(0, i + 1).join(';'))];
  const steps = boxes => [...new Set([...boxes].map(box => box.dataset.step))].sort();
  return {
    wanted: ids.map(name => document.getElementById(name).dataset.step),
    taken: parts.filter(part => part.includes('=') && !part.endsWith('=not-sure')).length,
    lit: steps(document.querySelectorAll('.fp-map-box.fp-map-way')),
    here: document.querySelector('.fp-map-here')?.dataset.step,
    arrows: document.querySelectorAll('.fp-map-arrow.fp-map-way').length,
  };
}

/* In the page. */
function stepsOfMap() {
  return [...new Set([...document.querySelectorAll('.fp-map [data-step]')].map(box => box.dataset.step))];
}

/* In the page: whether a box can be seen as soon as it has the focus. */
function focusBox(step) {
  const box = document.querySelector(`.fp-map [data-step="${step}"]`);
  box.focus();
  const { left, top, right, bottom } = box.getBoundingClientRect();
  const view = box.closest('.map').getBoundingClientRect();
  return left >= view.left - 1 && right <= view.right + 1 && top >= -1 && bottom <= innerHeight + 1;
}

/* In the page. */
function readAhead(step) {
  const asked = document.querySelector(`.journey[data-step="${step}"] .ask`).textContent;
  return { asked, shown: document.querySelector('.ahead[open] .ask')?.textContent };
}

/* In the page. */
function markIsInWindow() {
  const { top, bottom } = document.querySelector('.fp-map-here').getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

/* In the page. */
function mapIsOnView() {
  return document.querySelector('.fp-map').checkVisibility();
}
