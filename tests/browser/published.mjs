// The site in the forms in which it is handed over, each where it lands.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { PublishedSite } from './site.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Publishes `content/` in every form, into a folder of its own. `forget` takes that away again. */
export function publishInEveryForm() {
  const folder = mkdtempSync(join(tmpdir(), 'fingerpost-published-'));
  const at = name => join(folder, name);
  publish('--to', at('school web'));
  publish('--zip', at('site.zip'));
  unpack(readFileSync(at('site.zip')), at('unpacked'));
  publish('--single', at('all.html'));
  publish('--single', at('policy.html'), '--only', 'information-sharing');
  publish('--single', at('decision.html'), '--only', 'may-i-share');
  publish('--fragment', at('policy.txt'), '--only', 'information-sharing');
  publish('--fragment', at('decision.txt'), '--only', 'may-i-share');
  return {
    sites: { folder: new PublishedSite(at('school web')), zip: new PublishedSite(at('unpacked')) },
    address: name => pathToFileURL(at(name)).href,
    text: name => readFileSync(at(name), 'utf8'),
    write: (name, text) => writeFileSync(at(name), text),
    whole: new PublishedSite(folder),
    forget: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function publish(...form) {
  const program = process.env.FINGERPOST_PROGRAM;
  if (!program) throw new Error('set FINGERPOST_PROGRAM to the program under test (tests/run does)');
  execFileSync(program, ['publish', repository, ...form, '--as-of', '2026-11-22'], { stdio: 'pipe' });
}

/** Unpacks an archive by the list at its end, as the window of a zip folder does. */
function unpack(zip, folder) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed, name, extra, note, local] = [
      zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42),
    ];
    const path = join(folder, zip.toString('utf8', at + 46, at + 46 + name));
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(begin, begin + packed);
    if (!path.endsWith('/')) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, method === 0 ? bytes : inflateRawSync(bytes));
    }
    at += 46 + name + extra + note;
  }
}
