// Questions put to a page in order to point at something in it.

/** The element that `selector` names and a person can see, brought into view: its middle, in CSS pixels of the window. */
export function middleOf(selector) {
  const onView = [...document.querySelectorAll(selector)].find(element => element.checkVisibility({ visibilityProperty: true }));
  if (!onView) throw new Error(`nothing on view is ${selector}`);
  onView.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = onView.getClientRects()[0];
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
}
