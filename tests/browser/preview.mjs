// The preview of a copy of the content, for as long as a test needs it.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Copies `content/`, and starts `fingerpost serve` there. Gives `root` (the folder), `address` (of the front page),
 * `change(path, old, new)`, `write(path, text)` and `close`.
 */
export async function preview() {
  const program = process.env.FINGERPOST_PROGRAM;
  if (!program) throw new Error('set FINGERPOST_PROGRAM to the program under test (tests/run does)');
  const root = mkdtempSync(join(tmpdir(), 'fingerpost-preview-'));
  cpSync(join(repository, 'content'), join(root, 'content'), { recursive: true });
  const running = spawn(program, ['serve', root, '--port', '0', '--as-of', '2026-11-22'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await said(running, /The preview is at (\S+)[^]* built in /);
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const read = path => readFileSync(join(root, path), 'utf8');
  const change = (path, old, now) => {
    const text = read(path);
    if (text.split(old).length !== 2) throw new Error(`${old} stands ${text.split(old).length - 1} times in ${path}`);
    write(path, text.replace(old, now));
  };
  const close = () => {
    running.kill();
    rmSync(root, { recursive: true, force: true });
  };
  return { root, address, change, write, close };
}

/** Waits until the program has said what `pattern` looks for, and returns its first group. */
function said(running, pattern) {
  return new Promise((found, failed) => {
    let words = '';
    running.stderr.on('data', piece => {
      words += piece;
      const match = words.match(pattern);
      if (match) found(match[1]);
    });
    running.on('exit', () => failed(new Error(`the preview ended: ${words}`)));
  });
}
