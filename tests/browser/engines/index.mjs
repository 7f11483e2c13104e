// Three browser engines behind one small set of acts.
//
// `engine.open(circumstances)` gives a window of a browser, in which a person can:
//
//   goTo(address)        open an address, in the page that is there
//   openAfresh(address)  open it as if for the first time: at the top, nothing focused
//   click(selector)      click the first thing on view that the CSS selector names
//   ask(f, ...given)     run a function in the page, and get what it gives (JSON); works with scripts off as well
//   drawn()              wait until the page has been drawn with all that has been done to it
//   back() forward()     the browser's own buttons
//   press(key)           one key, as "Tab", "Shift+Tab", "Enter"
//   aloud()              what a screen reader is told, as a tree of { role, name, parts }
//   picture()            a PNG
//   printed(paper)       a PDF of the page on A4, or on other paper
//   close()
//
// `window.requests` lists the addresses asked for and `window.complaints` what the console says went wrong.
// Not every engine can do all of it: `engine.can` names what it can, and `trying` makes a test of the rest that says so.

import test, { after } from 'node:test';
import * as chromium from './chromium.mjs';
import * as firefox from './firefox.mjs';
import * as webkit from './webkit.mjs';

const usual = { scripts: true, dark: false, forcedColours: false, width: 1280, height: 900, zoom: 1 };
const patience = 900_000; // milliseconds; a hang, not slowness: WebKit walks every journey in some 200 s

/**
 * An engine with its browsers. Starting one takes longer than most tests, so a browser stays for all windows with the
 * same settings until `stop`.
 */
class Engine {
  #started = new Map();

  constructor({ name, can, start, open }) {
    Object.assign(this, { name, can, start });
    this.openIn = open;
  }

  /** Opens a window. `circumstances` says what differs from a light one of 1280 px at zoom 1, with scripts on. */
  async open(circumstances) {
    const all = { ...usual, ...circumstances };
    const settings = [all.scripts, all.dark, all.forcedColours, all.zoom].join();
    if (!this.#started.has(settings)) this.#started.set(settings, this.start(all));
    return this.openIn(await this.#started.get(settings), all);
  }

  /** Ends every browser that `open` has started. */
  async stop() {
    const started = [...this.#started.values()];
    this.#started.clear();
    for (const browser of await Promise.allSettled(started)) await browser.value?.close();
  }
}

/** The engines by name. */
export const engines = { chromium: new Engine(chromium), firefox: new Engine(firefox), webkit: new Engine(webkit) };

after(async () => {
  for (const engine of Object.values(engines)) await engine.stop();
});

// Whoever stops the tests stops the browsers as well.
process.once('SIGTERM', () => process.exit(143));

/**
 * One test for each engine. `needs` lists what the engine must be able to do; an engine that cannot is named in the
 * results as skipped, with the reason.
 */
export function trying(sentence, { needs = [], ...circumstances }, act) {
  for (const engine of Object.values(engines)) {
    const lacking = needs.filter(need => !engine.can.has(need));
    const skip = lacking.length > 0 && `${engine.name} cannot be asked for: ${lacking.join(', ')}`;
    test(`${engine.name}: ${sentence}`, { skip, timeout: patience }, async t => {
      const window = await engine.open(circumstances);
      try {
        await act(window, t);
      } finally {
        await window.close();
      }
    });
  }
}
