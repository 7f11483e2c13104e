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

  // On paper Firefox forgets which part of the page is the target of the address, so the style sheet needs a class.
  function mark(journey) {
    shown.classList.remove('here');
    journey.classList.add('here');
    document.body.classList.toggle('under-way', journey !== start);
    shown = journey;
  }

  // The next picture is the next question: some browsers follow a link, and all tell of it, a while after the press.
  function markAtOnce(event) {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const journey = document.getElementById(decodeURIComponent(link.hash.slice(1)))?.closest('.journey');
    if (journey) mark(journey);
  }

  function arrive() {
    const journey = fingerpost.journey(page);
    mark(journey);
    tell(journey);
    // A link into the middle of a journey keeps its own place.
    if (fingerpost.named()?.matches('.journey') === false) return;
    const goal = isKnown() ? journey.querySelector('.ask') : lost;
    goal.focus({ preventScroll: isKnown() });
  }

  // Starting again takes the place of the ending in the history of this page: Back does not lead to the old answers.
  function startAgain(event) {
    const link = event.target.closest('a.start-again');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.replace(link.href);
  }

  window.addEventListener('hashchange', arrive);
  page.addEventListener('click', startAgain);
  page.addEventListener('click', markAtOnce);
  mark(fingerpost.journey(page));
  tell(shown);
  document.body.classList.add('live');
});
