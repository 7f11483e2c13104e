// The map: made larger and smaller by buttons and keys, walked along its arrows by arrow keys.
fingerpost.register('map', frame => {
  const view = frame.querySelector('.map');
  const drawing = frame.querySelector('.fp-map');
  const natural = drawing.viewBox.baseVal;
  const limits = { least: .25, most: 3 };
  let scale = 1;

  // The middle of what is on view stays in the middle.
  function zoomTo(wanted) {
    const middle = [view.scrollLeft + view.clientWidth / 2, view.scrollTop + view.clientHeight / 2].map(at => at / scale);
    scale = Math.min(limits.most, Math.max(limits.least, wanted));
    drawing.setAttribute('width', Math.round(natural.width * scale));
    drawing.setAttribute('height', Math.round(natural.height * scale));
    view.scrollTo(middle[0] * scale - view.clientWidth / 2, middle[1] * scale - view.clientHeight / 2);
  }

  function fit() {
    const padding = parseFloat(getComputedStyle(view).paddingLeft) * 2;
    zoomTo(Math.min(1, (view.clientWidth - padding) / natural.width, (innerHeight * .8 - padding) / natural.height));
  }

  const zooms = { in: () => zoomTo(scale * 1.25), out: () => zoomTo(scale / 1.25), fit };
  const zoomKeys = { '+': 'in', '=': 'in', '-': 'out', 0: 'fit' };

  // The corners that an arrow joins, in the drawing's own measure.
  function ends(arrow) {
    const line = arrow.querySelector('.fp-map-line');
    return [line.getPointAtLength(0), line.getPointAtLength(line.getTotalLength())];
  }

  function away(box, { x, y }) {
    const place = box.getBBox();
    const beyond = (at, from, length) => Math.max(from - at, 0, at - from - length);
    return Math.hypot(beyond(x, place.x, place.width), beyond(y, place.y, place.height));
  }

  // A step may stand in several boxes: an arrow belongs to the one that it touches.
  function boxAt(step, point) {
    const boxes = [...drawing.querySelectorAll('a[data-step]')].filter(box => box.dataset.step === step);
    return boxes.sort((a, b) => away(a, point) - away(b, point))[0];
  }

  function neighbours(box) {
    const found = [];
    for (const arrow of drawing.querySelectorAll('.fp-map-arrow[data-from]')) {
      const [first, last] = ends(arrow);
      const pair = [boxAt(arrow.dataset.from, first), boxAt(arrow.dataset.to, last)];
      if (pair.includes(box)) found.push(pair.find(other => other !== box) ?? box);
    }
    return found;
  }

  function middle(box) {
    const { x, y, width, height } = box.getBBox();
    return { x: x + width / 2, y: y + height / 2 };
  }

  // How nearly a box lies in a direction: 1 straight ahead, 0 or less when it does not.
  function ahead(from, to, [right, down]) {
    const [x, y] = [to.x - from.x, to.y - from.y];
    return (x * right + y * down) / Math.hypot(x, y);
  }

  function walk(box, direction) {
    const here = middle(box);
    const rated = neighbours(box).map(other => ({ other, rate: ahead(here, middle(other), direction) }));
    const best = rated.filter(({ rate }) => rate > .2).sort((a, b) => b.rate - a.rate)[0];
    best?.other.focus();
    return best !== undefined;
  }

  const directions = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const box = event.target.closest('a[data-step]');
    const walked = box && directions[event.key] && walk(box, directions[event.key]);
    const zoomed = zoomKeys[event.key];
    if (zoomed) zooms[zoomed]();
    if (walked || zoomed) event.preventDefault();
  }

  const beyond = (start, end, from, to) => (start < from ? start - from : Math.max(0, end - to));

  // Firefox brings no part of a drawing into view, neither by itself when it gets the focus nor when asked.
  function reveal({ target }) {
    if (target === view) return;
    for (const [scroller, edges] of [[view, view.getBoundingClientRect()], [window, { left: 0, top: 0, right: innerWidth, bottom: innerHeight }]]) {
      const box = target.getBoundingClientRect();
      const left = beyond(box.left, box.right, edges.left, edges.right);
      scroller.scrollBy({ left, top: beyond(box.top, box.bottom, edges.top, edges.bottom), behavior: 'instant' });
    }
  }

  frame.prepend(frame.querySelector('template.map-tools').content.cloneNode(true));
  frame.addEventListener('click', event => zooms[event.target.closest('[data-zoom]')?.dataset.zoom]?.());
  view.addEventListener('keydown', press);
  view.addEventListener('focusin', reveal);
  // A poster is as large as its sheet, whatever the reader has made of the map on the screen.
  window.addEventListener('beforeprint', () => zoomTo(1));
  // Beside the questions more of the way can be seen when it is smaller.
  if (frame.closest('.beside')) zoomTo(.7);
});
