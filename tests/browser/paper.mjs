// What is on printed sheets, as Poppler's programs read a PDF.

import { execFileSync } from 'node:child_process';

const pointsInMillimetre = 72 / 25.4;

/** The text of each sheet. */
export function textOfSheets(pdf) {
  return poppler('pdftotext', ['-layout', '-', '-'], pdf).toString().split('\f').slice(0, -1);
}

/** The words of a text without the hyphens and ligatures that printing puts in, in lower case, each once. */
export function wordsOf(text) {
  return [...new Set(text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])];
}

/** Those of the words `wanted` that the text of `paper` lacks. */
export function missing(wanted, paper) {
  const printed = paper.normalize('NFKC').toLowerCase().replace(/[-\u00ad\u2010]\s*\n\s*/g, '');
  return wanted.filter(word => !printed.includes(word.toLowerCase()));
}

/** Every printed word with the height of its line in points, which is in proportion to the size of its type. */
export function wordsWithHeights(pdf) {
  const words = poppler('pdftotext', ['-bbox', '-', '-'], pdf).toString().matchAll(/yMin="([^"]*)".*?yMax="([^"]*)">(.*)<\/word>/g);
  return [...words].map(([, top, bottom, word]) => ({ word, height: bottom - top }));
}

/** The width and height of each sheet in millimetres. */
export function sizesOfSheets(pdf) {
  const told = poppler('pdfinfo', ['-l', '-1', '-'], pdf).toString().matchAll(/size: +([\d.]+) x ([\d.]+) pts/g);
  return [...told].map(([, ...size]) => size.map(points => Math.round(points / pointsInMillimetre)));
}

/**
 * The numbers of the sheets on which something reaches the side or bottom edge of what a page may hold: browsers cut off
 * there what is larger. `margin` millimetres are left free around it, and its first `head` millimetres are not looked at.
 */
export function sheetsCutOff(pdf, { margin, head }) {
  const dotsInMillimetre = 4;
  const drawn = pictures(poppler('pdftoppm', ['-gray', '-r', String(dotsInMillimetre * 25.4), '-'], pdf));
  const dots = millimetres => Math.round(millimetres * dotsInMillimetre);
  return [...drawn].flatMap((picture, index) => (reachesEdge(picture, dots(margin), dots(margin + head)) ? [index + 1] : []));
}

/* Grey pictures that follow one another in the plainest form there is (PGM): kind, size, white, then a byte for each dot. */
function* pictures(bytes) {
  for (let at = 0; at < bytes.length;) {
    const [head, width, height] = /^P5\s(\d+) (\d+)\s255\s/.exec(bytes.toString('latin1', at, at + 40));
    const end = at + head.length + width * height;
    yield { width: Number(width), height: Number(height), dots: bytes.subarray(at + head.length, end) };
    at = end;
  }
}

function reachesEdge({ width, height, dots }, margin, top) {
  const isEdge = (x, y) => y >= top && [x, width - 1 - x, height - 1 - y].some(away => away === margin || away === margin + 1);
  return dots.some((grey, index) => grey < 200 && isEdge(index % width, Math.floor(index / width)));
}

function poppler(program, options, pdf) {
  return execFileSync(program, options, { input: pdf, maxBuffer: 256 * 1024 * 1024 });
}
