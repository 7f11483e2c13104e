// Where this machine keeps its browsers.

import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The path of a program: the one that the environment variable `variable` gives, else the first of `names` that is found.
 * A name with a slash is a whole path. Throws when there is none, because a missing browser is a failure, not a skipped test.
 */
export function installed(variable, names) {
  if (process.env[variable]) return process.env[variable];
  const found = names.flatMap(places).find(runs);
  if (!found) throw new Error(`${names[0]} is not installed (or set ${variable} to where it is)`);
  return found;
}

/** Chromium and WebKit refuse to sandbox themselves for root, as in a container. */
export function isRoot() {
  return process.getuid?.() === 0;
}

function places(name) {
  if (name.includes('/')) return [name];
  return (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, name));
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Every folder below `/usr/lib` that a Debian library for WebKit may keep its test browser in. */
export function webkitFolders() {
  return ['/usr/lib', ...folders('/usr/lib')].flatMap(folders).filter(path => /\/webkit2?gtk-/.test(path));
}

function folders(path) {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => join(path, entry.name));
  } catch {
    return [];
  }
}
