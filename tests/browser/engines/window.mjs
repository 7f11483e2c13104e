// A window of Chromium or Firefox, both driven by Puppeteer.

import { arrive } from './arriving.mjs';
import { answered, onceDrawn, restingPlace } from './pointing.mjs';

/** The acts that `index.mjs` lists, in one page of a browser that Puppeteer has started. */
export class Window {
  requests = [];
  complaints = [];

  /** `prepare(page)` makes a new page as the circumstances ask. */
  constructor(browser, { scripts, width, height, zoom }, prepare = async () => {}) {
    this.browser = browser;
    this.scripts = scripts;
    this.size = { width: width / zoom, height: height / zoom, deviceScaleFactor: zoom };
    this.prepare = prepare;
  }

  // A page that the browser starts with, or that Tab has left, has no focus to show: the address bar keeps it.
  async openAfresh(address) {
    const before = this.page;
    this.page = await this.browser.newPage();
    this.listen();
    await this.page.setViewport(this.size);
    await this.prepare(this.page);
    await before?.close();
    if (address !== 'about:blank') await this.goTo(address);
    return this;
  }

  listen() {
    this.page.on('request', request => this.requests.push(request.url()));
    this.page.on('console', message => {
      if (['error', 'warn', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    this.page.on('pageerror', error => this.complaints.push(String(error)));
  }

  async goTo(address) {
    await arrive(this, address, () => this.page.goto(address));
  }

  // Puppeteer's own click waits for a script in the page, which never comes when scripts are off.
  async click(selector) {
    const { x, y } = await restingPlace(this, selector);
    await this.page.mouse.click(x, y);
    await answered(this);
  }

  // With scripts off the page calls nothing back, and gives nothing the focus.
  async drawn() {
    if (this.scripts) await this.page.evaluate(`new Promise(${onceDrawn})`);
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

  async printed(paper = 'A4') {
    return Buffer.from(await this.page.pdf({ format: paper, preferCSSPageSize: true, printBackground: false }));
  }

  async picture() {
    return Buffer.from(await this.page.screenshot({ fullPage: true }));
  }

  async close() {
    await this.page.close();
  }
}
