// The office at its desk: a policy changed, a mistake made and mended, the site published, and opened where it landed.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { faultsOf } from './axe.mjs';
import { trying } from './engines/index.mjs';
import { focusOnceScrolled } from './focus.mjs';
import { none } from './none.mjs';
import { preview } from './preview.mjs';
import { until } from './until.mjs';

const policy = 'content/policies/information-sharing.md';
const [before, after] = ['The school recognises', 'The school knows'];
const [good, slip] = ['title: "Information sharing:', 'titel: "Information sharing:'];
const manyTabs = 60;

/** Runs `act` with a person at the desk of a preview of their own. */
function atTheDesk(sentence, circumstances, act) {
  trying(sentence, circumstances, async person => {
    const site = await preview();
    try {
      await person.goTo(`${site.address}_desk/`);
      await act(person, site);
    } finally {
      site.close();
    }
  });
}

// Of a page that is still coming nothing is known yet.
const words = () => (document.readyState === 'complete' ? document.querySelector('main').innerText : '');
const done = () => (document.readyState === 'complete' ? document.getElementById('_done')?.innerText ?? '' : '');

/** Waits until `question` about the page gives something with `wanted` in it. While a page is loaded it has no answer. */
async function says(person, question, wanted) {
  let seen;
  await until(
    async () => (seen = await person.ask(question).catch(() => undefined))?.includes(wanted),
    () => `${wanted} is not in: ${seen}`,
  );
}

const button = name => `form[action="/_desk/${name}"] button`;

atTheDesk('a mistake is told as soon as it is saved, and goes when it is mended', {}, async (person, site) => {
  await says(person, words, 'No problems');
  site.change(policy, good, slip);
  await says(person, words, '1 problem in 1 file');
  const broken = await person.ask(words);
  assert.match(broken, /in content\/policies\/information-sharing\.md, line \d+/);
  assert.match(broken, /cannot be published until/);
  assert.doesNotMatch(broken, /Publish to the folder/);
  site.change(policy, slip, good);
  await says(person, words, 'Publish to the folder');
});

for (const scripts of [true, false])
  atTheDesk(`a change is told in words, published, and open where it landed, scripts ${scripts ? 'on' : 'off'}`, { scripts }, async (person, site) => {
    const { root } = site;
    await person.click(button('publish'));
    await says(person, done, 'The site is in ');
    site.change(policy, before, after);
    if (scripts) await says(person, words, 'Clause 1.1 has changed');
    else {
      await person.click(button('check'));
      await says(person, done, 'I read everything again');
    }
    const told = await person.ask(() => [...document.querySelectorAll('form[action="/_desk/publish"] :is(del, ins)')].map(change => change.textContent));
    assert.deepEqual(told, ['taken out: recognises', 'put in: knows']);
    await person.click(button('publish'));
    await says(person, done, 'changed');
    await person.click(button('zip'));
    await says(person, done, 'published.zip');
    assert.equal(readFileSync(join(root, 'published.zip')).subarray(0, 2).toString(), 'PK');
    assert.ok(existsSync(join(root, 'published/SHA256SUMS')));
    await person.goTo(pathToFileURL(join(root, 'published/policies/information-sharing.html')).href);
    assert.ok((await person.ask(words)).includes(after));
    assert.doesNotMatch(readFileSync(join(root, 'published/index.html'), 'utf8'), /_desk|_fingerpost/);
  });

atTheDesk('what is typed stays while the desk follows a save, and another folder is told before it is written to', {}, async (person, site) => {
  await person.ask(() => {
    const field = document.getElementById('_publish-place');
    field.value = 'elsewhere';
    field.focus();
  });
  site.change(policy, before, after);
  site.change(policy, good, slip);
  await says(person, words, '1 problem in 1 file');
  site.change(policy, slip, good);
  await says(person, words, 'Publish to the folder');
  const places = ['_publish-place', '_zip-place'];
  const stand = names => names.map(name => document.getElementById(name)?.value);
  await until(async () => (await person.ask(stand, places).catch(() => []))[0] === 'elsewhere', () => 'what was typed is lost');
  assert.deepEqual(await person.ask(stand, places), ['elsewhere', 'published.zip']);
  await person.click(button('publish'));
  await says(person, done, 'Nothing was written yet');
  assert.equal(existsSync(join(site.root, 'elsewhere')), false);
  await person.click(button('publish'));
  await says(person, done, 'The site is in ');
  assert.ok(existsSync(join(site.root, 'elsewhere/index.html')));
});

atTheDesk('a document that was put beside the content is made a policy, with scripts off', { scripts: false }, async (person, site) => {
  site.write('imports/attendance.txt', 'Attendance\n\n1. The register\n\n1.1 Staff take the register twice a day.\n');
  await person.goTo(`${site.address}_desk/`);
  await person.click(button('import'));
  await says(person, done, 'Every word is in the policy');
  assert.match(readFileSync(join(site.root, 'content/policies/attendance.md'), 'utf8'), /take the register twice a day/);
});

atTheDesk('Tab and Enter publish, and lead to what was done', {}, async (person, site) => {
  const stops = [];
  for (let presses = 0; presses < manyTabs; presses += 1) {
    await person.press('Tab');
    const stop = await focusOnceScrolled(person);
    assert.ok(stop.isMarked && stop.isOnScreen, `${stop.what} cannot be seen to have the focus`);
    stops.push(stop.what);
    if (stop.what === 'button "Publish to the folder"') break;
  }
  assert.match(stops[0], /Skip to the main part/);
  assert.equal(stops.at(-1), 'button "Publish to the folder"');
  await person.press('Enter');
  await says(person, done, 'The site is in ');
  assert.ok(existsSync(join(site.root, 'published/index.html')));
  await until(() => person.ask(() => document.activeElement.id === '_done'), () => 'the focus is elsewhere');
});

for (const dark of [false, true])
  atTheDesk(`the desk breaks no rule of accessibility in any state, in ${dark ? 'dark' : 'light'} mode`, { needs: ['dark'], dark }, async (person, site) => {
    const faults = await faultsOf(person, 'before anything is published');
    await person.click(button('publish'));
    await says(person, done, 'The site is in ');
    faults.push(...(await faultsOf(person, 'when it is published')));
    site.change(policy, before, after);
    await says(person, words, 'Clause 1.1 has changed');
    faults.push(...(await faultsOf(person, 'when it has changed')));
    site.change(policy, good, slip);
    await says(person, words, '1 problem in 1 file');
    faults.push(...(await faultsOf(person, 'when it is broken')));
    none(faults, 'rules broken');
  });

atTheDesk('the desk fits a phone', { needs: ['narrow screen'], width: 360, height: 740 }, async (person, site) => {
  site.change(policy, good, slip);
  await says(person, words, '1 problem in 1 file');
  const widths = () => [document.documentElement.scrollWidth, innerWidth];
  const [broken, screen] = await person.ask(widths);
  assert.ok(broken <= screen, 'with a mistake');
  site.change(policy, slip, good);
  await says(person, words, 'Publish to the folder');
  assert.ok((await person.ask(widths))[0] <= screen, 'without one');
});
