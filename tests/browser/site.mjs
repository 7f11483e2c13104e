// The published site as a folder of files.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The folder under test, from the environment: `tests/run` builds it. */
export function siteUnderTest() {
  const folder = process.env.FINGERPOST_SITE;
  if (!folder || !existsSync(join(folder, 'index.html')))
    throw new Error('set FINGERPOST_SITE to a folder that holds a published site (tests/run does)');
  return new PublishedSite(folder);
}

/** A folder that `fingerpost build` has written. Paths inside it are slash-separated and relative. */
export class PublishedSite {
  constructor(folder) {
    this.folder = resolve(folder);
  }

  /** Every file, sorted. */
  files() {
    return readdirSync(this.folder, { recursive: true })
      .filter(path => statSync(join(this.folder, path)).isFile())
      .map(path => path.split(sep).join('/'))
      .sort();
  }

  /** Every HTML page, sorted. */
  pages() {
    return this.files().filter(path => path.endsWith('.html'));
  }

  /** The decisions: the pages that hold journeys, one section each. */
  decisions() {
    return this.pages().filter(path => /^decisions\/[^/]+\.html$/.test(path) && journeys(this.text(path)).length > 0);
  }

  /** The ids of a decision's sections, in the order of the page. */
  journeys(page) {
    return journeys(this.text(page));
  }

  /** The ids of those sections where a decision ends. */
  endings(page) {
    return journeys(this.text(page), /data-outcome=/);
  }

  /**
   * Every page, and of each decision also the states that look unlike its first: the last journey that still asks
   * something, and one ending for each verdict. As `page.html` or `page.html#id`.
   */
  places() {
    return [...this.pages(), ...this.decisions().flatMap(page => this.#statesOf(page).map(id => `${page}#${id}`))];
  }

  #statesOf(page) {
    const endings = this.endings(page);
    const asking = this.journeys(page).filter(id => !endings.includes(id));
    const verdicts = [...new Set(this.text(page).match(/data-outcome="[^"]*"/g))];
    return [...asking.slice(1).slice(-1), ...verdicts.flatMap(verdict => journeys(this.text(page), new RegExp(verdict)).slice(0, 1))];
  }

  text(path) {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** The address of a page opened by double-click; `place` is `page.html` or `page.html#id`. */
  fileAddress(place) {
    const [page, id] = place.split('#');
    return pathToFileURL(join(this.folder, page)).href + (id === undefined ? '' : `#${encodeURI(id)}`);
  }

  /** The address that those of all its files begin with. */
  get root() {
    return `${pathToFileURL(this.folder).href}/`;
  }

  /** The path inside the site of an absolute path on the disk. */
  pathOf(absolute) {
    return relative(this.folder, absolute).split(sep).join('/');
  }
}

function journeys(html, having = /./) {
  const openings = html.match(/<section\b[^>]*>/g) ?? [];
  return openings
    .filter(tag => /class="?[^">]*\bjourney\b/.test(tag) && having.test(tag))
    .map(tag => unescaped(/\bid=(?:"([^"]*)"|([^\s>]+))/.exec(tag)?.slice(1).find(Boolean) ?? ''));
}

function unescaped(text) {
  return text.replace(/&quot;/g, '"').replace(/&#39;|&#x27;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}
