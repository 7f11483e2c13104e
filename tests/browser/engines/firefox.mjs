// Firefox, driven by Puppeteer over WebDriver BiDi.

import puppeteer from 'puppeteer-core';
import { fromFirefox } from './aloud.mjs';
import { installed } from './installed.mjs';
import { Window } from './window.mjs';

export const name = 'Firefox';

/** What this engine can be asked for; see `index.mjs`. */
export const can = new Set([
  'dark', 'forced colours', 'narrow screen', 'print', 'list requests', 'read the console', 'tell what is read aloud',
]);

/** Starts the browser with the preferences that the circumstances (see `index.mjs`) ask for. */
export function start({ scripts, dark, forcedColours }) {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: installed('FIREFOX_PATH', ['firefox-esr', 'firefox']),
    headless: true,
    args: ['--remote-allow-system-access'], // what is read aloud is asked of the browser's own window
    extraPrefsFirefox: {
      'javascript.enabled': scripts,
      'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
      'browser.display.document_color_use': forcedColours ? 2 : 1,
    },
  });
}

/** Opens a window of a started browser as `circumstances` describe. */
export function open(browser, circumstances) {
  return new FirefoxWindow(browser, circumstances).openAfresh('about:blank');
}

class FirefoxWindow extends Window {
  aloud() {
    return fromFirefox(this.page);
  }
}
