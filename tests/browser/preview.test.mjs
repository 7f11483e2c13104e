// The office: save in an editor, look at the browser. Nothing that was on view may move.

import assert from 'node:assert/strict';
import { trying } from './engines/index.mjs';
import { preview } from './preview.mjs';
import { until } from './until.mjs';

const policy = 'content/policies/information-sharing.md';
const titled = 'title: "Information sharing:';
const decision = 'content/decisions/may-i-share.yaml';

/** Runs `act` with a person and a preview of their own. */
function writing(sentence, act) {
  trying(sentence, {}, async person => {
    const site = await preview();
    try {
      await act(person, site);
    } finally {
      site.close();
    }
  });
}

const shows = words => document.body.innerText.includes(words);
const shown = (person, words) => until(() => answered(person, shows, words), () => `never on view: ${words}`);

/** Asks the page; while it is being loaded again it has no answer. */
const answered = (person, question, ...given) => person.ask(question, ...given).catch(() => undefined);

writing('a save is on view, and the place on the page stays', async (person, site) => {
  await person.goTo(`${site.address}policies/information-sharing.html`);
  const before = await person.ask(() => {
    const clause = document.getElementById('2.3');
    clause.scrollIntoView({ behavior: 'instant' });
    clause.querySelector('a').focus({ preventScroll: true });
    return clause.getBoundingClientRect().top;
  });
  site.change(policy, 'The school recognises', 'The school really recognises');
  await shown(person, 'really recognises');
  await until(
    () => answered(person, top => Math.abs(document.getElementById('2.3').getBoundingClientRect().top - top) < 3, before),
    async () => `the place was lost: ${JSON.stringify([before, await person.ask(() => [document.getElementById('2.3').getBoundingClientRect().top, scrollY, document.documentElement.scrollHeight, innerHeight, sessionStorage.length])])} ${person.complaints}`,
  );
  await until(() => answered(person, () => document.activeElement.closest('[id]')?.id === '2.3'), () => 'the focus is lost');
});

writing('a save keeps the journey, and what was opened', async (person, site) => {
  const journey = '#required-by-law=no;purpose=yes';
  await person.goTo(`${site.address}decisions/may-i-share.html${journey}`);
  const opened = () => [...document.querySelectorAll('.journey:target details')].map(details => details.open);
  await person.ask(() => document.querySelectorAll('.journey:target details').forEach(details => (details.open = true)));
  site.change(decision, 'ask: Is the information confidential?', 'ask: Is the information really confidential?');
  await shown(person, 'really confidential');
  assert.equal(await person.ask(() => decodeURIComponent(location.hash)), journey);
  await until(async () => (await answered(person, opened))?.every(Boolean), () => 'what was opened is shut');
});

writing('a change of style comes without loading the page again', async (person, site) => {
  await person.goTo(site.address);
  await person.ask(() => void (document.body.dataset.same = 'yes'));
  site.write('themes/default/css/zz-own.css', 'h1 { letter-spacing: 7px !important; }');
  await until(
    () => answered(person, () => getComputedStyle(document.querySelector('h1')).letterSpacing === '7px'),
    () => 'the style never came',
  );
  assert.equal(await person.ask(() => document.body.dataset.same), 'yes');
});

writing('a mistake is laid over the page, and goes when it is mended', async (person, site) => {
  const panel = () => document.getElementById('fingerpost-preview')?.shadowRoot.textContent ?? '';
  await person.goTo(`${site.address}policies/information-sharing.html`);
  const before = await person.ask(() => document.querySelector('main').innerText);
  site.change(policy, titled, 'titel: "Information sharing:');
  await until(async () => (await answered(person, panel))?.includes('(unknown-key)'), () => 'the mistake was never told');
  assert.equal(await person.ask(() => document.querySelector('main').innerText), before);
  site.change(policy, 'titel: "Information sharing:', titled);
  await until(async () => (await answered(person, panel)) === '', () => 'the mistake never went');
});
