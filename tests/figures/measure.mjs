// The figures of a published site: how heavy its pages are, what Lighthouse says of each as a phone would have it, and how long
// an answer takes to lead on when the processor is slowed to a quarter. Prints a table for the README; asserts nothing.
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
const slowed = 4;
const phone = { width: 360, height: 740, isMobile: true, hasTouch: true };
const rounds = 20;

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
  await time();
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

/** From the tap on an answer to the picture of the next question, in milliseconds as the browser's own event timing gives them. */
async function time() {
  for (const path of site.decisions()) {
    const page = await browser.newPage();
    await page.setViewport(phone);
    await page.emulateCPUThrottling(slowed);
    await page.goto(served.address + path);
    await page.evaluate(() => {
      window.taps = [];
      const keep = list => window.taps.push(...list.getEntries().filter(entry => entry.name === 'click').map(entry => entry.duration));
      new PerformanceObserver(keep).observe({ type: 'event', durationThreshold: 16, buffered: true });
    });
    for (let round = 0; round < rounds; round += 1) await tapOnce(page);
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 100))));
    const taps = (await page.evaluate(() => window.taps)).sort((a, b) => a - b);
    const slow = taps.length;
    say(path, `${rounds} answers at a processor slowed ${slowed} times: ${rounds - slow} under 16 ms, longest ${taps.at(-1) ?? 'under 16'} ms`);
    await page.close();
  }
}

async function tapOnce(page) {
  const answer = await page.$('.journey.here a.answer');
  if (answer === null) return page.evaluate(() => { location.hash = ''; });
  return answer.tap();
}

function say(what, figure) {
  process.stdout.write(`${what}: ${figure}\n`);
}
