// Pointing at something in a page that may still be moving.

import { until } from '../until.mjs';

// With scripts off no page says when it has been drawn: then it has to stay where it is for so many looks.
const looks = { on: 1, off: 5 };

/**
 * Where to press for `selector`: its middle, or next to it, when all that is under way has been drawn. A browser scrolls to
 * what has just been given the focus, or to the place that the address names, when it next draws: that would put something
 * else under the pointer.
 */
export async function restingPlace(window, selector) {
  await window.drawn();
  const wanted = window.scripts ? looks.on : looks.off;
  let [place, still] = [undefined, 0];
  const rests = async () => {
    place = await window.ask(middleOf, selector);
    still = place.moved ? 0 : still + 1;
    return still >= wanted;
  };
  await until(rests, () => `${selector} does not come to rest`);
  // Two presses in one place, with no time to read between them, are a double click to a driver. So each is beside the last.
  window.presses = (window.presses ?? 0) + 1;
  return { x: place.x + 3 * (window.presses % 2), y: place.y };
}

/** Waits until the page shows what a press has done, unless the press has led away from it. */
export async function answered(window) {
  await window.drawn().catch(() => {});
}

/* In the page: the element that `selector` names and a person can see, brought into view: its middle, in CSS pixels of the window, and whether it had to move. */
function middleOf(selector) {
  const onView = [...document.querySelectorAll(selector)].find(element => element.checkVisibility({ visibilityProperty: true }));
  if (!onView) throw new Error(`nothing on view is ${selector}`);
  const before = onView.getClientRects()[0];
  onView.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = onView.getClientRects()[0];
  // What lies below the window may have no place yet.
  const moved = !before || Math.abs(left - before.left) > 1 || Math.abs(top - before.top) > 1;
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2), moved };
}

/* In the page: calls `done` when its script has done what it put off, and the page has been drawn, and drawn again. */
export function onceDrawn(done) {
  const due = typeof fingerpost === 'undefined' ? 0 : fingerpost.due;
  if (due > 0) setTimeout(() => onceDrawn(done));
  else requestAnimationFrame(() => requestAnimationFrame(() => done()));
}
