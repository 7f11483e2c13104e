// The figures of a published site: how heavy its pages are, what Lighthouse says of each as a phone would have it, and how long
// an answer takes to lead on, also when the processor is slowed to a quarter. Prints them for the README; asserts nothing.
//
//   npm --prefix tests/browser ci --ignore-scripts && npm --prefix tests/figures ci --ignore-scripts
//   node tests/figures/measure.mjs site

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';
import { installed, isRoot } from '../browser/engines/installed.mjs';
import { serve } from '../browser/serve.mjs';
import { PublishedSite } from '../browser/site.mjs';

const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const phone = { width: 360, height: 740, isMobile: true, hasTouch: true };
const rounds = 5;
// Nobody answers sooner, in milliseconds: the page uses the time to lay out where the answers lead.
const reading = 300;
// What a browser takes at the least: a page of two sentences, and a line of script that shows one in the place of the other.
// The slowing itself stops a page now and then, so no figure of a slowed page says much without this one beside it.
const barest = `<!doctype html><meta name="viewport" content="width=device-width"><style>.journey:not(.here){display:none}</style>
<main><p class="journey here" id="start"><a class="answer" href="#one">One</a><p class="journey" id="one"><a class="answer" href="#start">Two</a></main>
<script>addEventListener('click', event => {
  event.preventDefault();
  for (const one of document.querySelectorAll('.journey')) one.classList.toggle('here', '#' + one.id === event.target.hash);
  setTimeout(() => { location.hash = event.target.hash; }, 50);
});
addEventListener('hashchange', () => {
  for (const one of document.querySelectorAll('.journey')) one.classList.toggle('here', '#' + one.id === location.hash);
});</script>`;
// What a page's thread does for a picture, as Chromium names it.
const pictured = new Set(['EventDispatch', 'FireAnimationFrame', 'UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit']);

const site = new PublishedSite(process.argv[2] ?? 'site');
const served = await serve(site, '/', { squeezed: true });
const browser = await puppeteer.launch({
  executablePath: installed('CHROME_PATH', ['chromium', 'chromium-browser', 'google-chrome']),
  headless: true,
  args: [...(isRoot() ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'],
});
try {
  await weigh();
  await ask();
  for (const slowed of [1, 4]) await time(slowed);
} finally {
  await browser.close();
  await served.close();
}

/** What travels, in bytes after gzip. */
async function weigh() {
  const heavy = site.files().filter(path => /\.(html|css|js)$/.test(path));
  for (const path of heavy) say(path, `${gzipSync(readFileSync(join(site.folder, path)), { level: 9 }).length} bytes`);
}

/** Lighthouse's four marks, each of 100. Pages let nothing ask for anything, not even Lighthouse for robots.txt, so that is lifted. */
async function ask() {
  for (const path of site.pages()) {
    const page = await browser.newPage();
    await page.setBypassCSP(true);
    const { lhr } = await lighthouse(served.address + path, { onlyCategories: categories, logLevel: 'error' }, undefined, page);
    const marks = categories.map(name => `${name} ${Math.round(lhr.categories[name].score * 100)}`);
    say(path, marks.join(', '));
    await page.close();
  }
}

/** From the tap on an answer to the picture of what comes next: how long the page's own thread is at work, in milliseconds. */
async function time(slowed) {
  for (const path of site.decisions()) await timeAnswers(path, slowed, page => page.goto(served.address + path));
  await timeAnswers('a page of two sentences', slowed, page => page.setContent(barest), 20);
}

/** Every answer of every journey is tapped as often as there are rounds. */
async function timeAnswers(name, slowed, open, times = 1) {
  const page = await browser.newPage();
  await page.setViewport(phone);
  await page.emulateCPUThrottling(slowed);
  await open(page);
  const answers = await page.$$eval('.journey a.answer', links => links.map(link => [link.closest('.journey').id, link.getAttribute('href')]));
  const taps = Array(rounds * times).fill(answers).flat();
  await page.tracing.start({ categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  for (const tap of taps) await tapOnce(page, ...tap);
  const { traceEvents } = JSON.parse(new TextDecoder().decode(await page.tracing.stop()));
  const work = workOfAnswers(traceEvents);
  const medians = answers.map((_, answer) => part(work.filter((_, tap) => tap % answers.length === answer), .5));
  const [half, most, longest, slowest] = [part(work, .5), part(work, .9), part(work, 1), part(medians, 1)].map(figure => figure.toFixed(1));
  say(name, `${work.length} taps on ${answers.length} answers, the processor ${slowed === 1 ? 'as it is' : `slowed ${slowed} times`}: `
    + `half within ${half} ms, nine tenths within ${most}, all within ${longest}; the slowest answer's median ${slowest}`);
  await page.close();
}

/** The figure that so great a part of all figures does not exceed. */
function part(figures, share) {
  return [...figures].sort((a, b) => a - b)[Math.ceil(figures.length * share) - 1];
}

/** For each click in a trace, the time that its thread worked until the next picture went to the screen; waiting is not work. */
function workOfAnswers(trace) {
  const events = trace.filter(({ ph }) => ph === 'X').sort((a, b) => a.ts - b.ts);
  const clicks = events.filter(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'click');
  return clicks.map(click => {
    const here = events.filter(({ pid, tid, ts }) => pid === click.pid && tid === click.tid && ts >= click.ts);
    const parts = here.slice(0, here.findIndex(({ name }) => name === 'Commit') + 1).filter(({ name }) => pictured.has(name));
    return sum(parts.filter(part => !parts.some(outer => holds(outer, part))).map(({ tdur }) => tdur / 1000));
  });
}

function holds(outer, { ts }) {
  return outer.ts < ts && ts < outer.ts + outer.dur;
}

function sum(figures) {
  return figures.reduce((all, figure) => all + figure, 0);
}

async function tapOnce(page, journey, answer) {
  await page.evaluate(id => { location.hash = id; scrollTo(0, 0); }, journey);
  await rest(page);
  const link = await page.$(`.journey.here a.answer[href="${answer}"]`);
  await link.tap();
  await rest(page);
}

/** A picture, and the time that a person takes to read it. */
function rest(page) {
  return page.evaluate(pause => new Promise(read => requestAnimationFrame(() => setTimeout(read, pause))), reading);
}

function say(what, figure) {
  process.stdout.write(`${what}: ${figure}\n`);
}
