// The decision page. The style sheet shows the journey that the address names; this moves the reader there.
fingerpost.register('decision', page => {
  const start = page.querySelector('#start');
  const lost = page.querySelector('.lost');
  const pageTitle = document.title;

  // The id in the address, or nothing where it is spelled so badly that it cannot be one.
  function named() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return location.hash;
    }
  }

  // The journey on view, and whether the address leads anywhere at all.
  function whereAmI() {
    const id = named();
    const target = id === '' ? start : document.getElementById(id);
    return { journey: target?.closest('.journey') ?? start, known: target !== null, within: target?.matches('.journey') === false };
  }

  function tell({ journey, known }) {
    const question = journey.querySelector('.ask').textContent;
    document.title = journey === start ? pageTitle : `${question} – ${pageTitle}`;
    lost.hidden = known;
  }

  function arrive() {
    const here = whereAmI();
    tell(here);
    // A link into the middle of a journey keeps its own place.
    if (here.within) return;
    const goal = here.known ? here.journey.querySelector('.ask') : lost;
    goal.focus({ preventScroll: here.known });
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
  tell(whereAmI());
});
