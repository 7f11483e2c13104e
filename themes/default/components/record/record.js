// The record at an ending: its lines become fields, and it can be printed, saved as one file and copied. What is typed
// lives in this page alone, until the page is left; the browser asks first.
fingerpost.register('record', page => {
  const tools = page.querySelector('template.record-tools');
  // By the field's name, so that it is there again at another ending when an answer has been changed.
  const typed = new Map();
  let fields = 0;
  let saved = '';

  const recordOnView = () => fingerpost.journey(page).querySelector('.record');
  const linesOf = record => [...record.querySelectorAll('.to-fill')];
  const boxesOf = line => [...line.querySelectorAll('.options input')];
  const isBlank = line => !(typed.get(line.dataset.field) ?? '').trim();

  // --- fields

  // Some browsers send what is typed elsewhere to check its spelling, or offer it again to the next person.
  function fieldFor(line) {
    const field = document.createElement('textarea');
    Object.assign(field, { id: `_field-${fields++}`, rows: 1, spellcheck: false, autocomplete: 'off' });
    const label = document.createElement('label');
    label.htmlFor = field.id;
    const name = line.querySelector('dt');
    label.append(...name.childNodes);
    name.append(label);
    return field;
  }

  // Ticks and choices are named by what stands before them, as a line is.
  function offer(options, line) {
    const name = line.querySelector('dt');
    name.id = `_field-${fields++}`;
    const many = options.matches('.options-tick');
    options.setAttribute('role', many ? 'group' : 'radiogroup');
    options.setAttribute('aria-labelledby', name.id);
    for (const item of options.children) {
      const [box, label] = ['input', 'label'].map(tag => document.createElement(tag));
      Object.assign(box, { type: many ? 'checkbox' : 'radio', name: `${name.id}-box`, value: item.textContent, autocomplete: 'off' });
      item.role = 'none';
      label.append(box, ...item.childNodes);
      item.append(label);
    }
  }

  // A field cuts off on paper what it cannot show, so paper gets the words themselves.
  function equip(record) {
    for (const line of linesOf(record)) {
      const words = document.createElement('span');
      words.className = 'record-typed';
      const options = line.querySelector('.options');
      if (options) offer(options, line);
      else line.querySelector('dd').append(fieldFor(line));
      line.querySelector('dd').append(words);
    }
    const bar = tools.content.cloneNode(true).firstElementChild;
    bar.addEventListener('click', event => acts[event.target.closest('[data-act]')?.dataset.act]?.(record));
    record.querySelector('.record-facts').after(bar);
    record.querySelector('.record-note').textContent = tools.dataset.note;
  }

  // Every word stays on view while it is typed.
  function grow(field) {
    field.style.blockSize = 'auto';
    if (field.value !== '') field.style.blockSize = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }

  function show(line) {
    const words = typed.get(line.dataset.field) ?? '';
    line.querySelector('.record-typed').textContent = words;
    for (const box of boxesOf(line)) box.checked = words.split('\n').includes(box.value);
    const field = line.querySelector('textarea');
    if (!field) return;
    if (field.value !== words) field.value = words;
    grow(field);
  }

  function count(record) {
    const left = linesOf(record).filter(line => 'needed' in line.dataset && isBlank(line));
    const names = left.map(line => line.querySelector('dt').textContent.trim());
    const said = record.querySelector('.record-left');
    const { none, one, many } = said.dataset;
    const words = ([none, one][left.length] ?? many).replace('{n}', left.length).replace('{what}', () => names.join('; '));
    if (said.textContent !== words) said.textContent = words;
  }

  function arrive() {
    const record = recordOnView();
    if (!record) return;
    if (!record.querySelector('.record-buttons')) equip(record);
    linesOf(record).forEach(show);
    count(record);
  }

  function type({ target }) {
    const line = target.closest('.to-fill');
    if (!line) return;
    const picked = boxesOf(line).filter(box => box.checked).map(box => box.value);
    typed.set(line.dataset.field, target.matches('textarea') ? target.value : picked.join('\n'));
    show(line);
    count(line.closest('.record'));
    watchLeaving();
  }

  // --- leaving

  const hasWords = () => [...typed.values()].some(words => words.trim() !== '');
  const ask = event => event.preventDefault();

  // A page that listens for its own end is slower to come back to, so it listens only while there are words to lose.
  function watchLeaving() {
    const listen = hasWords() ? 'addEventListener' : 'removeEventListener';
    window[listen]('beforeunload', ask);
    page[listen]('click', startAgain, { capture: true });
  }

  function startAgain(event) {
    if (!event.target.closest('a.start-again')) return;
    if (!window.confirm(tools.dataset.startAgain)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    typed.clear();
    watchLeaving();
  }

  // --- the record by itself

  // Word keeps a table in shape, and not a list of names and values.
  function asTable(list) {
    const table = document.createElement('table');
    for (const line of list.children) {
      const row = table.insertRow();
      const name = document.createElement('th');
      name.textContent = line.querySelector('dt').textContent;
      row.append(name);
      row.insertCell().textContent = (line.querySelector('.record-typed') ?? line.querySelector('dd')).textContent;
    }
    return table;
  }

  // Addresses on this machine mean nothing on another.
  function paperOf(record) {
    const paper = record.cloneNode(true);
    for (const part of paper.querySelectorAll('.record-tools, .record-note')) part.remove();
    for (const link of paper.querySelectorAll('a')) link.replaceWith(link.textContent);
    for (const list of paper.querySelectorAll('.record-facts')) list.replaceWith(asTable(list));
    return paper;
  }

  function plainTextOf(paper) {
    for (const part of paper.querySelectorAll('.citation :is(blockquote, p, li, td, th)')) part.before(' ');
    const blocks = paper.querySelectorAll('.record-school, h3, h4, tr, .record-journey li, .citation');
    const tidy = part => part.textContent.replace(/\s+/g, ' ').trim();
    // Words that were typed keep their lines apart.
    const cell = part => part.textContent.trim().split(/\s*\n\s*/).join('; ');
    const line = block => {
      if (block.matches('tr')) return [...block.cells].map(cell).join(': ');
      return block.matches('li') ? `${[...block.parentNode.children].indexOf(block) + 1}. ${tidy(block)}` : tidy(block);
    };
    return [...blocks].map(line).join('\n');
  }

  const style = `body{max-width:42em;margin:2.5em auto;padding:0 1.25em;font:12pt/1.5 Georgia,serif;color:#1d1b18;background:#fff}
.record-school,th,.lead-in{color:#555}.record-school{margin:0}
h3{margin:0 0 1em;padding-bottom:.5em;border-bottom:2px solid;font-size:1.6em;line-height:1.2}h4{margin:2em 0 .75em;font-size:1.05em}
table{border-collapse:collapse;width:100%}tr{border-bottom:1px solid #bbb}
th,td{padding:.4em 0;text-align:start;vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere}th{width:36%;padding-inline-end:1.5em;font-weight:400}
ol{padding-inline-start:1.5em}li{margin-bottom:.35em}
.citation{display:grid;grid-template-columns:7em minmax(0,1fr);gap:0 1em;margin:1em 0;break-inside:avoid}
blockquote,blockquote p{margin:0}.lead-in{margin-bottom:.25em}
@media(max-width:40em){tr{display:block;padding:.4em 0}th,td{display:block;width:auto;padding:0}.citation{grid-template-columns:1fr}}
@media print{body{max-width:none;margin:0;padding:0;font-size:10.5pt}}`;

  // Written as text: an element of style would have to obey this page's security policy.
  function fileOf(paper) {
    const { lang, dir } = document.documentElement;
    return `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${paper.querySelector('h3').innerHTML} ${today()}</title>
<style>${style}</style>
</head>
<body>
${paper.outerHTML}
</body>
</html>
`;
  }

  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part => String(part).padStart(2, '0')).join('-');
  }

  // --- print, save, copy

  function say(record, words) {
    record.querySelector('.record-said').textContent = words;
  }

  // The file before is let go only now: a browser may still be reading it.
  function save(record) {
    URL.revokeObjectURL(saved);
    saved = URL.createObjectURL(new Blob([fileOf(paperOf(record))], { type: 'text/html' }));
    const link = document.createElement('a');
    link.href = saved;
    link.download = `${today()}-${tools.dataset.name}.html`;
    link.click();
    say(record, record.querySelector('.record-said').dataset.saved.replace('{file}', link.download));
  }

  // Where the clipboard is kept from pages out of a folder, the browser's own command for copying still fills it.
  function copyByCommand(html, text) {
    const fill = event => {
      event.clipboardData.setData('text/html', html);
      event.clipboardData.setData('text/plain', text);
      event.preventDefault();
    };
    getSelection().selectAllChildren(recordOnView());
    document.addEventListener('copy', fill);
    const done = document.execCommand('copy');
    document.removeEventListener('copy', fill);
    getSelection().removeAllRanges();
    return done;
  }

  async function copyToClipboard(html, text) {
    const blob = (words, type) => new Blob([words], { type });
    const item = new ClipboardItem({ 'text/html': blob(html, 'text/html'), 'text/plain': blob(text, 'text/plain') });
    await navigator.clipboard.write([item]);
    return true;
  }

  async function copy(record) {
    const paper = paperOf(record);
    const [html, text] = [paper.outerHTML, plainTextOf(paper)];
    const done = await copyToClipboard(html, text).catch(() => copyByCommand(html, text));
    const { copied, notCopied } = record.querySelector('.record-said').dataset;
    say(record, done ? copied : notCopied);
  }

  const acts = { print: () => window.print(), save, copy };

  window.addEventListener('hashchange', arrive);
  page.addEventListener('input', type);
  arrive();
});
