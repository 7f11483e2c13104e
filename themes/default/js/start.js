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
};

document.addEventListener('DOMContentLoaded', () => fingerpost.start());
