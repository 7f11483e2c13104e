// Three browser engines behind one small set of acts.
//
// `engine.open(circumstances)` starts a browser and gives its window, which a person can:
//
//   goTo(address)      open an address, in the page that is there
//   openAfresh(address) open it as if for the first time: at the top, nothing focused
//   click(selector)    click the first thing on view that the CSS selector names
//   ask(f, ...given)   run a function in the page, and get what it gives (JSON); works with scripts off as well
//   back() forward()   the browser's own buttons
//   press(key)         one key, as "Tab", "Shift+Tab", "Enter"
//   resize(w, h)       make the window another size, in CSS pixels
//   picture()          a PNG
//   printed()          a PDF of the page on A4
//   close()
//
// `window.requests` lists the addresses asked for and `window.complaints` what the console says went wrong.
// Not every engine can do all of it: `engine.can` names what it can, and `trying` makes a test of the rest that says so.

import test from 'node:test';
import * as chromium from './chromium.mjs';
import * as firefox from './firefox.mjs';
import * as webkit from './webkit.mjs';

const usual = { scripts: true, dark: false, forcedColours: false, width: 1280, height: 900, zoom: 1 };

/** The engines by name. `open` takes only what differs from an ordinary light 1280 px window with scripts on. */
export const engines = {
  chromium: withUsual(chromium),
  firefox: withUsual(firefox),
  webkit: withUsual(webkit),
};

function withUsual(engine) {
  return { name: engine.name, can: engine.can, open: circumstances => engine.open({ ...usual, ...circumstances }) };
}

/**
 * One test for each engine. `needs` lists what the engine must be able to do; an engine that cannot is named in the
 * results as skipped, with the reason.
 */
export function trying(sentence, { needs = [], ...circumstances }, act) {
  for (const engine of Object.values(engines)) {
    const lacking = needs.filter(need => !engine.can.has(need));
    const skip = lacking.length > 0 && `${engine.name} cannot be asked for: ${lacking.join(', ')}`;
    test(`${engine.name}: ${sentence}`, { skip, timeout: 240_000 }, async t => {
      const window = await engine.open(circumstances);
      try {
        await act(window, t);
      } finally {
        await window.close();
      }
    });
  }
}
