// The figures of a published site: how heavy its pages are, what Lighthouse says of each as a phone would have it, and how long
// an answer takes to lead on, and when the processor is slowed to a quarter. Prints a table for the README; asserts nothing.
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
const rounds = 40;
// Nobody answers sooner, in milliseconds: the page uses the time to lay out where the answers lead.
const reading = 500;
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
  for (const path of site.decisions()) {
    const page = await browser.newPage();
    await page.setViewport(phone);
    await page.emulateCPUThrottling(slowed);
    await page.goto(served.address + path);
    await page.tracing.start({ categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] });
    for (let round = 0; round < rounds; round += 1) await tapOnce(page);
    const { traceEvents } = JSON.parse(new TextDecoder().decode(await page.tracing.stop()));
    const work = workOfAnswers(traceEvents).sort((a, b) => a - b);
    const [median, longest] = [work[work.length >> 1], work.at(-1)].map(figure => figure.toFixed(1));
    say(path, `${work.length} answers, the processor ${slowed === 1 ? 'as it is' : `slowed ${slowed} times`}: median ${median} ms, longest ${longest} ms`);
    await page.close();
  }
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

async function tapOnce(page) {
  const answer = await page.$('.journey.here a.answer');
  await (answer === null ? page.evaluate(() => { location.hash = ''; }) : answer.tap());
  await page.evaluate(pause => new Promise(read => requestAnimationFrame(() => setTimeout(read, pause))), reading);
}

function say(what, figure) {
  process.stdout.write(`${what}: ${figure}\n`);
}
