// How long it takes from a save to the screen, in each browser:
//
//   FINGERPOST_PROGRAM=target/release/fingerpost node tests/browser/save-to-screen.mjs
//
// Figures, not tests: nothing here fails for being slow. The clock runs from before the file is written to when the
// browser has painted the page with the new words; the policy and the decision of `content/` are saved in turn.

import { engines } from './engines/index.mjs';
import { preview } from './preview.mjs';
import { until } from './until.mjs';

const saves = Number(process.argv[2] ?? 50);
const documents = [
  { file: 'content/policies/information-sharing.md', page: 'policies/information-sharing.html', words: 'The school recognises' },
  { file: 'content/decisions/may-i-share.yaml', page: 'decisions/may-i-share.html', words: 'Is the information confidential' },
];

for (const engine of Object.values(engines))
  for (const { file, page, words } of documents) {
    const times = await measured(engine, file, page, words);
    const at = share => Math.round(times[Math.floor(share * (times.length - 1))]);
    console.log(`${engine.name.padEnd(10)} ${page.padEnd(36)} median ${at(0.5)} ms, nine in ten ${at(0.9)} ms, slowest ${at(1)} ms of ${saves} saves`);
  }
for (const engine of Object.values(engines)) await engine.stop();

/** The milliseconds that each save took, the quickest first. */
async function measured(engine, file, page, words) {
  const [site, window] = [await preview(), await engine.open({})];
  const times = [];
  await window.goTo(site.address + page);
  for (let i = 0, before = words; i < saves; i++) {
    const now = `${words} ${i}x`;
    await window.drawn();
    const saved = Date.now();
    site.change(file, before, now);
    before = now;
    let painted;
    await until(
      async () => (painted = await window.ask(paintedAt, now).catch(() => undefined)),
      () => `never on view: ${now}`,
    );
    times.push(painted - saved);
  }
  await window.close();
  site.close();
  return times.sort((one, other) => one - other);
}

/* In the page: when it was first painted, where it has the words. */
function paintedAt(words) {
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  return paint && document.body.textContent.includes(words) ? performance.timeOrigin + paint.startTime : undefined;
}
