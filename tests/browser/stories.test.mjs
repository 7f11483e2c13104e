// The people of the worked examples, each with a phone and no explanation: from the first question to where they should end.

import assert from 'node:assert/strict';
import test from 'node:test';
import { trying } from './engines/index.mjs';
import { journeyOnView } from './page.mjs';
import { siteUnderTest } from './site.mjs';
import { until } from './until.mjs';

const site = siteUnderTest();
const phone = { width: 360, height: 740 };
const examplesOf = decision => decision.replace('.html', '/examples.html');

test('there are stories to live through', () => assert.ok(site.decisions().some(decision => site.pages().includes(examplesOf(decision)))));

for (const decision of site.decisions())
  for (const scripts of [true, false])
    trying(`${decision}: everybody in the stories gets where they should on a phone, scripts ${scripts ? 'on' : 'off'}`, { ...phone, scripts, needs: ['narrow screen'] }, async (person, t) => {
      await person.goTo(site.fileAddress(examplesOf(decision)));
      const stories = await person.ask(storiesOnView);
      assert.notEqual(stories.length, 0);
      for (const story of stories) await live(person, decision, story);
      t.diagnostic(`${stories.length} stories`);
    });

/** Answers by the words on view, as the story's person would. */
async function live(person, decision, { title, answers, verdict, ending }) {
  await person.openAfresh(site.fileAddress(decision));
  for (const words of answers) {
    const before = (await person.ask(journeyOnView)).ids[0];
    await person.click(`[href="#${await person.ask(wayOnView, words)}"]`);
    await until(async () => (await person.ask(journeyOnView)).ids[0] !== before, () => `${title}: “${words}” leads nowhere`);
  }
  assert.deepEqual(await person.ask(endingOnView), { ending, verdict }, title);
}

/* In the page of examples. What is said at any time is told as its words alone, without a question before it. */
function storiesOnView() {
  const tidy = element => element.textContent.replace(/\s+/g, ' ').trim();
  return [...document.querySelectorAll('main section:has(.answered)')].map(section => ({
    title: tidy(section.querySelector('h2')),
    answers: [...section.querySelectorAll('.answered strong')].map(tidy),
    verdict: tidy(section.querySelector('.verdict')),
    ending: tidy(section.querySelector('.verdict ~ p a')),
  }));
}

/* In the page: where the way on with these words leads. */
function wayOnView(words) {
  const tidy = element => element.textContent.replace(/\s+/g, ' ').trim();
  const ways = [...document.querySelectorAll('a.answer, .any-time a')].filter(link => link.checkVisibility());
  const way = ways.find(link => tidy(link) === words);
  if (!way) throw new Error(`nobody is offered “${words}”, but ${ways.map(tidy)}`);
  return decodeURIComponent(way.hash.slice(1));
}

/* In the page. */
function endingOnView() {
  const tidy = element => element.textContent.replace(/\s+/g, ' ').trim();
  const section = [...document.querySelectorAll('section.journey[data-outcome]')].find(part => part.firstElementChild.checkVisibility());
  return { ending: tidy(section.querySelector('.ask')), verdict: tidy(section.querySelector('.verdict')) };
}
