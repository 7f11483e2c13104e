// A member of staff opens the decision from a memory stick, on a machine that may run no scripts, and answers in
// every way that can be answered.

import assert from 'node:assert/strict';
import test from 'node:test';
import { trying } from './engines/index.mjs';
import { journeyOnView } from './page.mjs';
import { siteUnderTest } from './site.mjs';
import { until } from './until.mjs';

const site = siteUnderTest();
const decisions = site.decisions();

test('there is a decision to walk', () => {
  assert.notEqual(decisions.length, 0, 'no page under decisions/ holds a journey');
});

for (const decision of decisions) {
  for (const scripts of [false, true])
    trying(`${decision} leads to every journey of the page and back again, scripts ${scripts ? 'on' : 'off'}`, { scripts }, async person => {
      await person.goTo(site.fileAddress(decision));
      const seen = await walk(person, new Map());
      assert.deepEqual([...seen.keys()].sort(), site.journeys(decision).sort(), 'sections reached, sections of the page');
      assert.deepEqual(endings(seen).sort(), site.endings(decision).sort(), 'endings reached, endings of the page');
    });

  trying(`${decision} opens at any journey by its address, scripts off`, { scripts: false }, async person => {
    for (const journey of site.journeys(decision)) {
      await person.goTo(site.fileAddress(`${decision}#${journey}`));
      await arriveAt(person, journey);
    }
  });

  trying(`${decision}: the first picture after an answer is the next question`, {}, async person => {
    await person.goTo(site.fileAddress(decision));
    for (let here = await person.ask(journeyOnView); here.answers.length > 0; here = await person.ask(journeyOnView))
      assert.equal(await person.ask(pictureAfterAnswer, here.answers[0]), here.answers[0]);
  });

  trying(`${decision}: a nonsense address shows the first question, scripts off`, { scripts: false }, async person => {
    await person.goTo(site.fileAddress(`${decision}#no-such=journey`));
    const shown = await person.ask(journeyOnView);
    assert.deepEqual(shown.ids, [site.journeys(decision)[0]]);
  });
}

/** Follows every way on from the section on view, depth first, and comes back with the Back button each time. */
async function walk(person, seen) {
  const here = await person.ask(journeyOnView);
  assert.equal(here.ids.length, 1, `one section on view, not ${JSON.stringify(here.ids)}`);
  const [id] = here.ids;
  seen.set(id, here);
  checkWaysOn(here);
  await tryEveryChange(person, here);
  for (const next of here.ways.filter(way => !seen.has(way))) {
    await follow(person, next);
    await walk(person, seen);
    await goBackTo(person, id);
  }
  return seen;
}

function checkWaysOn(here) {
  const [id] = here.ids;
  if (here.outcome) assert.deepEqual(here.answers, [], `${id} is an ending and still offers answers`);
  else assert.ok(here.answers.length >= 2, `${id} asks something and offers ${here.answers.length} answers`);
  assert.ok(here.heading, `${id} has no heading`);
}

/**
 * Change takes a person back to the question that was answered there, with the answers before it kept: every Change
 * says so in its address, and the last one is followed.
 */
async function tryEveryChange(person, here) {
  const [id] = here.ids;
  assert.deepEqual(here.changes, before(id, here.changes.length), `where each Change of ${id} leads`);
  const last = here.changes.at(-1);
  if (last === undefined) return;
  await follow(person, last, '.change');
  const there = await person.ask(journeyOnView);
  assert.equal(there.changes.length, here.changes.length - 1, `the last Change of ${id} keeps the answers before it`);
  assert.equal(there.outcome, false, `the last Change of ${id} leads to a question`);
  await goBackTo(person, id);
}

/** The journeys before each of so many answers of a journey, the first one without any. */
function before(journey, count) {
  const answers = journey.split(';');
  return Array.from({ length: count }, (_, given) => answers.slice(0, given).join(';') || 'start');
}

async function follow(person, journey, kind = '') {
  await person.click(`.journey a${kind}[href="#${journey}"]`);
  await arriveAt(person, journey);
}

async function goBackTo(person, journey) {
  await person.back();
  await arriveAt(person, journey);
}

async function arriveAt(person, journey) {
  await until(async () => {
    const { ids } = await person.ask(journeyOnView);
    return ids.length === 1 && ids[0] === journey;
  }, async () => `expected only "${journey}" on view, saw ${JSON.stringify((await person.ask(journeyOnView)).ids)}`);
}

function endings(seen) {
  return [...seen].filter(([, journey]) => journey.outcome).map(([id]) => id);
}

/* In the page: follows an answer; gives the section that is on view when the browser draws next. */
function pictureAfterAnswer(id) {
  const link = [...document.querySelectorAll('.journey a.answer')].find(answer => answer.checkVisibility() && decodeURIComponent(answer.hash.slice(1)) === id);
  return new Promise(done => {
    const look = () => done([...document.querySelectorAll('.journey')].find(section => section.firstElementChild.checkVisibility()).id);
    window.addEventListener('click', () => requestAnimationFrame(look), { once: true });
    link.click();
  });
}
