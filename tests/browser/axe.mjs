// The rules of accessibility that a program can check.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules that the page on view breaks, each with `place` before it; `part` is a CSS selector. */
export async function faultsOf(person, place, part = 'html') {
  if (!(await person.ask(() => 'axe' in window))) await person.ask(`() => {${axe}}`);
  const violations = await person.ask(violationsOnView, rules, part);
  return violations.map(violation => `${place}: ${violation}`);
}

/* In the page. */
async function violationsOnView(tags, part) {
  const { violations } = await window.axe.run(part, { runOnly: tags, resultTypes: ['violations'] });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, html }) => `${id}: ${help}: ${target} ${html.slice(0, 160)}`));
}
