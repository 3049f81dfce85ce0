/* Shows the form of the search. All else, scripts and names, is asked for at the first letter. */
const form = document.querySelector('[data-search]'), input = form.querySelector('input');
let asked;

/* What answers, once; after a failure the next letter asks again. */
function search() {
  asked = asked || import('./search/page.js').then(({ open }) => open(form)).catch(() => {
    asked = null;
    form.querySelector('[data-count]').textContent = form.dataset.failed;
  });
  return asked;
}

form.addEventListener('submit', (event) => { event.preventDefault(); });
form.querySelector('form').addEventListener('submit', async () => { (await search())?.texts(); });
input.addEventListener('input', async () => {
  if (history.state) history.replaceState(null, ''); // the words of an answer that was opened before
  (await search())?.names();
});
form.hidden = false;
const [{ type } = {}] = performance.getEntriesByType('navigation');
if (type !== 'back_forward') history.replaceState(null, '');
else if (history.state?.typed) { // the reader comes back from an answer
  input.value = history.state.typed;
  search().then((page) => page?.back(history.state.depth));
}
