// Being at the place that an address names.

import { until } from '../until.mjs';

/**
 * Opens `address` in `window` by `go`, and waits until a person would see what it names. A browser may say that a page
 * is loaded while the one before is still there, before it has gone to the `#place` in it, or before the page's script
 * has heard of the move.
 */
export async function arrive(window, address, go) {
  const { href, hash } = new URL(address);
  const [page, place] = [href.slice(0, href.length - hash.length), decodeURIComponent(hash.slice(1))];
  const before = await seen(window, pageOnView);
  await go();
  const hasLeft = async () => ![before, undefined].includes(await seen(window, pageOnView));
  if (page !== before) await until(hasLeft, () => `${before} stays where ${page} should come`);
  if (place !== '') await until(() => seen(window, isAt, place), () => `the page does not go to #${place}`);
  await window.drawn();
}

// A page that is being left answers nothing.
function seen(window, question, ...given) {
  return window.ask(question, ...given).catch(() => undefined);
}

/* In the page. */
function pageOnView() {
  return location.href.split('#')[0];
}

/* In the page. An address may name a place that is not there. */
function isAt(id) {
  const named = document.getElementById(id);
  return document.readyState === 'complete' && (named === null || named.matches(':target'));
}
