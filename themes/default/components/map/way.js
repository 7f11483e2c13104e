// The map beside the questions: the way taken is lit, the present step is marked, the rest is quiet.
fingerpost.register('way', beside => {
  const page = beside.closest('.decision');
  const view = beside.querySelector('.map');
  const drawing = beside.querySelector('.fp-map');
  const still = window.matchMedia('(prefers-reduced-motion: reduce)');

  // The journeys so far that lead to this one, itself included: their ids begin with one another.
  function stages({ id }) {
    const parts = id.split(';');
    const ids = parts.map((_, i) => parts.slice(0, i + 1).join(';'));
    const first = id.includes('=') ? ['start'] : [];
    return [...first, ...ids].map(name => document.getElementById(name)).filter(Boolean);
  }

  // The answer's place among the answers: the drawing counts them as well.
  function answerBetween(before, after) {
    return [...before.querySelectorAll('a.answer')].findIndex(link => decodeURIComponent(link.hash.slice(1)) === after.id);
  }

  const lit = step => drawing.querySelectorAll(`[role=listitem]:not([data-from]) > [data-step="${CSS.escape(step)}"]`);

  // What is lit for one answer: its arrow, its words and, where the step is drawn again at the arrow's end, that box.
  function lightAnswer(before, after) {
    const from = CSS.escape(before.dataset.step);
    const parts = [...drawing.querySelectorAll(`[data-from="${from}"][data-answer="${answerBetween(before, after)}"]`)];
    const again = parts.map(part => part.querySelector(':scope > [data-step]')).filter(Boolean);
    light([...parts, ...again]);
    return again;
  }

  function light(parts) {
    for (const part of parts) part.classList.add('fp-map-way');
  }

  function quieten() {
    for (const part of drawing.querySelectorAll('.fp-map-way, .fp-map-here')) part.classList.remove('fp-map-way', 'fp-map-here');
    drawing.querySelector('[aria-current]')?.removeAttribute('aria-current');
  }

  // Gives the box where the reader is.
  function lightWay(way) {
    let here = lit(way[0].dataset.step);
    light(here);
    for (const [i, after] of way.slice(1).entries()) {
      const again = lightAnswer(way[i], after);
      here = again.length > 0 ? again : lit(after.dataset.step);
      light(here);
    }
    return here[0];
  }

  // Moves the map alone: the page stays where it is. What was never seen elsewhere need not be seen to move.
  function bringIntoView(box, event) {
    const [outer, inner] = [view.getBoundingClientRect(), box.getBoundingClientRect()];
    view.scrollBy({
      left: inner.left + inner.width / 2 - outer.left - outer.width / 2,
      top: inner.top + inner.height / 2 - outer.top - outer.height / 2,
      behavior: still.matches || event?.type !== 'hashchange' ? 'instant' : 'smooth',
    });
  }

  function follow(event) {
    quieten();
    drawing.classList.add('fp-map-lit');
    const here = lightWay(stages(fingerpost.journey(page)));
    if (!here) return;
    here.classList.add('fp-map-here');
    here.setAttribute('aria-current', 'step');
    bringIntoView(here, event);
  }

  window.addEventListener('hashchange', follow);
  beside.addEventListener('mapshown', follow);
  follow();
});
