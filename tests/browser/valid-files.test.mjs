// Every page, style sheet and drawing is what the standards say it should be, by the Nu HTML checker.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import vnu from 'vnu-jar';
import { none } from './none.mjs';
import { siteUnderTest } from './site.mjs';

const site = siteUnderTest();
const checked = site.files().filter(path => /\.(html|css|svg)$/.test(path));

test('there are files to check', () => assert.notEqual(checked.length, 0));

test(`the checker finds nothing wrong in ${checked.length} files`, { timeout: 240_000 }, async () => {
  const messages = await check(checked.map(path => join(site.folder, path)));
  none(messages.map(({ url, lastLine, message }) => `${place(url)}:${lastLine}: ${message}`), 'the checker says');
});

test('the checker finds what is wrong in a bad page and a bad style sheet, so that the test above means something', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'fingerpost-bad-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const bad = { 'bad.html': '<!doctype html><html lang=en><title>Bad</title><p id=a><p id=a>', 'bad.css': 'p { colour: red }' };
  for (const [name, text] of Object.entries(bad)) writeFileSync(join(folder, name), text);
  const messages = await check(Object.keys(bad).map(name => join(folder, name)));
  for (const name of Object.keys(bad)) assert.ok(messages.some(({ url }) => url.endsWith(name)), `${name} passed`);
});

/** Everything that the checker has to say about `files`, warnings too. */
function check(files) {
  const args = ['-jar', vnu, '--format', 'json', '--also-check-css', '--also-check-svg', ...files];
  return new Promise((give, fail) => {
    execFile('java', args, { maxBuffer: 64 * 1024 * 1024 }, (error, _, report) => {
      try {
        give(JSON.parse(report).messages.filter(message => isNotAboutFolders(message) && isNotAboutLists(message)));
      } catch {
        fail(error ?? new Error(`the checker said: ${report}`));
      }
    });
  });
}

/**
 * The checker takes a page in a folder to have no origin, so that 'self' lets nothing in. Browsers let in the files beside the
 * page, as the tests of the console show.
 */
function isNotAboutFolders({ message }) {
  return !/^Resource violates Content Security Policy \(meta tag\): external \S+ “(?!\w+:|\/)/.test(message);
}

/** Safari reads a list without bullets as a list only if it is told to, which the checker takes to be idle talk. */
function isNotAboutLists({ message }) {
  return !/^The “list” role is unnecessary for element “[ou]l”/.test(message);
}

function place(url) {
  return site.pathOf(new URL(url).pathname);
}
