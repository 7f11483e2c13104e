// Pointing at something in a page that may still be moving.

import { until } from '../until.mjs';

/**
 * Where to press for `selector`: the middle of what it names, once two looks in a row find it in the same place. A browser
 * scrolls to what has just been given the focus when it next draws, which can be after the first look.
 */
export async function restingPlace(window, selector) {
  let before;
  let now = await window.ask(middleOf, selector);
  await until(
    async () => {
      [before, now] = [now, await window.ask(middleOf, selector)];
      return before.x === now.x && before.y === now.y;
    },
    () => `${selector} never comes to rest`,
  );
  return now;
}

/* In the page: the element that `selector` names and a person can see, brought into view: its middle, in CSS pixels of the window. */
function middleOf(selector) {
  const onView = [...document.querySelectorAll(selector)].find(element => element.checkVisibility({ visibilityProperty: true }));
  if (!onView) throw new Error(`nothing on view is ${selector}`);
  onView.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = onView.getClientRects()[0];
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
}
