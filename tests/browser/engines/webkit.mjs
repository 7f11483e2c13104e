// WebKit as Debian builds it for GTK, driven through its own WebDriver server with nothing between.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromWebKit } from './aloud.mjs';
import { arrive } from './arriving.mjs';
import { installed, isRoot, webkitFolders } from './installed.mjs';
import { answered, onceDrawn, restingPlace } from './pointing.mjs';

export const name = 'WebKit';

/**
 * What this engine can be asked for; see `index.mjs`. Forced colours are not built in, and WebDriver has no list of
 * requests and no console; paper is as GTK prints it, which no phone does.
 */
export const can = new Set(['dark', 'narrow screen', 'tell what is read aloud']);

const patience = 30_000;

/** Starts the browser with the settings that the circumstances (see `index.mjs`) ask for. */
export async function start(circumstances) {
  const port = await freePort();
  const screen = await Screen.start();
  const settings = new Settings();
  const server = spawn(installed('WEBKIT_DRIVER', ['WebKitWebDriver']), ['--host=127.0.0.1', `--port=${port}`], {
    env: {
      ...process.env,
      DISPLAY: screen.name,
      XDG_CONFIG_HOME: settings.folder,
      GDK_SCALE: String(circumstances.zoom),
      ...(isRoot() ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}),
    },
    stdio: 'ignore',
  });
  const end = () => [server, screen, settings].forEach(started => started.kill());
  process.once('exit', end);
  try {
    const driver = new Driver(`http://127.0.0.1:${port}`);
    await driver.ready();
    const { sessionId } = await driver.call('POST', '/session', capabilities(circumstances));
    return new WebKit(end, driver, `/session/${sessionId}`, circumstances);
  } catch (error) {
    end();
    throw error;
  }
}

/** Opens the window of a started browser, which has but one. */
export async function open(browser, { width, height, zoom }) {
  const window = new WebKitWindow(browser);
  await window.goTo('about:blank');
  await window.post('/window/rect', { width: width / zoom, height: height / zoom });
  return window;
}

function capabilities(circumstances) {
  const args = ['--automation', `--enable-javascript=${circumstances.scripts}`];
  if (circumstances.dark) args.push('--dark-mode');
  const binary = installed('MINIBROWSER', webkitFolders().map(folder => `${folder}/MiniBrowser`));
  return { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args } } } };
}

function freePort() {
  return new Promise((give, fail) => {
    const probe = createServer().on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => give(port));
    });
  });
}

/** A screen in memory. Each browser has one of its own: of two windows on one screen only one has the focus. */
class Screen {
  static start() {
    const size = ['-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
    const server = spawn(installed('XVFB', ['Xvfb']), ['-displayfd', '1', ...size], { stdio: ['ignore', 'pipe', 'ignore'] });
    return new Promise((give, fail) => {
      server.stdout.once('data', number => give(new Screen(server, `:${String(number).trim()}`)));
      server.once('error', fail);
      server.once('exit', code => fail(new Error(`the screen for WebKit did not start (Xvfb gave ${code})`)));
    });
  }

  constructor(server, name) {
    this.server = server;
    this.name = name;
  }

  kill() {
    this.server.kill();
  }
}

/** A folder of settings for GTK: the browser's own buttons are small, so that its window can be as narrow as a phone. */
class Settings {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'webkit-'));
    for (const gtk of ['gtk-3.0', 'gtk-4.0']) {
      mkdirSync(join(this.folder, gtk));
      writeFileSync(join(this.folder, gtk, 'gtk.css'), '* { min-width: 0; min-height: 0; margin: 0; padding: 0; border-width: 0; font-size: 1px; }');
    }
  }

  kill() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** W3C WebDriver over HTTP. */
class Driver {
  constructor(base) {
    this.base = base;
  }

  async ready() {
    const latest = Date.now() + patience;
    for (;;) {
      try {
        return await this.call('GET', '/status');
      } catch (error) {
        if (Date.now() > latest) throw error;
        await new Promise(again => setTimeout(again, 50));
      }
    }
  }

  async call(method, path, body) {
    const answer = await fetch(this.base + path, {
      method,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`WebKit: ${value.error}: ${value.message}`);
    return value;
  }
}

class WebKit {
  constructor(end, driver, session, { scripts }) {
    Object.assign(this, { end, driver, session, scripts });
  }

  async close() {
    try {
      await this.driver.call('DELETE', this.session);
    } finally {
      this.end();
    }
  }
}

class WebKitWindow {
  requests = [];
  complaints = [];

  constructor({ driver, session, scripts }) {
    Object.assign(this, { driver, session, scripts });
  }

  async goTo(address) {
    await arrive(this, address, () => this.post('/url', { url: address }));
  }

  async openAfresh(address) {
    await this.goTo('about:blank');
    await this.goTo(address);
  }

  async click(selector) {
    const middle = await restingPlace(this, selector);
    await this.act('pointer', [
      { type: 'pointerMove', duration: 0, ...middle },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]);
    await answered(this);
  }

  // With scripts off the page calls nothing back, and gives nothing the focus.
  async drawn() {
    if (this.scripts) await this.post('/execute/async', { script: `(${onceDrawn})(arguments[0])`, args: [] });
  }

  ask(question, ...given) {
    return this.post('/execute/sync', { script: `return (${question})(...arguments)`, args: given });
  }

  async back() {
    await this.post('/back', {});
  }

  async forward() {
    await this.post('/forward', {});
  }

  async press(key) {
    const keys = key.split('+').map(part => keyCodes[part] ?? part);
    const down = keys.map(value => ({ type: 'keyDown', value }));
    const up = keys.reverse().map(value => ({ type: 'keyUp', value }));
    await this.act('key', [...down, ...up]);
  }

  aloud() {
    return fromWebKit(this);
  }

  /** The `role` or the `label` of an element that `ask` gave, as WebKit tells it to screen readers. */
  computed(element, what) {
    return this.driver.call('GET', `${this.session}/element/${Object.values(element)[0]}/computed${what}`);
  }

  async picture() {
    return Buffer.from(await this.driver.call('GET', `${this.session}/screenshot`), 'base64');
  }

  /** Leaves the window to the next test. */
  async close() {}

  async act(type, actions) {
    const parameters = type === 'pointer' ? { parameters: { pointerType: 'mouse' } } : {};
    await this.post('/actions', { actions: [{ type, id: type, ...parameters, actions }] });
    await this.driver.call('DELETE', `${this.session}/actions`);
  }

  post(path, body) {
    return this.driver.call('POST', this.session + path, body);
  }
}

/** WebDriver's private code points for keys that type no letter. */
const keyCodes = {
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Escape: '\uE00C',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};
