// Somebody who cannot hold a mouse: Tab, Enter and nothing else.

import assert from 'node:assert/strict';
import test from 'node:test';
import { trying } from './engines/index.mjs';
import { focusOnceScrolled } from './focus.mjs';
import { none } from './none.mjs';
import { focusOnView, journeyOnView, waysOnOfEveryJourney } from './page.mjs';
import { siteUnderTest } from './site.mjs';
import { until } from './until.mjs';

const site = siteUnderTest();
const decisions = site.decisions();
const manyTabs = 400;

test('there is a decision to walk', () => assert.notEqual(decisions.length, 0));

trying('the first Tab of every page shows a link that skips to the content', {}, async person => {
  for (const page of site.pages()) {
    await person.openAfresh(site.fileAddress(page));
    await person.press('Tab');
    const first = await focusOnceScrolled(person);
    assert.equal(first.href, '#_main', `${page}: the first Tab leads to ${first.what}`);
    assert.ok(first.isOnScreen, `${page}: the skip link is not on the screen when it has the focus`);
  }
});

trying('on every page, each stop of the Tab key can be seen', {}, async person => {
  const faults = [];
  for (const place of site.places()) {
    await person.openAfresh(site.fileAddress(place));
    for (const stop of await everyStop(person)) if (!stop.isMarked || !stop.isOnScreen) faults.push(`${place}: ${stop.what}`);
  }
  none(faults, 'focus that cannot be seen');
});

for (const decision of decisions) {
  trying(`${decision}: Tab stops at every answer in order, scripts off`, { scripts: false }, async person => {
    await person.goTo(site.fileAddress(decision));
    const { answers, ways } = await person.ask(journeyOnView);
    const stops = (await everyStop(person)).map(({ href }) => href?.slice(1)).filter(id => ways.includes(id));
    assert.deepEqual(stops.filter(id => answers.includes(id)), answers);
    assert.deepEqual([...new Set(stops)].sort(), [...new Set(ways)].sort());
  });

  for (const scripts of [true, false])
    trying(`${decision}: every outcome can be reached with Tab and Enter, scripts ${scripts ? 'on' : 'off'}`, { scripts }, async person => {
      await person.goTo(site.fileAddress(decision));
      const routes = routesToEveryOutcome(await person.ask(waysOnOfEveryJourney));
      assert.notEqual(routes.length, 0);
      for (const route of routes) await takeByKeyboard(person, decision, route);
    });

  trying(`${decision}: everything to press is 24 px or more, answers 44 px`, {}, async person => {
    const faults = [];
    for (const journey of site.journeys(decision)) {
      await person.goTo(site.fileAddress(`${decision}#${journey}`));
      faults.push(...(await person.ask(tooSmallToPress)).map(fault => `${journey}: ${fault}`));
    }
    none(faults, 'too small to press');
  });
}

/** Presses Tab until the focus comes round or leaves the page; gives each stop. */
async function everyStop(person) {
  const stops = [];
  for (let presses = 0; presses < manyTabs; presses += 1) {
    await person.press('Tab');
    const stop = await focusOnceScrolled(person);
    if (!stop.what || stop.nth === stops[0]?.nth) return stops;
    stops.push(stop);
  }
  throw new Error(`after ${manyTabs} presses of Tab the focus still goes on`);
}

async function takeByKeyboard(person, decision, route) {
  await person.openAfresh(site.fileAddress(decision));
  for (const journey of route) {
    await tabTo(person, `#${journey}`);
    await person.press('Enter');
    await until(
      async () => (await person.ask(journeyOnView)).ids[0] === journey,
      () => `Enter on the link to ${journey} does not open it`,
    );
    // The picture comes before the focus.
    await person.drawn();
  }
}

async function tabTo(person, href) {
  for (let presses = 0; presses < manyTabs; presses += 1) {
    await person.press('Tab');
    if ((await person.ask(focusOnView)).href === href) return;
  }
  throw new Error(`Tab does not lead to ${href}`);
}

/** One shortest route to each outcome, as the ids of the sections after the first. */
function routesToEveryOutcome(journeys) {
  const routes = new Map([[journeys[0].id, []]]);
  const outcomes = new Map();
  for (const [id, route] of routes) {
    const here = journeys.find(journey => journey.id === id);
    if (here.outcome && !outcomes.has(here.step)) outcomes.set(here.step, route);
    for (const way of here.ways) if (!routes.has(way)) routes.set(way, [...route, way]);
  }
  return [...outcomes.values()];
}

/* In the page. Links inside a sentence are as tall as its line, which WCAG 2.5.8 allows. */
function tooSmallToPress() {
  const onView = element => element.checkVisibility({ visibilityProperty: true });
  const isInSentence = element => element.localName === 'a' && element.closest('p, li, dd, td, blockquote, figcaption') !== null
    && element.closest('p, li, dd, td, blockquote, figcaption').innerText.trim().length > element.innerText.trim().length;
  return [...document.querySelectorAll('main a, main button, main summary, main input, main select, main textarea')]
    .filter(element => onView(element) && !element.closest('svg'))
    .flatMap(element => {
      const { width, height } = element.getBoundingClientRect();
      const least = element.matches('.answer, .any-time a, .start-again') ? 44 : isInSentence(element) ? 0 : 24;
      return width < least || height < least ? [`"${element.innerText.trim().slice(0, 40)}" is ${Math.round(width)} x ${Math.round(height)}`] : [];
    });
}
