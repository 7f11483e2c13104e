// The site handed over in every form, opened from where it landed: a folder, an unpacked zip, one file from an e-mail, words pasted
// into another system, a frame in another page.

import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { trying } from './engines/index.mjs';
import { deadEnds, fileInside, idsAndLinks, isOurs, readEveryPage } from './linked.mjs';
import { none } from './none.mjs';
import { journeyOnView } from './page.mjs';
import { publishInEveryForm } from './published.mjs';
import { serve } from './serve.mjs';
import { until } from './until.mjs';

const published = publishInEveryForm();
after(published.forget);
const singles = ['all.html', 'policy.html', 'decision.html'];
const fragments = ['policy.txt', 'decision.txt'];

test('the archive holds what the folder holds', () => {
  const { folder, zip } = published.sites;
  assert.ok(folder.pages().length > 5);
  assert.deepEqual(zip.files(), folder.files().filter(path => !path.startsWith('.')));
  for (const path of zip.files()) assert.equal(zip.text(path), folder.text(path), path);
});

for (const [form, site] of Object.entries(published.sites)) {
  trying(`${form}: every link of every page leads to a file that came along, and nothing is asked of anybody`, {}, async person => {
    const linked = await readEveryPage(person, site, page => site.fileAddress(page));
    none(deadEnds(site, linked, address => fileInside(address, site.root)), 'links that lead nowhere');
    none(asksElsewhere(person, site.root), 'asked for beside the site');
    none(person.complaints ?? [], 'the console says');
  });
}

for (const name of singles) {
  trying(`${name}: complete in itself, with its style, every link to a place in it or to the web`, {}, async person => {
    await person.goTo(published.address(name));
    const { ids, links } = await person.ask(idsAndLinks);
    const own = published.address(name);
    const places = links.filter(isOurs).map(address => (address.startsWith(`${own}#`) ? decodeURIComponent(address.split('#')[1]) : address));
    none(places.filter(place => !ids.includes(place)), 'links that lead nowhere');
    assert.notEqual(await person.ask(() => getComputedStyle(document.documentElement).getPropertyValue('--paper')), '', 'the style is not at work');
    none(asksElsewhere(person, own), 'asked for beside the file');
    none(person.complaints ?? [], 'the console says');
  });
}

for (const scripts of [true, false]) {
  trying(`decision.html: answers lead to an ending and its record, scripts ${scripts ? 'on' : 'off'}`, { scripts }, async person => {
    await person.goTo(published.address('decision.html'));
    while (!(await person.ask(journeyOnView)).outcome) await answer(person);
    const boxes = await person.ask(() => [...document.querySelectorAll('.record textarea')].filter(box => box.checkVisibility()).length);
    assert.equal(boxes > 0, scripts, `${boxes} boxes to type in`);
    none(asksElsewhere(person, published.address('decision.html')), 'asked for while answering');
    none(person.complaints ?? [], 'the console says');
  });
}

async function answer(person) {
  const { answers } = await person.ask(journeyOnView);
  await person.click(`.journey a[href="#${answers[0]}"]`);
  await until(
    async () => (await person.ask(journeyOnView)).ids[0] === answers[0],
    () => `the answer ${answers[0]} did not open`,
  );
}

for (const name of fragments) {
  trying(`${name}: pasted into a page that lets no style and no script through, all its words and addresses stay`, {}, async person => {
    const inside = published.text(name);
    published.write(`${name}.html`, `<!doctype html><meta charset="utf-8"><title>Pasted</title><main>${inside}</main>\n`);
    await person.goTo(published.address(`${name}.html`));
    const words = await person.ask(() => document.querySelector('main').innerText);
    const lost = await person.ask(leaveWhatWordPressLeaves, [...allowed]);
    none(lost, 'what WordPress would take out');
    assert.equal(await person.ask(() => document.querySelector('main').innerText), words);
    const { ids, links } = await person.ask(idsAndLinks);
    const places = links.filter(address => address.includes('.txt.html#')).map(address => decodeURIComponent(address.split('#')[1]));
    assert.ok(places.length > 5, `${places.length} links to places in it`);
    none(places.filter(place => !ids.includes(place)), 'links that lead nowhere');
    none(asksElsewhere(person, published.address(`${name}.html`)), 'asked for beside the page');
  });
}

