// The site works wherever it is put: in a folder, on a memory stick, in a corner of another site.

import { trying } from './engines/index.mjs';
import { deadEnds, fileInside, readEveryPage } from './linked.mjs';
import { none } from './none.mjs';
import { serve } from './serve.mjs';
import { siteUnderTest } from './site.mjs';

const site = siteUnderTest();
const corner = '/our%20school/policies/';

trying('opened from a folder, every link leads to a file of the site and a place in it', {}, async person => {
  const linked = await readEveryPage(person, site, page => site.fileAddress(page));
  none(deadEnds(site, linked, address => fileInside(address, site.root)), 'links that lead nowhere');
});

trying('served from a corner of another site, every link stays in it and leads somewhere', {}, async person => {
  const web = await serve(site, decodeURIComponent(corner));
  try {
    const linked = await readEveryPage(person, site, page => web.origin + corner + page);
    none(deadEnds(site, linked, address => fileInside(address, web.origin + corner)), 'links that lead nowhere');
    none(web.missed(), 'asked for and not there');
  } finally {
    await web.close();
  }
});

trying('following links from the front page, a person can reach every page', {}, async person => {
  const linked = await readEveryPage(person, site, page => site.fileAddress(page));
  const reached = reachedFrom('index.html', linked, address => fileInside(address, site.root));
  none(site.pages().filter(page => !reached.has(page) && page !== '404.html'), 'pages that nothing leads to');
});

function reachedFrom(start, linked, inside) {
  const reached = new Set([start]);
  for (const page of reached)
    for (const address of linked.get(page)?.links ?? []) {
      const target = inside(address);
      if (target && linked.has(target.file)) reached.add(target.file);
    }
  return reached;
}
