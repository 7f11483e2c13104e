// The decision page. The style sheet shows the journey that the address names; this moves the reader there.
fingerpost.register('decision', page => {
  const start = page.querySelector('#start');
  const lost = page.querySelector('.lost');
  const pageTitle = document.title;
  let shown = start;

  const isKnown = () => location.hash.length < 2 || fingerpost.named() !== null;

  function tell(journey) {
    const question = journey.querySelector('.ask').textContent;
    document.title = journey === start ? pageTitle : `${question} – ${pageTitle}`;
    lost.hidden = isKnown();
  }

  const goalOf = link => document.getElementById(decodeURIComponent(link.hash.slice(1)));

  // On paper Firefox forgets which part of the page is the target of the address, so the style sheet needs a class.
  function mark(journey) {
    if (journey.matches('.here')) return;
    shown.classList.replace('here', 'ready');
    journey.classList.remove('ready');
    journey.classList.add('here');
    document.body.classList.toggle('under-way', journey !== start);
    shown = journey;
  }

  // The next picture is the next question. To go to its address takes a slow phone longer than a frame, so that comes after.
  // Starting again takes the place of the ending in the history of this page: Back does not lead to the old answers.
  function follow(event) {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const goal = goalOf(link);
    const journey = goal?.closest('.journey');
    if (!journey) return;
    event.preventDefault();
    // The second press of a double click is no answer to the next question, which stands in the same place by then.
    if (event.detail > 1) return;
    mark(journey);
    if (goal === journey) goal.scrollIntoView({ behavior: 'instant' });
    fingerpost.afterPicture(() => location[link.matches('.start-again') ? 'replace' : 'assign'](link.href));
  }

  // Measuring makes the browser lay out what cannot be seen yet.
  function layOut(journey) {
    journey.classList.add('ready');
    journey.firstElementChild.getBoundingClientRect();
  }

  // While the reader reads, the browser lays out where the answers lead, and puts away where they led before: each
  // journey that lies ready makes the next picture a little later.
  function prepare(journey) {
    const next = [...journey.querySelectorAll('a.answer, .any-time a')].map(goalOf).filter(way => way?.matches('.journey:not(.here)'));
    for (const before of page.querySelectorAll('.journey.ready')) before.classList.toggle('ready', next.includes(before));
    const layOutNext = () => {
      const way = journey === shown && next.shift();
      if (!way) return;
      layOut(way);
      window.requestIdleCallback(layOutNext);
    };
    window.requestIdleCallback?.(layOutNext);
  }

  function arrive() {
    // Who has pressed again is already further on.
    if (fingerpost.due > 0) return;
    const journey = fingerpost.journey(page);
    mark(journey);
    tell(journey);
    prepare(journey);
    // A link into the middle of a journey keeps its own place.
    if (fingerpost.named()?.matches('.journey') === false) return;
    const goal = isKnown() ? journey.querySelector('.ask') : lost;
    goal.focus({ preventScroll: isKnown() });
  }

  window.addEventListener('hashchange', arrive);
  page.addEventListener('click', follow);
  mark(fingerpost.journey(page));
  tell(shown);
  prepare(shown);
  document.body.classList.add('live');
});
