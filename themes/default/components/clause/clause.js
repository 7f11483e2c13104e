// A clause's number is its address. Following it also copies the address, and says so.
fingerpost.register('clauses', page => {
  const said = page.querySelector('.said');
  let silence;

  function say(words) {
    said.textContent = words;
    clearTimeout(silence);
    silence = setTimeout(() => { said.textContent = ''; }, 5000);
  }

  // The clause as people write it: 2.3.c is 2.3(c).
  function named(link) {
    return decodeURIComponent(link.hash.slice(1)).replace(/\.([a-z]+)/g, '($1)');
  }

  async function copy(link) {
    try {
      await navigator.clipboard.writeText(link.href);
      say(`The address of clause ${named(link)} is copied`);
    } catch {
      // Some browsers keep the clipboard from pages opened out of a folder. The link has still been followed.
    }
  }

  page.addEventListener('click', event => {
    const link = event.target.closest('a.clause-number');
    if (link && navigator.clipboard) copy(link);
  });
});
