// A part of the script that fails takes no other part with it, and the answers work all the same.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trying } from './engines/index.mjs';
import { journeyOnView } from './page.mjs';
import { PublishedSite, siteUnderTest } from './site.mjs';
import { until } from './until.mjs';

const site = siteUnderTest();
const parts = ['decision', 'record', 'map', 'way', 'ahead'];

for (const part of parts) {
  trying(`the script's part “${part}” fails, and all others work`, {}, async person => {
    await inBrokenSite(part, async broken => {
      const [decision] = broken.decisions();
      await person.goTo(broken.fileAddress(`${decision}#${broken.endings(decision)[0]}`));
      const working = Object.fromEntries(parts.map(name => [name, name !== part]));
      assert.deepEqual(await person.ask(partsThatWork), working);
    });
  });

  trying(`the script's part “${part}” fails, and an answer still leads on`, {}, async person => {
    await inBrokenSite(part, async broken => {
      await person.goTo(broken.fileAddress(broken.decisions()[0]));
      const [answer] = (await person.ask(journeyOnView)).answers;
      await person.click(`.journey a[href="#${answer}"]`);
      await until(async () => (await person.ask(journeyOnView)).ids.join() === answer, () => `the answer ${answer} did not open alone`);
    });
  });
}

/** A copy of the site, one part of whose script throws as soon as it is built. */
async function inBrokenSite(part, act) {
  const folder = mkdtempSync(join(tmpdir(), 'broken-'));
  try {
    cpSync(site.folder, folder, { recursive: true });
    const script = join(folder, site.files().find(path => path.endsWith('/script.js')));
    const text = readFileSync(script, 'utf8');
    const opening = new RegExp(`register\\('${part}', \\w+ => \\{`);
    assert.match(text, opening);
    writeFileSync(script, text.replace(opening, found => `${found} throw new Error('broken on purpose');`));
    await act(new PublishedSite(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/* In the page: each part by something that only it does. */
function partsThatWork() {
  const has = selector => document.querySelector(selector) !== null;
  const working = { decision: has('.journey.here'), record: has('.record textarea'), map: has('div.map-tools'), way: has('.fp-map-way') };
  // Where nothing takes it up, the click follows the link, and the test would be on another page.
  window.addEventListener('click', event => event.preventDefault());
  document.querySelector('.fp-map a[data-step]').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  return { ...working, ahead: has('.ahead[open]') };
}
