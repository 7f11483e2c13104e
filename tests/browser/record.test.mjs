// The record at an ending: typed in, saved and copied on this machine alone.

import assert from 'node:assert/strict';
import test from 'node:test';
import { trying } from './engines/index.mjs';
import { none } from './none.mjs';
import { siteUnderTest } from './site.mjs';
import { until } from './until.mjs';

const site = siteUnderTest();
const words = 'Mrs Patel <deputy> & "lead"';

test('there is a decision that ends with a record', () => assert.notEqual(site.decisions().length, 0));

for (const decision of site.decisions()) {
  const ending = `${decision}#${site.endings(decision)[0]}`;

  trying(`${decision}: lines become boxes, but for those that are for a pen`, {}, async person => {
    await person.goTo(site.fileAddress(ending));
    const { toType, typable, forPens, pens } = await person.ask(linesOfRecord);
    assert.ok(toType > 0 && forPens > 0, 'the record has no lines of both kinds');
    assert.deepEqual({ typable, pens }, { typable: toType, pens: 0 });
  });

  trying(`${decision}: the record says how much is still to fill in, and asks before typed words are lost`, {}, async person => {
    await person.goTo(site.fileAddress(ending));
    assert.equal(await person.ask(leavingAsks), false, 'it asks though nothing is typed');
    const before = await person.ask(stillToFillIn);
    await person.ask(write, words);
    assert.notEqual(await person.ask(stillToFillIn), before);
    assert.equal(await person.ask(leavingAsks), true, 'typed words are lost without a question');
    await person.ask(write, '');
    assert.equal(await person.ask(stillToFillIn), before);
    assert.equal(await person.ask(leavingAsks), false);
  });

  trying(`${decision}: a saved record is one file with the typed words, and asks for nothing`, {}, async person => {
    await person.goTo(site.fileAddress(ending));
    await person.ask(write, words);
    await person.ask(catchSavedFile);
    await person.click('[data-act=save]');
    await until(() => person.ask(() => window.caught !== undefined), () => 'nothing is saved');
    none(person.complaints, 'saving makes the console say');
    const { text, name, type } = await person.ask(async () => ({ text: await window.caught.blob.text(), ...window.caught, type: window.caught.blob.type }));
    assert.equal(type, 'text/html');
    assert.match(name, /^\d{4}-\d\d-\d\d-[\w-]+\.html$/);
    const saved = await person.ask(readSavedFile, text);
    assert.ok(saved.cells.includes(words), `the typed words are not among ${saved.cells}`);
    assert.ok(saved.cells.includes(await person.ask(titleOfDecision)), 'the decision is not named');
    assert.deepEqual({ addresses: saved.addresses, controls: saved.controls }, { addresses: 0, controls: 0 });
    await person.ask(write, '');
  });

  for (const clipboard of ['works', 'is refused']) {
    trying(`${decision}: the record is copied as rich and as plain text when the clipboard ${clipboard}`, {}, async person => {
      await person.goTo(site.fileAddress(ending));
      await person.ask(write, words);
      await person.ask(catchCopy, clipboard === 'works');
      await person.click('[data-act=copy]');
      await until(() => person.ask(() => window.caught !== undefined), () => person.ask(whatWasPressed));
      const { html, text } = await person.ask(() => window.caught);
      const copied = await person.ask(readSavedFile, html);
      assert.ok(copied.cells.includes(words), `the typed words are not among ${copied.cells}`);
      assert.ok(text.includes(`: ${words}`), `the plain text lacks the typed words: ${text}`);
      none(text.match(/\S+\(\w\)\p{L}\S*|[:.?!]\p{Lu}\S*/gu) ?? [], 'words that run together');
      await until(() => person.ask(() => document.querySelector('.here .record-said').textContent !== ''), () => 'nothing is said');
      await person.ask(write, '');
    });
  }

  trying(`${decision}: what is typed is on paper`, { needs: ['print'] }, async person => {
    await person.goTo(site.fileAddress(ending));
    await person.ask(write, words);
    assert.deepEqual(await person.ask(() => [...document.querySelectorAll('.here .record-typed')].map(part => part.textContent).filter(Boolean)), [words]);
    await person.ask(write, '');
  });

  trying(`${decision}: what is ticked is counted, saved and on paper, and lines that a record does not need are not in it`, {}, async person => {
    const proceeds = await endingWithTicks(person, decision);
    if (!proceeds) return;
    const before = await person.ask(stillToFillIn);
    await person.click('.here .options input');
    assert.notEqual(await person.ask(stillToFillIn), before);
    await person.ask(catchSavedFile);
    await person.click('.here [data-act=save]');
    await until(() => person.ask(() => window.caught !== undefined), () => 'nothing is saved');
    const saved = await person.ask(readSavedFile, await person.ask(() => window.caught.blob.text()));
    assert.ok(saved.cells.includes(await person.ask(() => document.querySelector('.here .options input').value)), `not among ${saved.cells}`);
    assert.equal(saved.controls, 0);
    await person.click('.here .options input');
    assert.equal(await person.ask(stillToFillIn), before);
  });

  trying(`${decision}: without scripts the record has lines and no boxes`, { scripts: false }, async person => {
    await person.goTo(site.fileAddress(ending));
    const { toType, typable } = await person.ask(linesOfRecord);
    assert.ok(toType > 0);
    assert.equal(typable, 0);
  });
}

