// Our drawings beside those of dagre and ELK, for the same boxes, the same arrows and the same labels.
//
//   cargo test flowchart::graphs && node tests/flowchart/compare/compare.mjs
//
// Prints the table, and fails where a figure of ours is worse than dagre's.

import { readFileSync } from 'node:fs';
import dagre from '@dagrejs/dagre';
import ELK from 'elkjs';

const folder = process.env.CARGO_TARGET_DIR ?? new URL('../../../target', import.meta.url).pathname;
const graphs = JSON.parse(readFileSync(`${folder}/tmp/flowchart/graphs.json`, 'utf8'));
const FIGURES = ['crossings', 'bends', 'area', 'longest'];

// The gaps that our own layout keeps.
const GAPS = { boxes: 34, rows: 30, lines: 22 };

const rows = [];
for (const graph of graphs) {
  const [ours, theirs, elk] = [graph, byDagre(graph), await byElk(graph)].map(measure);
  rows.push({ chart: graph.name, ours, theirs, elk });
}
print(rows);
const faults = rows.flatMap(worse);
faults.forEach(fault => console.error(fault));
process.exitCode = faults.length > 0 ? 1 : 0;

/** Where ours is worse. */
function worse({ chart, ours, theirs }) {
  const figures = FIGURES.filter(figure => ours[figure] > theirs[figure]);
  return figures.map(figure => `${chart}: ${figure} is ${ours[figure]}, dagre's is ${theirs[figure]}`);
}

/** Dagre draws slanting lines; they are squared here, because no arrow of ours or of ELK's slants. */
function byDagre({ boxes, arrows }) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ nodesep: GAPS.boxes, ranksep: GAPS.rows, edgesep: GAPS.lines });
  boxes.forEach((box, index) => graph.setNode(String(index), { ...box }));
  arrows.forEach(({ from, to, label }, index) => graph.setEdge(String(from), String(to), { ...label }, String(index)));
  dagre.layout(graph);
  const { width, height } = graph.graph();
  const drawn = arrows.map(({ from, to }, index) => {
    const slanting = graph.edge(String(from), String(to), String(index)).points.map(({ x, y }) => [x, y]);
    return { to, points: squared(slanting), drawn: slanting };
  });
  return { width, height, arrows: drawn };
}

/** Each slanting stretch goes down half way, across, and down the rest. */
function squared(points) {
  return points.flatMap(([x, y], i) => {
    if (i === 0 || Math.abs(points[i - 1][0] - x) < 1) return [[x, y]];
    const [before, level] = [points[i - 1][0], (points[i - 1][1] + y) / 2];
    return [[before, level], [x, level], [x, y]];
  });
}

async function byElk({ boxes, arrows }) {
  const drawn = await new ELK().layout({
    id: 'chart',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
      'elk.spacing.nodeNode': GAPS.boxes,
      'elk.spacing.edgeNode': GAPS.lines,
      'elk.spacing.edgeEdge': GAPS.lines,
      'elk.layered.spacing.nodeNodeBetweenLayers': GAPS.rows,
      'elk.padding': '[top=0,left=0,bottom=0,right=0]',
    },
    children: boxes.map((box, index) => ({ id: `box ${index}`, ...box })),
    edges: arrows.map(({ from, to, label }, index) => ({
      id: `arrow ${index}`,
      sources: [`box ${from}`],
      targets: [`box ${to}`],
      labels: [{ text: '.', ...label }],
    })),
  });
  const lines = drawn.edges.map(({ sections: [{ startPoint, bendPoints = [], endPoint }] }, index) => ({
    to: arrows[index].to,
    points: [startPoint, ...bendPoints, endPoint].map(({ x, y }) => [x, y]),
  }));
  return { width: drawn.width, height: drawn.height, arrows: lines };
}

// --- the ruler

function measure({ width, height, arrows }) {
  return {
    crossings: crossings(arrows),
    bends: sum(arrows.map(({ points }) => corners(points))),
    area: Math.round((width * height) / 1000),
    longest: Math.round(Math.max(...arrows.map(({ points }) => length(points)))),
  };
}

/** Counts the places where arrows to different boxes cross: once, where arrows that share a line cross another. */
function crossings(arrows) {
  const places = new Set();
  for (const [i, one] of arrows.entries())
    for (const other of arrows.slice(i + 1).filter(({ to }) => to !== one.to))
      for (const a of stretches(one.drawn ?? one.points))
        for (const b of stretches(other.drawn ?? other.points)) {
          const place = crossing(a, b);
          if (place) places.add(place.map(Math.round).join());
        }
  return places.size;
}

function crossing([[ax, ay], [bx, by]], [[cx, cy], [dx, dy]]) {
  const side = (px, py, qx, qy, rx, ry) => (qx - px) * (ry - py) - (qy - py) * (rx - px);
  const [c, d] = [side(ax, ay, bx, by, cx, cy), side(ax, ay, bx, by, dx, dy)];
  const [a, b] = [side(cx, cy, dx, dy, ax, ay), side(cx, cy, dx, dy, bx, by)];
  if (c * d >= 0 || a * b >= 0) return undefined;
  const along = c / (c - d);
  return [cx + along * (dx - cx), cy + along * (dy - cy)];
}

function corners(points) {
  const turns = ([[ax, ay], [bx, by], [cx, cy]]) => Math.abs((bx - ax) * (cy - by) - (by - ay) * (cx - bx)) > 1;
  return points.slice(2).filter((_, i) => turns(points.slice(i, i + 3))).length;
}

function length(points) {
  return sum(stretches(points).map(([[ax, ay], [bx, by]]) => Math.abs(bx - ax) + Math.abs(by - ay)));
}

function stretches(points) {
  return points.slice(1).map((point, i) => [points[i], point]);
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

// --- the table

function print(rows) {
  const cells = figures => FIGURES.map(figure => String(figures[figure]).padStart(figure.length)).join(' ');
  const head = FIGURES.join(' ');
  console.log(`${''.padEnd(12)}  ${'ours'.padEnd(head.length)}   ${'dagre'.padEnd(head.length)}   ELK`);
  console.log(`${'chart'.padEnd(12)}  ${[head, head, head].join('   ')}`);
  for (const { chart, ours, theirs, elk } of rows)
    console.log(`${chart.padEnd(12)}  ${[ours, theirs, elk].map(cells).join('   ')}`);
}
