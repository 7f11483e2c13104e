// Reading ahead: a step of the map opens over the page, and the reader's place is kept. On a narrow screen the map does
// so as well. The page holds every word that is shown.
fingerpost.register('ahead', beside => {
  const page = beside.closest('.decision');
  const frame = beside.querySelector('.map-frame');
  const sheet = beside.querySelector('.map-sheet');
  const panel = beside.querySelector('.ahead');
  const back = panel.querySelector('.ahead-back');

  // What leads on is of no use to someone who only looks.
  function wordsOf(journey) {
    const copy = journey.querySelector('.step, .outcome').cloneNode(true);
    for (const part of copy.querySelectorAll('.any-time, .start-again')) part.remove();
    for (const link of copy.querySelectorAll('a.answer')) link.replaceWith(link.textContent);
    for (const part of copy.querySelectorAll('details')) part.open = true;
    return copy;
  }

  // A journey so far at this step that the reader has passed.
  function passed(step) {
    const changes = fingerpost.journey(page).querySelectorAll('a.change');
    return [...changes].find(link => document.getElementById(decodeURIComponent(link.hash.slice(1)))?.dataset.step === step);
  }

  function show(journey) {
    const change = passed(journey.dataset.step);
    panel.querySelector('.ahead-step').replaceChildren(wordsOf(journey));
    back.hidden = !change;
    if (change) back.querySelector('a').setAttribute('href', change.getAttribute('href'));
    open(panel, 'panel');
  }

  function follow(event) {
    const box = event.target.closest('a[data-step]');
    if (!box || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const journey = page.querySelector(`.journey[data-step="${CSS.escape(box.dataset.step)}"]`);
    if (!journey) return;
    event.preventDefault();
    show(journey);
  }

  // The one drawing moves into the sheet and back.
  function openSheet(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    sheet.append(frame);
    open(sheet, 'sheet');
    beside.dispatchEvent(new Event('mapshown'));
  }

  // Who presses Back means what lies on top, and not the question below it. So that has a place in the history while it is open.
  function open(dialog, name) {
    history.pushState({ above: name }, '');
    dialog.showModal();
  }

  function closeAll() {
    panel.close();
    sheet.close();
  }

  function closeWhatIsLeft() {
    const above = history.state?.above;
    if (above !== 'panel') panel.close();
    if (above === undefined) sheet.close();
  }

  function closed(name) {
    if (history.state?.above === name) history.back();
  }

  frame.addEventListener('click', follow);
  page.querySelector('a.map-link')?.addEventListener('click', openSheet);
  sheet.addEventListener('close', () => beside.prepend(frame));
  sheet.addEventListener('close', () => closed('sheet'));
  panel.addEventListener('close', () => closed('panel'));
  window.addEventListener('popstate', closeWhatIsLeft);
  beside.addEventListener('click', event => event.target.closest('[data-close]')?.closest('dialog').close());
  window.addEventListener('hashchange', closeAll);
});
