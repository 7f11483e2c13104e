// Paper: what a person prints says what the screen says.

import assert from 'node:assert/strict';
import test from 'node:test';
import { trying } from './engines/index.mjs';
import { none } from './none.mjs';
import { missing, textOfSheets, wordsOf } from './paper.mjs';
import { siteUnderTest } from './site.mjs';

const site = siteUnderTest();
const needs = ['print'];
const mark = 'Xylophone';
const policies = site.pages().filter(page => /^policies\/[^/]+\.html$/.test(page));
const inWords = site.pages().filter(page => page.endsWith('/words.html'));

test('there is a policy, a decision and its words to print', () => {
  for (const pages of [policies, inWords, site.decisions()]) assert.notEqual(pages.length, 0);
});

trying('every page fills its sheets: none is blank, and no line is cut through at the end of one', { needs }, async person => {
  const faults = [];
  for (const place of site.places()) {
    const sheets = await sheetsOf(person, place);
    for (const [number, sheet] of sheets.entries()) {
      if (wordsOf(sheet).length === 0) faults.push(`${place}: sheet ${number + 1} is blank`);
      if (number > 0 && linesOf(sheet).at(0) === linesOf(sheets[number - 1]).at(-1)) faults.push(`${place}: sheet ${number} ends in a line cut through`);
    }
  }
  none(faults, 'blank sheets and cut lines');
});

trying('a printed policy holds every clause number and every word of it', { needs }, async person => {
  for (const page of [...policies, ...inWords]) {
    const paper = (await sheetsOf(person, page)).join(' ');
    none(missing(await person.ask(clauseNumbers), paper), `${page}: clause numbers not on paper`);
    none(missing(wordsOf(await person.ask(wordsToPrint)), paper), `${page}: words not on paper`);
  }
});

for (const decision of site.decisions())
  for (const scripts of [true, false]) {
    const sentence = `${decision}: every ending prints its verdict and the answers that led to it, and no other part, scripts ${scripts ? 'on' : 'off'}`;
    trying(sentence, { needs, scripts }, async person => {
      for (const place of site.places().filter(place => place.startsWith(`${decision}#`))) {
        await person.openAfresh(site.fileAddress(place));
        const wanted = wordsOf(await person.ask(wordsOfJourney));
        await person.ask(markTheOthers, mark);
        const paper = textOfSheets(await person.printed()).join(' ');
        none(missing(wanted, paper), `${place}: words not on paper`);
        assert.ok(!paper.includes(mark), `${place}: another part is on paper`);
      }
    });
  }

/** The text of each printed sheet. */
async function sheetsOf(person, place) {
  await person.openAfresh(site.fileAddress(place));
  return textOfSheets(await person.printed());
}

/** The lines of a sheet; a line that is cut through is on both sheets. The number of the sheet is none of them. */
function linesOf(sheet) {
  const lines = sheet.split('\n').map(line => line.trim().replace(/\s+/g, ' '));
  return lines.filter(line => line !== '' && !/^\d+ \/ \d+$/.test(line));
}

/* In the page. Addresses that are numbers, such as 2.3.c, say which numbers a reader should see. */
function clauseNumbers() {
  const ids = [...document.querySelectorAll('main [id]')].map(({ id }) => id);
  return ids.map(id => /^\d+[A-Z]?(\.\d+[A-Z]?)*(?=\.|$)/.exec(id)?.[0]).filter(Boolean);
}

/* In the page. What leads on to other pages is of no use on paper. */
function wordsToPrint() {
  return [...document.querySelectorAll('main :is(h1, h2, h3, p, li, td, th)')]
    .filter(element => element.checkVisibility() && !element.closest('nav, form, details, .clause-uses, .forms, .decision-foot') && !element.querySelector('p, li'))
    .map(element => element.innerText)
    .join(' ');
}

/* In the page. Puts a word into every journey but the one that is shown. */
function markTheOthers(mark) {
  for (const section of document.querySelectorAll('section.journey'))
    if (!section.firstElementChild.checkVisibility()) section.prepend(mark);
}

/* In the page. */
function wordsOfJourney() {
  const shown = [...document.querySelectorAll('section.journey')].find(section => section.firstElementChild.checkVisibility());
  const parts = [...shown.querySelectorAll('.verdict, .answered li, .ask, h2')].map(element => element.cloneNode(true));
  for (const part of parts) for (const link of part.querySelectorAll('a, button')) link.remove();
  return parts.map(part => part.textContent).join(' ');
}
