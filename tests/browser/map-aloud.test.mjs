// The map, listened to: a list of steps, each with its answers and where they lead.

import assert from 'node:assert/strict';
import test from 'node:test';
import { trying } from './engines/index.mjs';
import { none } from './none.mjs';
import { siteUnderTest } from './site.mjs';

const site = siteUnderTest();
const needs = ['tell what is read aloud'];

test('there is a map to listen to', () => assert.notEqual(site.decisions().length, 0));

for (const decision of site.decisions())
  for (const page of [decision, decision.replace('.html', '/map.html')])
    trying(`${page}: the map is read aloud as steps, each with its answers and where they lead`, { needs }, async person => {
      await person.openAfresh(site.fileAddress(decision));
      const steps = await person.ask(stepsInWords);
      await person.openAfresh(site.fileAddress(page));
      const map = find(await person.aloud(), ({ role, name }) => role === 'region' && name === 'Map of the decision');
      const list = find(map, ({ role }) => role === 'list');
      assert.ok(list.parts.every(({ role }) => role === 'listitem'), 'the map is no list of steps alone');
      const items = list.parts.map(words);
      const says = (text, { title, answers }) => text.includes(title)
        && answers.every(({ say, leadsTo }) => new RegExp(`${escaped(say)} ?: goes to \\w+, ${escaped(leadsTo)}`).test(text));
      none(steps.filter(step => !items.some(text => says(text, step))).map(({ title }) => title), 'steps that are not to be heard with their answers');
      const links = all(list, ({ role }) => role === 'link').map(({ name }) => name.replace(/\s+/g, ' '));
      none(steps.filter(({ title }) => !links.some(name => name.includes(title))).map(({ title }) => title), 'steps without a link of their name');
    });

/* In the page of the decision: each step once, with its own answers. The one for "not sure" stands once on the map. */
function stepsInWords() {
  const tidy = element => element.textContent.replace(/\s+/g, ' ').trim();
  const titleAt = id => tidy(document.getElementById(id).querySelector('.ask'));
  const first = new Map([...document.querySelectorAll('section.journey')].reverse().map(section => [section.dataset.step, section]));
  return [...first.values()].map(section => ({
    title: tidy(section.querySelector('.ask')),
    answers: [...section.querySelectorAll('a.answer:not(.answer-unsure)')]
      .map(link => ({ say: tidy(link), leadsTo: titleAt(decodeURIComponent(link.hash.slice(1))) })),
  }));
}

function all(part, wanted) {
  return [...(wanted(part) ? [part] : []), ...part.parts.flatMap(inner => all(inner, wanted))];
}

function find(part, wanted) {
  const [first] = all(part, wanted);
  assert.ok(first, 'what a screen reader is told has no such part');
  return first;
}

function words(part) {
  const text = all(part, ({ role }) => role === 'text').map(({ name }) => name).join(' ');
  return text.replace(/\s+/g, ' ').trim();
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
