// Where a reader of a decision is: the focus, the title and the history say the same as the page.

import assert from 'node:assert/strict';
import test from 'node:test';
import { trying } from './engines/index.mjs';
import { journeyOnView } from './page.mjs';
import { siteUnderTest } from './site.mjs';
import { until } from './until.mjs';

const site = siteUnderTest();

test('there is a decision to find one’s place in', () => assert.notEqual(site.decisions().length, 0));

for (const decision of site.decisions()) {
  trying(`${decision}: each answer moves the focus to the next question and its words into the title`, {}, async person => {
    await person.goTo(site.fileAddress(decision));
    const plain = await person.ask(() => document.title);
    for (let { answers } = await person.ask(journeyOnView); answers.length > 0; { answers } = await person.ask(journeyOnView)) {
      await answer(person, answers[0]);
      const { focus, title, question } = await person.ask(place);
      assert.equal(focus, question, 'the focus is elsewhere');
      assert.equal(title, `${question} – ${plain}`);
    }
  });

  trying(`${decision}: the second press of a double click answers nothing`, {}, async person => {
    await person.goTo(site.fileAddress(decision));
    const [first] = (await person.ask(journeyOnView)).answers;
    await person.ask(pressTwice);
    await until(async () => (await person.ask(() => decodeURIComponent(location.hash.slice(1)))) === first, () => 'the first press leads elsewhere');
    assert.deepEqual((await person.ask(journeyOnView)).ids, [first]);
  });

  trying(`${decision}: Change keeps what came before and drops the rest`, {}, async person => {
    await person.goTo(site.fileAddress(`${decision}#${longest(decision)}`));
    const { changes } = await person.ask(journeyOnView);
    await person.click(`.here a.change[href="#${changes[1]}"]`);
    await until(async () => (await person.ask(journeyOnView)).ids[0] === changes[1], () => 'Change leads elsewhere');
    assert.deepEqual((await person.ask(journeyOnView)).changes, changes.slice(0, 1));
  });

  trying(`${decision}: Start again leaves the ending out of the history`, {}, async person => {
    await person.goTo(site.fileAddress(decision));
    const [first] = (await person.ask(journeyOnView)).answers;
    await answer(person, first);
    const ending = site.endings(decision)[0];
    await person.ask(id => { location.hash = id; }, ending);
    await until(async () => (await person.ask(journeyOnView)).ids[0] === ending, () => 'the ending does not open');
    await person.click('.here a.start-again');
    await until(async () => !(await person.ask(journeyOnView)).outcome, () => 'Start again does not lead to the start');
    await person.back();
    await until(async () => (await person.ask(journeyOnView)).ids[0] === first, () => 'Back does not lead past the ending');
  });

  trying(`${decision}: an address whose journey is no longer there says so, and offers the start`, {}, async person => {
    await person.openAfresh(site.fileAddress(`${decision}#no-such=journey`));
    assert.equal(await person.ask(() => document.querySelector('.lost').checkVisibility()), true);
    assert.deepEqual((await person.ask(journeyOnView)).ids, [site.journeys(decision)[0]]);
    const [first] = (await person.ask(journeyOnView)).answers;
    await answer(person, first);
    assert.equal(await person.ask(() => document.querySelector('.lost').checkVisibility()), false, 'it still says so further on');
  });
}

/** Presses an answer, and waits until the page has told of it. */
async function answer(person, id) {
  await person.click(`.here a.answer[href="#${id}"]`);
  const arrived = async () => {
    const { focus, question } = await person.ask(place);
    return (await person.ask(journeyOnView)).ids[0] === id && focus === question;
  };
  await until(arrived, async () => `the answer leads to ${JSON.stringify(await person.ask(place))}`);
}

function longest(decision) {
  return site.endings(decision).reduce((longest, id) => (id.length > longest.length ? id : longest));
}

/* In the page. */
function place() {
  return { focus: document.activeElement.textContent, title: document.title, question: document.querySelector('.here .ask').textContent };
}

/* In the page. As a browser tells of a double click: the second press meets what the first has brought there. */
function pressTwice() {
  for (const detail of [1, 2])
    document.querySelector('.here a.answer').dispatchEvent(new MouseEvent('click', { detail, bubbles: true, cancelable: true }));
}
