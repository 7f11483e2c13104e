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
    shown = journey;
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
  mark(fingerpost.journey(page));
  tell(shown);
});
