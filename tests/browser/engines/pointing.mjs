// Pointing at something in a page that may still be moving.

/**
 * Where to press for `selector`: its middle, when all that is under way has been drawn. A browser scrolls to what has just
 * been given the focus when it next draws, which would put something else under the pointer.
 */
export async function restingPlace(window, selector) {
  await window.drawn();
  return window.ask(middleOf, selector);
}

/** Waits until the page shows what a press has done, unless the press has led away from it. */
export async function answered(window) {
  await window.drawn().catch(() => {});
}

/* In the page: the element that `selector` names and a person can see, brought into view: its middle, in CSS pixels of the window. */
function middleOf(selector) {
  const onView = [...document.querySelectorAll(selector)].find(element => element.checkVisibility({ visibilityProperty: true }));
  if (!onView) throw new Error(`nothing on view is ${selector}`);
  onView.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = onView.getClientRects()[0];
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
}

/* In the page: calls `done` when the page has been drawn, and drawn again. */
export function onceDrawn(done) {
  requestAnimationFrame(() => requestAnimationFrame(() => done()));
}
