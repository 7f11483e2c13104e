// Everybody can read and use every page: the rules of WCAG 2.2, level A and AA, that a machine can check.

import assert from 'node:assert/strict';
import test from 'node:test';
import { faultsOf } from './axe.mjs';
import { trying } from './engines/index.mjs';
import { none } from './none.mjs';
import { siteUnderTest } from './site.mjs';

const site = siteUnderTest();

for (const dark of [false, true]) {
  trying(`no page breaks a rule of accessibility, in ${dark ? 'dark' : 'light'} mode`, { needs: ['dark'], dark }, async person => {
    const faults = [];
    for (const place of site.places()) {
      await person.openAfresh(site.fileAddress(place));
      const ground = await person.ask(() => matchMedia('(prefers-color-scheme: dark)').matches);
      assert.equal(ground, dark, 'the browser shows the mode that was asked for');
      faults.push(...(await faultsOf(person, place)));
    }
    none(faults, 'rules broken');
  });
}

trying('no journey of any decision breaks a rule of accessibility', {}, async person => {
  const faults = [];
  for (const decision of site.decisions())
    for (const journey of site.journeys(decision)) {
      await person.goTo(site.fileAddress(`${decision}#${journey}`));
      faults.push(...(await faultsOf(person, `${decision}#${journey}`, `[id="${journey}"]`)));
    }
  none(faults, 'rules broken');
});

// What a page becomes under a reader's hands. Each is done to a page that has just been opened.
const states = [
  { name: 'a question with all that folds opened', act: openFolded },
  { name: 'a step of the map read ahead', act: readAhead, shows: '.ahead[open]' },
  { name: 'the map over the page, on a phone', size: { width: 360, height: 740 }, act: async person => person.click('a.map-link'), shows: '.map-sheet[open]' },
  { name: 'the map made larger', act: async person => person.click('[data-zoom=in]') },
  { name: 'a record with words in it', at: ending, act: async person => person.ask(typeInRecord), shows: '.record' },
  { name: 'an ending with all that folds opened', at: ending, act: openFolded },
  { name: 'an address whose journey is no longer there', at: () => 'no-such-question=no-such-answer', shows: '.lost' },
  { name: 'a question that runs from right to left', act: async person => person.ask(() => { document.documentElement.dir = 'rtl'; }) },
  { name: 'an ending that runs from right to left', at: ending, act: async person => person.ask(() => { document.documentElement.dir = 'rtl'; }) },
];

for (const decision of site.decisions())
  for (const { name, size = {}, at, act, shows } of states)
    trying(`${decision}: ${name} breaks no rule of accessibility`, { ...size, needs: size.width ? ['narrow screen'] : [] }, async person => {
      await person.openAfresh(site.fileAddress(at ? `${decision}#${at(decision)}` : decision));
      await act?.(person);
      if (shows) assert.ok(await person.ask(isOnView, shows), `${shows} is not on view`);
      none(await faultsOf(person, name), 'rules broken');
    });

trying('a page with faults is found out, so that the tests above mean something', {}, async person => {
  await person.goTo(site.fileAddress('index.html'));
  await person.ask(() => {
    document.querySelector('main').append(document.createElement('button'));
    document.documentElement.removeAttribute('lang');
  });
  const faults = await faultsOf(person, 'index.html');
  assert.match(faults.join('\n'), /button-name/);
  assert.match(faults.join('\n'), /html-has-lang/);
});

test('there are pages to look at', () => assert.notEqual(site.places().length, 0));

function ending(decision) {
  return site.endings(decision)[0];
}

async function openFolded(person) {
  await person.ask(() => document.querySelectorAll('details').forEach(part => { part.open = true; }));
}

async function readAhead(person) {
  await person.ask(() => document.querySelector('.fp-map a[data-step]').focus());
  await person.press('Enter');
  await person.drawn();
}

/* In the page. */
function typeInRecord() {
  const box = [...document.querySelectorAll('.record textarea')].find(part => part.checkVisibility());
  box.value = 'Mrs Patel';
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

/* In the page. */
function isOnView(selector) {
  return [...document.querySelectorAll(selector)].some(part => part.checkVisibility({ visibilityProperty: true }));
}
