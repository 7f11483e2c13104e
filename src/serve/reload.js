'use strict';
// Keeps a page of the preview up to date. Never published.
//
// A page of the site may fetch nothing, but it may load a script of its own server. The server keeps the answer to
// that back until something has changed.
(() => {
  const MEMORY = 'fingerpost-preview';
  const STOPPED = '(preview stopped) ';
  const me = document.currentScript;
  const alone = document.body.classList.contains('alone');
  let seen = new URL(me.src).searchParams.get('seen');
  let asking = false;
  let leaving = false;
  // Firefox lets the next page wait for what the page before it asks for on its way out: no page asks then.
  const PARTING = 10_000;
  let parted = 0;
  addEventListener('beforeunload', () => { parted = Date.now() + PARTING; });
  const parting = () => leaving || Date.now() < parted;

  const ask = name => {
    if (parting()) return setTimeout(ask, PARTING, name);
    if (asking || (document.hidden && name === 'wait')) return;
    asking = true;
    const script = document.createElement('script');
    const done = pause => {
      script.remove();
      asking = false;
      setTimeout(ask, pause, 'wait');
    };
    script.onload = () => { away(false); done(later ? 2000 : 0); };
    script.onerror = () => { away(!parting()); done(1000); };
    script.src = `/_fingerpost/${name}.js?since=${seen}`;
    document.head.append(script);
  };

  let later = false;
  window.fingerpostPreview = news => {
    later = Boolean(news.later);
    if (later || leaving) return;
    const changed = news.id !== seen;
    seen = news.id;
    if (alone && changed) return again();
    panel(news.faults);
    if (news.change === 'pages') again();
    if (news.change === 'style') restyle(news.style);
  };

  // The new sheet is in place before the old one goes, so that nothing jumps.
  const restyle = address => {
    for (const old of document.querySelectorAll('link[rel=stylesheet]')) {
      const next = old.cloneNode();
      next.href = address;
      next.onload = () => old.remove();
      next.onerror = again;
      old.after(next);
    }
  };

  const panel = faults => {
    document.getElementById(MEMORY)?.remove();
    if (faults) overlay(faults.count, faults.report);
  };

  const overlay = (title, text) => {
    const host = document.createElement('div');
    host.id = MEMORY;
    const root = host.attachShadow({mode: 'open'});
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = '/_fingerpost/panel.css';
    const box = document.createElement('section');
    box.className = 'panel';
    box.setAttribute('role', 'region');
    box.setAttribute('aria-label', 'What is wrong');
    const hide = document.createElement('button');
    hide.textContent = 'Hide';
    hide.onclick = () => host.remove();
    const desk = document.createElement('a');
    desk.href = '/_desk/';
    desk.textContent = 'Open the desk';
    const heading = document.createElement('h2');
    heading.setAttribute('role', 'status');
    const words = document.createElement('pre');
    words.tabIndex = 0;
    words.textContent = text;
    box.append(hide, heading, words, desk);
    root.append(sheet, box);
    document.body.append(host);
    heading.textContent = title;
  };

  const away = gone => {
    const told = document.title.startsWith(STOPPED);
    if (gone && !told) document.title = STOPPED + document.title;
    if (!gone && told) document.title = document.title.slice(STOPPED.length);
  };

  // What a reader has before them: kept while the page is loaded again, and forgotten right after.
  // Only what was changed by hand is kept, by the name of its field: another page may come, with other fields.
  const fields = () => [...document.querySelectorAll('input:not([type=hidden]), textarea, select')];
  const nameOf = field => field.id || `${field.name} ${field.value}`;
  const isChanged = field => (field.localName === 'select'
    ? [...field.options].some(option => option.selected !== option.defaultSelected)
    : field.value !== field.defaultValue || field.checked !== field.defaultChecked);
  let typed = {};
  const stops = () => [...document.querySelectorAll('a[href], button, input, textarea, select, summary, [tabindex]')];
  const landmark = () => [...document.querySelectorAll('[id]')].find(element => {
    const box = element.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.top < innerHeight && !hangs(element);
  });
  // What stays in the window while the page moves tells nothing of the place on it.
  const hangs = element => element && (['sticky', 'fixed'].includes(getComputedStyle(element).position) || hangs(element.parentElement));

  const again = () => {
    if (leaving) return;
    leaving = true;
    const mark = landmark();
    sessionStorage.setItem(MEMORY, JSON.stringify({
      page: location.pathname,
      y: scrollY,
      mark: mark && [mark.id, mark.getBoundingClientRect().top],
      focus: [document.activeElement.id, stops().indexOf(document.activeElement)],
      open: [...document.querySelectorAll('details')].map(details => details.open),
      typed: {...typed, ...Object.fromEntries(fields().filter(isChanged).map(field => [nameOf(field), [field.value, field.checked]]))},
    }));
    history.scrollRestoration = 'manual';
    location.reload();
  };

  const recall = () => {
    const kept = sessionStorage.getItem(MEMORY);
    sessionStorage.removeItem(MEMORY);
    history.scrollRestoration = 'auto';
    const was = kept && JSON.parse(kept);
    if (!was || was.page !== location.pathname) return;
    document.querySelectorAll('details').forEach((details, i) => { details.open = was.open[i] ?? details.open; });
    typed = was.typed;
    fields().forEach(field => { if (nameOf(field) in typed) [field.value, field.checked] = typed[nameOf(field)]; });
    const [id, stop] = was.focus;
    (document.getElementById(id) ?? stops()[stop])?.focus({preventScroll: true});
    const mark = was.mark && document.getElementById(was.mark[0]);
    const top = mark ? scrollY + mark.getBoundingClientRect().top - was.mark[1] : was.y;
    scrollTo({top, behavior: 'instant'});
  };

  // A page that asks before it is left must not ask for this: what was typed is kept.
  addEventListener('beforeunload', event => { if (leaving) event.stopImmediatePropagation(); }, {capture: true});
  // A script that is asked for before then would keep the page from ever having loaded.
  addEventListener('load', () => setTimeout(() => {
    recall();
    ask(me.hasAttribute('data-wrong') && !alone ? 'now' : 'wait');
    document.addEventListener('visibilitychange', () => ask('wait'));
  }));
})();
