// What a screen reader is told of a page, from each engine's own account of it: a tree of { role, name, parts }. Roles are
// named as ARIA names them; words to be read are parts with the role `text`. What a reader passes over is not in it.

import { until } from '../until.mjs';

/** Chromium's accessibility tree, of a Puppeteer page. */
export async function fromChromium(page) {
  const devtools = await page.createCDPSession();
  const { nodes } = await devtools.send('Accessibility.getFullAXTree');
  const known = new Map(nodes.map(node => [node.nodeId, node]));
  const heard = id => {
    const { ignored, role, name, childIds } = known.get(id);
    if (role?.value === 'StaticText') return [{ role: 'text', name: name.value, parts: [] }];
    const parts = childIds.filter(child => known.has(child)).flatMap(heard);
    return ignored ? parts : [{ role: role.value, name: name?.value ?? '', parts }];
  };
  return heard(nodes[0].nodeId)[0];
}

/** Firefox's accessibility tree, of a Puppeteer page: asked of the browser's own window, as BiDi has no word for it. */
export async function fromFirefox(page) {
  const { connection } = page.browser();
  const { result: { contexts: [{ context }] } } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  let told;
  const isTold = async () => {
    const { result } = await connection.send('script.callFunction', {
      functionDeclaration: String(accessiblesOfTab),
      arguments: [{ type: 'string', value: page.url() }],
      awaitPromise: false,
      target: { context },
    });
    told = result.result?.value;
    return told !== undefined;
  };
  await until(isTold, () => 'Firefox does not tell what is read aloud');
  const heard = ([role, name, parts]) => {
    if (role === 'text leaf') return [{ role: 'text', name, parts: [] }];
    const inner = parts.flatMap(heard);
    return role === 'text container' ? inner : [{ role, name: name ?? '', parts: inner }];
  };
  return heard(JSON.parse(told))[0];
}

/* In Firefox's window: the tree of the tab with this address as JSON, or nothing while it is not whole. */
function accessiblesOfTab(address) {
  const service = Cc['@mozilla.org/accessibilityService;1'].getService(Ci.nsIAccessibilityService);
  const tab = gBrowser.browsers.find(({ currentURI }) => currentURI.spec === address);
  const page = service.getAccessibleFor(tab)?.firstChild;
  const state = {};
  page?.getState(state, {});
  const { STATE_BUSY, STATE_STALE } = Ci.nsIAccessibleStates;
  if (!page?.childCount || state.value & (STATE_BUSY | STATE_STALE)) return undefined;
  const tell = part => [service.getStringRole(part.role), part.name, Array.from({ length: part.childCount }, (_, i) => tell(part.getChildAt(i)))];
  return JSON.stringify(tell(page));
}

/**
 * WebKit's role and name of every element that is not kept from screen readers. WebDriver has no tree, so what stands in what
 * is taken from the page.
 */
export async function fromWebKit(window) {
  const heard = async ({ words, element, parts }) => {
    if (words !== undefined) return [{ role: 'text', name: words, parts: [] }];
    const role = await window.computed(element, 'role');
    const inner = [];
    for (const part of parts) inner.push(...(await heard(part)));
    if (['', 'none', 'generic'].includes(role)) return inner;
    return [{ role, name: await window.computed(element, 'label'), parts: inner }];
  };
  return { role: 'document', name: '', parts: await heard(await window.ask(outline)) };
}

/* In the page. */
function outline() {
  const isHeard = element => element.checkVisibility({ visibilityProperty: true }) && element.ariaHidden !== 'true';
  const outlineOf = element => ({ element, parts: [...element.childNodes].flatMap(partOf) });
  const partOf = node => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? [{ words: node.data }] : [];
    return node.nodeType === Node.ELEMENT_NODE && isHeard(node) ? [outlineOf(node)] : [];
  };
  return outlineOf(document.body);
}
