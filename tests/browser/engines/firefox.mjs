// Firefox, driven by Puppeteer over WebDriver BiDi.

import puppeteer from 'puppeteer-core';
import { installed } from './installed.mjs';
import { middleOf } from './pointing.mjs';

export const name = 'Firefox';

/** What this engine can be asked for; see `index.mjs`. On paper Firefox forgets which part of a page is the `:target`. */
export const can = new Set(['dark', 'forced colours', 'narrow screen', 'print', 'list requests', 'read the console']);

/** Starts a browser as `circumstances` (see `index.mjs`) describe and gives its one window. */
export async function open(circumstances) {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: installed('FIREFOX_PATH', ['firefox-esr', 'firefox']),
    headless: true,
    extraPrefsFirefox: preferences(circumstances),
  });
  const window = new FirefoxWindow(browser, circumstances);
  await window.openAfresh('about:blank');
  return window;
}

function preferences(circumstances) {
  return {
    'javascript.enabled': circumstances.scripts,
    'layout.css.prefers-color-scheme.content-override': circumstances.dark ? 0 : 1,
    'browser.display.document_color_use': circumstances.forcedColours ? 2 : 1,
  };
}

class FirefoxWindow {
  requests = [];
  complaints = [];

  constructor(browser, circumstances) {
    this.browser = browser;
    this.circumstances = circumstances;
  }

  // A page that Firefox starts with, or that Tab has left, has no focus to show: the address bar keeps it.
  async openAfresh(address) {
    const before = this.page;
    this.page = await this.browser.newPage();
    this.listen();
    const { width, height, zoom } = this.circumstances;
    await this.page.setViewport({ width: width / zoom, height: height / zoom, deviceScaleFactor: zoom });
    await before?.close();
    if (address !== 'about:blank') await this.goTo(address);
  }

  listen() {
    this.page.on('request', request => this.requests.push(request.url()));
    this.page.on('console', message => {
      if (['error', 'warn'].includes(message.type())) this.complaints.push(message.text());
    });
    this.page.on('pageerror', error => this.complaints.push(String(error)));
  }

  async goTo(address) {
    await this.page.goto(address);
  }

  // Puppeteer's own click waits for a script in the page, which never comes when scripts are off.
  async click(selector) {
    const { x, y } = await this.ask(middleOf, selector);
    await this.page.mouse.click(x, y);
  }

  ask(question, ...given) {
    return this.page.evaluate(`(${question})(${given.map(value => JSON.stringify(value)).join(',')})`);
  }

  async back() {
    await this.ask(() => history.back());
  }

  async forward() {
    await this.ask(() => history.forward());
  }

  async press(key) {
    const keys = key.split('+');
    for (const held of keys.slice(0, -1)) await this.page.keyboard.down(held);
    await this.page.keyboard.press(keys.at(-1));
    for (const held of keys.slice(0, -1).reverse()) await this.page.keyboard.up(held);
  }

  async resize(width, height) {
    await this.page.setViewport({ width, height });
  }

  printed() {
    return this.page.pdf({ format: 'A4' });
  }

  picture() {
    return this.page.screenshot();
  }

  async close() {
    await this.browser.close();
  }
}
