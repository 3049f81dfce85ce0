/* On pages with places: whether each is open now, and whether its check is overdue. Sends, stores nothing. */
import { isOverdue } from './opening.js';
import { onReturn, opening } from './finder/opening.js';
import { fill, icon } from './finder/dom.js';

const now = Date.now();

// What was checked too long ago is no promise any more, and comes last.
for (const place of document.querySelectorAll('[data-due]')) {
  if (!isOverdue(place.dataset.due, now)) continue;
  place.querySelectorAll('[data-overdue]').forEach((said) => { said.hidden = false; });
  place.querySelectorAll('.btn--filled[href^="tel:"]').forEach((button) => {
    button.classList.replace('btn--filled', 'btn--outlined');
  });
  if (place.matches('li')) place.parentNode.append(place);
}

const timed = document.querySelectorAll('[data-hours]');
if (timed.length) opening.load(new URL(`../../${document.documentElement.dataset.edition || ''}noi-giup-do/`, import.meta.url)).then(() => {
  const judge = () => timed.forEach(show);
  judge();
  onReturn(judge);
});

function show(place) {
  const line = place.querySelector('[data-opening]');
  const state = opening.state(place.dataset.hours, place.dataset.exceptions || '', Date.now());
  if (!line || !state) return;
  line.className = `opening ${state.look}`;
  fill(line, icon(state.icon), state.text);
  line.hidden = false;
}
