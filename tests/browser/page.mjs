// Questions put to a page about what a person sees. Each is run inside the page, so it may use nothing from this file.

/** The decision page: which sections are on view, and the ways on and back that they offer, as ids. */
export function journeyOnView() {
  const visible = element => element.checkVisibility({ visibilityProperty: true });
  // One that only lies ready has a box, and nothing in it to be seen.
  const shown = [...document.querySelectorAll('section.journey')].filter(section => visible(section.firstElementChild));
  const idsOf = selector => shown
    .flatMap(section => [...section.querySelectorAll(selector)])
    .filter(visible)
    .map(link => link.getAttribute('href'))
    .filter(href => href.startsWith('#'))
    .map(href => decodeURIComponent(href.slice(1)));
  return {
    ids: shown.map(section => section.id),
    heading: shown[0]?.querySelector('h1, h2, h3')?.innerText.trim() ?? '',
    answers: idsOf('a.answer'),
    ways: idsOf('a.answer, .any-time a'),
    changes: idsOf('a.change'),
    outcome: shown.some(section => section.hasAttribute('data-outcome')),
  };
}

/** The decision page: every section, on view or not, with the step it shows, whether it is an ending, and the ways on, as ids. */
export function waysOnOfEveryJourney() {
  return [...document.querySelectorAll('section.journey')].map(section => ({
    id: section.id,
    step: section.dataset.step,
    outcome: section.hasAttribute('data-outcome'),
    ways: [...section.querySelectorAll('a.answer, .any-time a')].map(link => decodeURIComponent(link.getAttribute('href').slice(1))),
  }));
}

/**
 * What has the focus: its words, where it leads, whether it is on the screen, and whether it is marked: by an outline, or by
 * anything that looks otherwise without the focus. Empty when nothing has it.
 */
export function focusOnView() {
  const focus = document.activeElement;
  if (!focus || focus === document.body || focus === document.documentElement) return {};
  const outlined = element => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1.5;
  };
  const telling = ['boxShadow', 'borderTopColor', 'borderTopWidth', 'backgroundColor', 'stroke', 'strokeWidth', 'fill'];
  const look = () => [focus, ...focus.querySelectorAll('*')].flatMap(element => telling.map(name => getComputedStyle(element)[name])).join();
  const looksOtherwiseWithout = () => {
    const before = look();
    focus.blur();
    const after = look();
    focus.focus({ preventScroll: true });
    return before !== after;
  };
  const { left, top, right, bottom, width } = focus.getBoundingClientRect();
  return {
    what: `${focus.localName} "${(focus.innerText ?? focus.textContent).trim().replace(/\s+/g, ' ').slice(0, 40)}"`,
    nth: [...document.querySelectorAll('*')].indexOf(focus),
    href: focus.getAttribute('href') && decodeURIComponent(focus.getAttribute('href')),
    isOnScreen: width > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight,
    isMarked: outlined(focus) || outlined(focus.parentElement) || looksOtherwiseWithout(),
  };
}

/** A drawing: the words of it that are painted, not those that are there to be read aloud alone. */
export function paintedWords() {
  const runs = [...document.querySelectorAll('svg text')].flatMap(text => (text.querySelector('tspan') ? [...text.querySelectorAll('tspan')] : [text]));
  return runs.filter(run => getComputedStyle(run).fill !== 'none').map(run => run.textContent).join(' ');
}