/** Opens the first ending whose record offers things to tick or choose; says whether there is one. */
async function endingWithTicks(person, decision) {
  for (const ending of site.endings(decision)) {
    await person.goTo(site.fileAddress(`${decision}#${ending}`));
    if (await person.ask(() => document.querySelector('.here .options input') !== null)) return true;
  }
  return false;
}

/* In the page. */
function linesOfRecord() {
  const record = [...document.querySelectorAll('.record')].find(part => part.checkVisibility());
  const count = selector => record.querySelectorAll(selector).length;
  return { toType: count('.to-fill'), typable: count('.to-fill :is(textarea, .options:has(input))'), forPens: count('.by-hand'), pens: count('.by-hand :is(input, textarea)') };
}

/* In the page: types into the first box as the browser itself would. */
function write(text) {
  const box = document.querySelector('.here .to-fill textarea');
  box.focus();
  box.select();
  document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
}

/* In the page. */
function stillToFillIn() {
  return document.querySelector('.here .record-left').textContent;
}

/* In the page. */
function leavingAsks() {
  const leaving = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}

/* In the page. */
function titleOfDecision() {
  return document.querySelector('.here .record-facts dd').textContent;
}

/* In the page: what would be downloaded is kept for the test instead. */
function catchSavedFile() {
  const files = new Map();
  const make = URL.createObjectURL;
  URL.createObjectURL = blob => {
    const address = make(blob);
    files.set(address, blob);
    return address;
  };
  HTMLAnchorElement.prototype.click = function keep() {
    window.caught = { blob: files.get(this.href), name: this.download };
  };
}

/* In the page: what reaches the clipboard is kept for the test, by whichever way it comes. */
function catchCopy(works) {
  window.ClipboardItem = class {
    constructor(words) {
      this.words = words;
    }
  };
  const write = async ([{ words }]) => {
    if (!works) throw new Error('refused');
    window.caught = { html: await words['text/html'].text(), text: await words['text/plain'].text() };
  };
  Object.defineProperty(navigator, 'clipboard', { value: { write } });
  window.addEventListener('copy', ({ clipboardData }) => {
    window.caught = { html: clipboardData.getData('text/html'), text: clipboardData.getData('text/plain') };
  });
}

/* In the page: what became of a press that copied nothing. */
function whatWasPressed() {
  const said = document.querySelector('.here .record-said').textContent;
  return `nothing is copied: the focus is on "${document.activeElement.textContent.trim().slice(0, 40)}", the page says "${said}"`;
}

/* In the page. */
function readSavedFile(text) {
  const file = new DOMParser().parseFromString(text, 'text/html');
  return {
    cells: [...file.querySelectorAll('td')].map(cell => cell.textContent),
    addresses: file.querySelectorAll('[href], [src]').length,
    controls: file.querySelectorAll('button, textarea, input').length,
  };
}
