// Chromium, driven by Puppeteer.

import puppeteer from 'puppeteer-core';
import { fromChromium } from './aloud.mjs';
import { installed, isRoot } from './installed.mjs';
import { Window } from './window.mjs';

export const name = 'Chromium';

/** What this engine can be asked for; see `index.mjs`. */
export const can = new Set([
  'dark', 'forced colours', 'narrow screen', 'print', 'list requests', 'read the console', 'tell what is read aloud',
]);

/** Starts the browser. */
export function start() {
  return puppeteer.launch({
    executablePath: installed('CHROME_PATH', ['chromium', 'chromium-browser', 'google-chrome']),
    headless: true,
    args: [...(isRoot() ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'],
  });
}

/** Opens a window of a started browser as `circumstances` (see `index.mjs`) describe. */
export function open(browser, circumstances) {
  return new ChromiumWindow(browser, circumstances, page => prepare(page, circumstances)).openAfresh('about:blank');
}

async function prepare(page, circumstances) {
  await page.setJavaScriptEnabled(circumstances.scripts);
  const devtools = await page.createCDPSession();
  await devtools.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: circumstances.dark ? 'dark' : 'light' },
      { name: 'forced-colors', value: circumstances.forcedColours ? 'active' : 'none' },
    ],
  });
}

class ChromiumWindow extends Window {
  aloud() {
    return fromChromium(this.page);
  }
}
