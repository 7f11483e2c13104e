// A phone in a corridor, and a desk screen magnified four times: everything is there without scrolling sideways.

import assert from 'node:assert/strict';
import test from 'node:test';
import { trying } from './engines/index.mjs';
import { none } from './none.mjs';
import { siteUnderTest } from './site.mjs';

const site = siteUnderTest();
const needs = ['narrow screen'];

test('there are places to look at', () => assert.notEqual(site.places().length, 0));

trying('on a screen 320 px wide nothing sticks out sideways', { needs, width: 320, height: 640 }, async person => {
  await lookEverywhere(person, 320);
});

trying('at 400 % zoom nothing sticks out sideways', { needs, width: 1280, height: 1024, zoom: 4 }, async person => {
  await lookEverywhere(person, 320);
});

trying('at 400 % zoom nothing that stays put covers half of the screen', { needs, width: 1280, height: 1024, zoom: 4 }, async person => {
  const faults = [];
  for (const place of site.places()) {
    await person.goTo(site.fileAddress(place));
    const covered = await person.ask(heightThatStaysPut);
    if (covered > 128) faults.push(`${place}: ${covered} px of 256`);
  }
  none(faults, 'covered by what does not scroll');
});

async function lookEverywhere(person, width) {
  const faults = [];
  for (const place of site.places()) {
    await person.openAfresh(site.fileAddress(place));
    assert.equal(await person.ask(() => innerWidth), width, 'the window is as narrow as was asked');
    faults.push(...(await person.ask(whatSticksOut)).map(fault => `${place}: ${fault}`));
  }
  none(faults, `wider than ${width} px`);
}

/* In the page. Only a drawing or a table may have a box of its own to scroll in. */
function whatSticksOut() {
  const room = document.documentElement.clientWidth;
  const scrolls = element => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
  const mayScroll = element => scrolls(element) && element.querySelector('svg, table');
  const isInBox = element => element !== null && (mayScroll(element) || isInBox(element.parentElement));
  const isHidden = element => !element.checkVisibility() || getComputedStyle(element).position === 'absolute';
  const out = [...document.body.querySelectorAll('*')].filter(
    element => !isHidden(element) && element.getBoundingClientRect().right > room + 1 && !isInBox(element.parentElement) && !mayScroll(element),
  );
  const faults = out.map(element => `${element.localName}.${element.getAttribute('class') ?? ''} "${element.textContent.trim().slice(0, 60)}"`);
  const { scrollWidth } = document.documentElement;
  return scrollWidth > room ? [`the page is ${scrollWidth} px wide`, ...faults] : faults;
}

/* In the page. */
function heightThatStaysPut() {
  const staying = [...document.body.querySelectorAll('*')].filter(element => ['fixed', 'sticky'].includes(getComputedStyle(element).position));
  scrollTo(0, document.documentElement.scrollHeight);
  const heights = staying.map(element => {
    const { top, bottom } = element.getBoundingClientRect();
    return Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0));
  });
  return Math.round(Math.max(0, ...heights));
}
