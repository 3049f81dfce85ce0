/* Choices as buttons that stay in the page: only their words change, so that focus is never lost. */
import { el, icon } from './dom.js';

/** A group of chips for `choices` ({ field, value, name, icon? }); `press` is told which was pressed. */
export class Chips {
  constructor(root, choices, press) {
    this.root = root;
    this.chips = choices.map((choice) => {
      const count = el('span', { class: 'chip__count' });
      const button = el('button', { class: 'chip', type: 'button', 'aria-pressed': 'false' }, icon('check'), el('span', {}, choice.name), ' ', count);
      button.addEventListener('click', () => press(choice));
      return { ...choice, button, count };
    });
    root.append(...this.chips.map((each) => each.button));
  }

  /**
   * Says which are on and how many places each would leave; `count` may answer undefined: then nothing is said.
   * A choice that would leave none is put away, unless it is on or focus is on it; `keep` keeps them all. Where one is on,
   * `most` are shown. Returns the names of those that would leave none.
   */
  show(query, count, { keep = false, most = Infinity } = {}) {
    const away = [], lit = this.chips.filter(({ field, value }) => query[field] === true || query[field].includes?.(value));
    let room = lit.length ? most - lit.length : Infinity;
    for (const chip of this.chips) {
      const on = lit.includes(chip), left = count(chip);
      chip.button.setAttribute('aria-pressed', on);
      chip.count.textContent = left === undefined ? '' : left;
      const wanted = on || ((left || keep) && room-- > 0);
      chip.button.hidden = !wanted && chip.button !== document.activeElement;
      if (!left && chip.button.hidden) away.push(chip.name);
    }
    this.root.hidden = this.chips.every(({ button }) => button.hidden);
    return away;
  }
}
