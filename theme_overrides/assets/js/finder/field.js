/*
The place field: a combobox with a list of suggestions (WAI-ARIA APG, "Editable Combobox With List Autocomplete").
The index of names is fetched at the first keystroke, former communes right behind it: all of them, whatever is typed.
Where it cannot be had, a list of provinces takes its place.
*/
import { el, fill, say, tell } from './dom.js';

const SHOWN = 8;
const SCRIPT = new URL('../places.js', import.meta.url).href;

export class Field {
  /** `chosen` is told { units, label, was, parts }; `announce` says something to screen readers. */
  constructor(root, { words, records, base, provinces, chosen, announce }) {
    Object.assign(this, { root, words, records, base, provinces, chosen, announce, found: [], active: -1 });
    this.input = root.querySelector('input');
    this.list = root.querySelector('[role="listbox"]');
    this.select = root.querySelector('select');
    this.error = root.querySelector('[data-error]');
    this.input.addEventListener('focus', () => this.load(), { once: true });
    this.input.addEventListener('input', () => this.suggest());
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('blur', () => this.close());
    this.list.addEventListener('pointerdown', (event) => event.preventDefault()); // the input keeps the focus
    this.list.addEventListener('click', (event) => {
      const option = event.target.closest('[role="option"]');
      if (option) this.choose(this.found[[...this.list.children].indexOf(option)]);
    });
  }

  /** Shows what is chosen, without asking anybody. */
  show(label, province) {
    if (this.input !== document.activeElement || label) this.input.value = label;
    this.select.value = province || '';
    this.fail(false);
  }

  load() {
    this.script = this.script || import(SCRIPT).catch(() => this.fallBack());
    return this.script;
  }

  /** The index of names, or nothing when it cannot be had. */
  async index() {
    const script = await this.load();
    if (!script) return null;
    this.opened = this.opened || script.open(this.base).then((index) => {
      index.more().then(() => this.again(index), () => {}); // `submit` asks again, no letter does
      return index;
    }).catch(() => this.fallBack());
    return this.opened;
  }

  /** A plain list of provinces instead of the field. */
  fallBack() {
    if (!this.select.hidden) return;
    const focused = this.input === document.activeElement;
    this.select.append(el('option', { value: '' }, this.words.everywhere),
      ...this.provinces.map(([part, name]) => el('option', { value: part, lang: this.records }, name)));
    this.select.addEventListener('change', () => this.submit());
    this.close();
    this.root.classList.add('field--plain');
    this.input.hidden = true;
    this.select.hidden = false;
    this.root.querySelector('label').htmlFor = this.select.id = `${this.input.id}-tinh`;
    if (focused) this.select.focus();
  }

  async suggest() {
    const text = this.input.value, index = await this.index();
    if (!index || text !== this.input.value) return;
    this.fail(false);
    this.offer(index, text);
  }

  offer(index, text) {
    this.found = index.find(text, SHOWN);
    this.active = -1;
    fill(this.list, ...this.found.map((each, number) => this.option(each, number)));
    this.open(this.found.length > 0);
    if (text.trim()) this.announce(say(this.words.choices, { n: this.found.length }));
  }

  /** Former communes are here: they are suggested too, unless the reader is choosing or has done so. */
  again(index) {
    const waiting = this.active < 0 && this.list.hidden !== this.found.length > 0;
    if (waiting && this.input === document.activeElement) this.offer(index, this.input.value);
  }

  option(each, number) {
    const was = each.was && tell(this.words.formerName, { was: each.was }, this.records);
    const names = each.parts.map((part) => part.name).join(', ');
    return el('li', { id: `${this.list.id}-${number}`, role: 'option', 'aria-selected': 'false' },
      el('span', { lang: this.records }, names ? each.was : full(each)),
      (names || was) && el('span', { class: 'meta', lang: names ? this.records : null }, ...(names ? [names] : was)));
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length) {
      event.preventDefault();
      this.open(true);
      const count = this.found.length;
      this.mark(this.active < 0 && step < 0 ? count - 1 : (this.active + step + count) % count);
    } else if (event.key === 'Escape') {
      if (this.list.hidden) this.input.value = '';
      this.close();
    }
  }

  mark(number) {
    this.active = number;
    [...this.list.children].forEach((option, index) => option.setAttribute('aria-selected', index === number));
    this.input.setAttribute('aria-activedescendant', `${this.list.id}-${number}`);
    this.list.children[number].scrollIntoView({ block: 'nearest' });
  }

  /** What is marked, or what fits best; an empty field is everywhere. */
  async submit() {
    if (!this.select.hidden) {
      const [part, label] = this.provinces.find(([each]) => each === this.select.value) || [];
      this.chosen(part ? { units: [part], label } : { units: [] });
      return;
    }
    const text = this.input.value.trim();
    if (!text) { this.chosen({ units: [] }); return; }
    const index = await this.index();
    if (!index) return;
    if (this.active < 0) await index.more().catch(() => {});
    const best = this.found[this.active] || index.find(text, 1)[0];
    if (best) this.choose(best);
    else this.fail(true);
  }

  choose(each) {
    this.close();
    const { name, was, parts } = each, divided = parts.length > 0;
    const units = divided ? parts.map((part) => part.unit) : [each.unit];
    this.chosen({ units, label: divided ? was : full(each), name, was, parts });
  }

  fail(wrong) {
    this.root.classList.toggle('field--error', wrong);
    this.input.setAttribute('aria-invalid', wrong);
    this.error.hidden = !wrong;
    this.error.textContent = wrong ? this.words.noSuchPlace : '';
    if (wrong) { this.input.focus(); this.announce(this.words.noSuchPlace); }
  }

  open(shown) {
    this.list.hidden = !shown;
    this.input.setAttribute('aria-expanded', shown);
    if (!shown) this.input.removeAttribute('aria-activedescendant');
  }

  close() {
    this.open(false);
    this.active = -1;
  }
}

function full({ unit, name, province }) { return unit && !unit.includes('/') ? name : `${name}, ${province}`; }
