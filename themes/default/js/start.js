// Every page works without this script. What it adds is registered here by name, and built for each part of the page
// that asks for it with data-module. Each part is built on its own, so that one that fails leaves the others whole.
const fingerpost = {
  modules: new Map(),

  register(name, build) {
    this.modules.set(name, build);
  },

  start() {
    for (const part of document.querySelectorAll('[data-module]'))
      for (const name of part.dataset.module.split(' ')) this.build(name, part);
  },

  build(name, part) {
    try {
      this.modules.get(name)?.(part);
    } catch (fault) {
      console.error(`${name}:`, fault);
    }
  },

  // What nobody waits to see is done when the next picture is there; so much of it is still to come.
  due: 0,

  afterPicture(work) {
    this.due += 1;
    requestAnimationFrame(() => setTimeout(() => {
      this.due -= 1;
      work();
    }));
  },

  // The part that the address names, or nothing where it names none. An address may be spelled too badly to be read.
  named() {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  },

  // The journey that a decision's page shows: the style sheet's choice, told to scripts.
  journey(page) {
    return this.named()?.closest('.journey') ?? page.querySelector('#start');
  },
};

document.addEventListener('DOMContentLoaded', () => fingerpost.start());
