// Chromium, driven by Playwright.

import { chromium } from 'playwright-core';
import { installed, isRoot } from './installed.mjs';

export const name = 'Chromium';

/** What this engine can be asked for; see `index.mjs`. */
export const can = new Set(['dark', 'forced colours', 'narrow screen', 'print', 'print what an address points at', 'list requests', 'read the console']);

/** Starts a browser as `circumstances` (see `index.mjs`) describe and gives its one window. */
export async function open(circumstances) {
  const browser = await chromium.launch({
    executablePath: installed('CHROME_PATH', ['chromium', 'chromium-browser', 'google-chrome']),
    args: [...(isRoot() ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'],
  });
  const context = await browser.newContext({
    javaScriptEnabled: circumstances.scripts,
    colorScheme: circumstances.dark ? 'dark' : 'light',
    forcedColors: circumstances.forcedColours ? 'active' : 'none',
    viewport: { width: circumstances.width / circumstances.zoom, height: circumstances.height / circumstances.zoom },
    deviceScaleFactor: circumstances.zoom,
  });
  return new ChromiumWindow(browser, await context.newPage());
}

class ChromiumWindow {
  requests = [];
  complaints = [];

  constructor(browser, page) {
    this.browser = browser;
    this.page = page;
    page.on('request', request => this.requests.push(request.url()));
    page.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', error => this.complaints.push(String(error)));
  }

  async goTo(address) {
    await this.page.goto(address);
  }

  async openAfresh(address) {
    await this.page.goto('about:blank');
    await this.page.goto(address);
  }

  async click(selector) {
    await this.page.locator(selector).filter({ visible: true }).first().click({ timeout: 10_000 });
  }

  ask(question, ...given) {
    return this.page.evaluate(`(${question})(${given.map(value => JSON.stringify(value)).join(',')})`);
  }

  async back() {
    await this.page.goBack();
  }

  async forward() {
    await this.page.goForward();
  }

  async press(key) {
    await this.page.keyboard.press(key);
  }

  async resize(width, height) {
    await this.page.setViewportSize({ width, height });
  }

  /** The page as printed on A4: the bytes of a PDF. */
  printed() {
    return this.page.pdf({ format: 'A4', printBackground: false, tagged: true });
  }

  /** A PNG of the whole page, however long. */
  picture() {
    return this.page.screenshot({ fullPage: true, animations: 'disabled' });
  }

  async close() {
    await this.browser.close();
  }
}