test('the clauses of a pasted policy keep their addresses', () => {
  for (const clause of ['1.1', '2.3.c', '2.3.f']) assert.match(published.text('policy.txt'), new RegExp(`id="${clause}"`));
});

for (const [what, frame, page] of [
  ['the decision as one file', 'decision.html', ''],
  ['the folder', 'school web/', 'decisions/may-i-share.html'],
]) {
  trying(`in a frame of another page, ${what} can be answered to the end`, {}, async person => {
    published.write('frame.html', `<!doctype html><meta charset="utf-8"><title>School</title><iframe title="May I share?" width="900" height="700" src="${frame}${page}"></iframe>\n`);
    const web = await serve(published.whole);
    try {
      await person.goTo(`${web.address}frame.html`);
      await until(() => person.ask(frameIsThere), () => 'the frame stays empty');
      await person.ask(answerInFrameToTheEnd);
      await until(() => person.ask(frameShowsAnEnding), () => 'no ending is shown in the frame');
      none(web.missed().filter(path => path !== '/favicon.ico'), 'asked for and not there');
      none(asksElsewhere(person, web.address), 'asked for elsewhere');
    } finally {
      await web.close();
    }
  });
}

/** Browsers use `data:` and `about:` for parts of themselves. Engines that cannot list requests list none. */
function asksElsewhere(person, root) {
  return (person.requests ?? []).filter(address => !address.startsWith(root) && !/^(data|about):/.test(address));
}

/**
 * What WordPress lets people paste who may not paste anything: elements, and attributes besides `id`, `lang` and `dir`, which any
 * element may have. Of its list (wp-includes/kses.php) only what could be in a fragment.
 */
const allowed = new Map(Object.entries({
  a: ['href'], ol: ['start', 'type'], ul: ['type'], td: ['scope', 'colspan', 'rowspan'], th: ['scope', 'colspan', 'rowspan'],
  ...Object.fromEntries(
    'blockquote br caption cite dd div dl dt em h1 h2 h3 h4 h5 h6 hr li p span strong sub sup table tbody thead tr'.split(' ').map(name => [name, []]),
  ),
}));

/* In the page: takes out what is not allowed, and says what that was. */
function leaveWhatWordPressLeaves(list) {
  const known = new Map(list);
  const lost = [];
  for (const element of document.querySelectorAll('main *')) {
    const name = element.localName;
    if (!known.has(name)) {
      lost.push(`<${name}>`);
      element.replaceWith(...element.childNodes);
      continue;
    }
    for (const { name: attribute } of [...element.attributes]) {
      if (['id', 'lang', 'dir', ...known.get(name)].includes(attribute)) continue;
      lost.push(`${attribute} of <${name}>`);
      element.removeAttribute(attribute);
    }
  }
  return lost;
}

/* In the page. */
function frameIsThere() {
  const inside = document.querySelector('iframe').contentDocument;
  return inside?.readyState === 'complete' && inside.querySelector('.journey') !== null;
}

/* In the page: follows the first answer on view until there is none. */
async function answerInFrameToTheEnd() {
  const { contentDocument: inside, contentWindow: frame } = document.querySelector('iframe');
  const first = () => [...inside.querySelectorAll('.journey a.answer')].find(link => link.checkVisibility());
  for (let next = first(); next; next = first()) {
    const changed = new Promise(done => frame.addEventListener('hashchange', done, { once: true }));
    next.click();
    await changed;
  }
}

/* In the page. */
function frameShowsAnEnding() {
  const inside = document.querySelector('iframe').contentDocument;
  return [...inside.querySelectorAll('.journey[data-outcome]')].some(section => section.firstElementChild.checkVisibility());
}
