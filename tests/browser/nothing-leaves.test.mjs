// A worried person's answers are nobody else's business: nothing is asked of another machine, nothing is asked for
// after the page is there, and nothing is kept.

import assert from 'node:assert/strict';
import test from 'node:test';
import { trying } from './engines/index.mjs';
import { none } from './none.mjs';
import { journeyOnView } from './page.mjs';
import { serve } from './serve.mjs';
import { siteUnderTest } from './site.mjs';
import { until } from './until.mjs';

const site = siteUnderTest();

test('there are pages to watch', () => assert.notEqual(site.pages().length, 0));

trying('on the web, every page asks only its own site, and only for files that are there', {}, async person => {
  const web = await serve(site);
  try {
    for (const page of site.pages()) await openAndListen(person, page, web);
    none(web.missed(), 'asked for and not there');
    none(web.asked.filter(({ headers }) => headers.cookie).map(({ path }) => path), 'asked for with a cookie');
  } finally {
    await web.close();
  }
});

async function openAndListen(person, page, web) {
  await person.goTo(web.address + page);
  const loaded = await person.ask(() => performance.getEntriesByType('resource').map(({ name }) => name));
  none([...loaded, ...person.requests].filter(address => leaves(address, `${web.origin}/`)), `${page} asks elsewhere`);
}

trying('from a folder, every page opens nothing but files of the site', { needs: ['list requests'] }, async person => {
  for (const page of site.pages()) await person.goTo(site.fileAddress(page));
  none(person.requests.filter(address => leaves(address, site.root)), 'opened beside the site');
});

/** Browsers use `data:` and `about:` for parts of themselves; nothing is sent for those. */
function leaves(address, root) {
  return !address.startsWith(root) && !/^(data|about):/.test(address);
}

for (const decision of site.decisions()) {
  trying(`${decision}: answering to the end asks for nothing more, on the web`, {}, async person => {
    const web = await serve(site);
    try {
      await person.goTo(web.address + decision);
      await answerAndListen(person, web);
    } finally {
      await web.close();
    }
  });

  trying(`${decision}: after answering, the browser has kept nothing`, {}, async person => {
    const web = await serve(site);
    try {
      await person.goTo(web.address + decision);
      await answerToTheEnd(person);
      assert.deepEqual(await person.ask(whatIsKept), { cookies: '', local: 0, session: 0, databases: [], caches: [], workers: 0 });
    } finally {
      await web.close();
    }
  });
}

async function answerAndListen(person, web) {
  const before = web.asked.length;
  const requested = person.requests.length;
  await answerToTheEnd(person);
  none(await askedSince(before, person, web), 'asked for while answering');
  none(person.requests.slice(requested).filter(address => leaves(address, web.address)), 'asked for while answering');
}

/** What the site was asked for after the first `before` requests. Browsers fetch the icon of a tab when they like. */
async function askedSince(before, person, web) {
  const icons = await person.ask(() => [...document.querySelectorAll('link[rel~=icon]')].map(({ href }) => new URL(href).pathname));
  return web.asked.slice(before).map(({ path }) => path).filter(path => !icons.includes(path));
}

/** Takes the first answer every time, and opens what can be opened on the way. */
async function answerToTheEnd(person) {
  for (;;) {
    const here = await person.ask(journeyOnView);
    await person.ask(openEveryDisclosure);
    if (here.outcome) return;
    await person.click(`.journey a[href="#${here.answers[0]}"]`);
    await until(
      async () => (await person.ask(journeyOnView)).ids[0] === here.answers[0],
      () => `the answer ${here.answers[0]} did not open`,
    );
  }
}

trying('no page has anything to complain about in the console', { needs: ['read the console'] }, async person => {
  for (const page of site.pages()) await person.goTo(site.fileAddress(page));
  none(person.complaints, 'the console says');
});

trying('every page carries a policy that forbids all but its own files', {}, async person => {
  for (const page of site.pages()) {
    await person.goTo(site.fileAddress(page));
    const policy = await person.ask(() => document.querySelector('meta[http-equiv="Content-Security-Policy" i]')?.content ?? '');
    for (const part of ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'"])
      assert.ok(policy.includes(part), `${page}: its content security policy lacks ${part}: "${policy}"`);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/, `${page}: its content security policy is too wide`);
  }
});

trying('the browser holds a page to that policy: a script cannot ask for anything', {}, async person => {
  const web = await serve(site);
  try {
    await person.goTo(web.address);
    const before = web.asked.length;
    assert.equal(await person.ask(tryToFetch), 'refused');
    none(await askedSince(before, person, web), 'asked for by a script');
  } finally {
    await web.close();
  }
});

/* In the page. */
function openEveryDisclosure() {
  for (const disclosure of document.querySelectorAll('details')) disclosure.open = true;
}

/* In the page. */
async function whatIsKept() {
  return {
    cookies: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: await indexedDB.databases(),
    caches: 'caches' in window ? await caches.keys() : [],
    workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
  };
}

/* In the page. */
async function tryToFetch() {
  try {
    await fetch('index.html?leak');
    return 'allowed';
  } catch {
    return 'refused';
  }
}
