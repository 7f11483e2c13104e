// A site of decisions of several shapes, whose maps need paper of several kinds, for as long as a test needs it.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PublishedSite } from './site.mjs';

const content = fileURLToPath(new URL('../../content', import.meta.url));

/** How many questions follow one another, and in how many more ways each is answered and ends. */
const shapes = {
  'long': { questions: 60, endings: 1 },
  'full': { questions: 3, endings: 4 },
  'broad': { questions: 1, endings: 6 },
  'broadest': { questions: 1, endings: 9 },
};

/** Builds `content/` and those decisions beside it, with an address to put on posters. `forget` takes it away again. */
export function siteOfPosters() {
  const program = process.env.FINGERPOST_PROGRAM;
  if (!program) throw new Error('set FINGERPOST_PROGRAM to the program under test (tests/run does)');
  const root = mkdtempSync(join(tmpdir(), 'fingerpost-posters-'));
  cpSync(content, join(root, 'content'), { recursive: true });
  const settings = join(root, 'content/site.yaml');
  writeFileSync(settings, `${readFileSync(settings, 'utf8')}\naddress: https://www.example.org/policies/\n`);
  for (const [name, shape] of Object.entries(shapes)) writeDecision(join(root, 'content/decisions', name), name, shape);
  execFileSync(program, ['build', root, '--out', join(root, 'site'), '--as-of', '2026-11-22'], { stdio: 'pipe' });
  return { site: new PublishedSite(join(root, 'site')), forget: () => rmSync(root, { recursive: true, force: true }) };
}

function writeDecision(path, name, { questions, endings }) {
  const numbers = length => Array.from({ length }, (_, index) => index + 1);
  const yes = number => `      - {say: Yes, go: ${number < questions ? `question-${number + 1}` : 'share'}}\n`;
  const no = (number, other) => `      - {say: Answer ${other}, go: stop-${number}-${other}}\n`;
  const question = number => `  question-${number}:
    ask: Is this question number ${number} of a decision that will fill its paper?
    from: [1.2.p3]
    answers:
${yes(number)}${numbers(endings).map(other => no(number, other)).join('')}`;
  const ending = (number, other) => `  stop-${number}-${other}: {verdict: stop, title: Do not share it after answer ${other} to question ${number}, from: [1.2.p3]}\n`;
  writeFileSync(`${path}.yaml`, `title: A ${name} decision
policy: ../policies/information-sharing.md
version: 1.0
approved: 2026-07-14
approved-by: Governing body
in-force: 2026-09-01
review-by: 2027-09-01
start: question-1
not-sure: share
questions:
${numbers(questions).map(question).join('')}outcomes:
  share: {verdict: proceed, title: Share it, from: [1.2.p3]}
${numbers(questions).flatMap(number => numbers(endings).map(other => ending(number, other))).join('')}`);
  writeFileSync(`${path}.stories.yaml`, `stories-for: ${name}.yaml
stories:
  - name: Always yes
    answers: {${numbers(questions).map(number => `question-${number}: yes`).join(', ')}}
    ends-at: share
`);
}
