/*
The search. What is typed stays in this page: no address holds it, and which file is fetched never depends on it. The
names are fetched at the first letter; texts, when the reader asks for them, the newest first, always in the same order.
*/
import { el, fill, icon, say, tell, told } from '../finder/dom.js';
import { NOTHING, format } from '../finder/query.js';
import { open as openPlaces, similar, words } from '../places.js';
import { Names } from './names.js';
import { Texts } from './texts.js';

const ROOT = '../../../', FINDER = 'noi-giup-do/';
const EDITION = new URL(ROOT + (document.documentElement.dataset.edition || ''), import.meta.url);
const SHOWN = 20;
const QUIET = 700; // milliseconds without a change before a count is read out
// How well places answer, beside `Names.degree`; a need named by one syllable ("duong") may be none.
const SURE = 96, FORMER = 70, VAGUE = 60, UNSURE = 34;
const TEXT = 24; // and the text of an article with all that was typed: as much more as it has of it
const GOOD = 40; // a correction must answer so well
const BETWEEN = /^(?:(?:o|tai|gan|khu vuc|in|near) )+/; // words between a need and a place

const json = async (path) => {
  const answer = await fetch(new URL(path, EDITION));
  if (!answer.ok) throw new Error(path);
  return answer.json();
};

/* The search over `root`, with all that answers while somebody types. */
export async function open(root) {
  const [data, places] = await Promise.all([json('tim/ten.json'), openPlaces(new URL(ROOT + FINDER, import.meta.url))]);
  return new Page(root, data, places);
}

class Page {
  constructor(root, data, places) {
    const part = (name) => root.querySelector(`[data-${name}]`);
    Object.assign(this, { data, places, part, input: root.querySelector('input'), index: new Names(data), full: new Texts(), depth: 0 });
    this.words = JSON.parse(document.querySelector('[data-words]').textContent);
    // For the way back from an answer alone: browsers keep the state of closed tabs.
    part('found').addEventListener('click', ({ target }) => {
      if (target.closest('a')) history.replaceState({ typed: this.input.value, depth: this.depth }, '');
    });
    part('older').addEventListener('click', () => this.more());
    part('instead').addEventListener('click', () => {
      this.input.value = part('instead').textContent;
      this.names();
      this.input.focus();
    });
  }

  /* While somebody types: what is here already answers. */
  names() {
    const typed = this.input.value;
    this.show(this.answers(typed), typed);
  }

  /* The reader asks for texts: from the first time on they answer too. */
  texts() { return this.depth ? this.ask() : this.more(); }

  ask() {
    this.names();
    this.part('count').focus();
  }

  /* The next group of texts, whatever was typed; it comes once, however often it is asked for. */
  load() {
    this.coming = this.coming || this.next().finally(() => { this.coming = null; });
    return this.coming;
  }

  async next() {
    const [, , ...packs] = this.data.texts[this.depth] || [];
    this.say(this.words.loading);
    const found = await Promise.all(packs.map((pack) => json(`tim/bai/${pack}.json`)));
    for (const each of found) this.index.extend(this.full.add(each));
    this.depth++;
  }

  /* The same, said when it fails. */
  async more() {
    try {
      await this.load();
      this.ask();
    } catch { this.say(this.words.failed); }
  }

  /* The reader comes back from an answer: as many texts as before. */
  async back(depth = 0) {
    try { while (this.depth < depth) await this.load(); } finally { this.names(); }
  }

  /* Everything that answers, the best first. */
  answers(typed) {
    const readings = this.index.readings(typed);
    if (!readings.length) return [];
    const places = readings.flatMap((said) => this.inPlaces(said));
    const found = [...this.index.find(readings), ...new Map(places.reverse().map((each) => [each[0].address, each])).values()];
    const named = new Set(found.map(([{ address }]) => address));
    for (const reading of readings) {
      for (const [part, share, times] of this.full.find(reading)) {
        const entry = this.index.article(part);
        if (!named.has(entry.address)) found.push([entry, TEXT * share + times]);
        named.add(entry.address);
      }
    }
    return found.sort(([, a], [, b]) => b - a).map(([entry, how]) => ({ ...entry, how }));
  }

  /* Places of today and before, alone and with a need; the finder shows what is there. */
  inPlaces(said) {
    const found = [], plain = said.join(' ');
    const { finder, formerly, maybe, records, there } = this.words;
    const answer = (sentence, { name, parts, province, unit, was }, how, need) => {
      const values = { need: need?.called[0], place: unit ? name : was }, units = unit ? [unit] : parts.map((each) => each.unit);
      const notes = [unit && was && [formerly, { was }], (!unit || unit.includes('/')) && ['{place}', { place: province }]];
      found.push([{
        title: say(sentence, values), called: tell(sentence, values, records), label: finder, icon: 'pin',
        notes: notes.filter(Boolean).map((each) => tell(...each, records)),
        address: FINDER + format({ ...NOTHING, units, needs: need ? [this.data.needs[need.title]] : [] }),
      }, how]);
    };
    for (let at = 1; at < said.length; at++) {
      for (const [need, place] of [[said.slice(0, at), said.slice(at)], [said.slice(at), said.slice(0, at)]]) {
        const kind = this.index.need(need, this.data.needs);
        const [here] = kind ? this.sure(place.join(' ').replace(BETWEEN, '')) : [];
        if (here) answer(there, here, need[1] ? SURE + 1 : VAGUE, kind);
      }
    }
    const places = this.places.find(plain, 4);
    places.forEach((each, number) => {
      const near = places.sure || words(each.was || each.name).includes(` ${plain}`);
      if (near) answer('{place}', each, (places.sure ? SURE : UNSURE) - number / 10);
    });
    if (!places.sure && /^(?:phuong|xa|thi tran|p|x|tt) /.test(plain)) {
      for (const id of places.more.slice(0, 3)) {
        const [province] = this.places.find(id.replace(/-/g, ' '), 1);
        answer(maybe, { unit: id, name: province.name }, FORMER);
      }
    }
    return found;
  }

  sure(plain) {
    const found = plain ? this.places.find(plain, 1) : [];
    return found.sure ? found : [];
  }

  /*
  One word changed by one letter, so that something good answers; [] if none does. It is the word that stands nowhere,
  or, of two that do, either.
  */
  corrected(typed) {
    const said = words(typed).trim().split(' ');
    const known = [...new Set([...this.index.count.keys(), ...this.full.words])];
    const strange = said.filter((word) => !this.index.count.has(word) && !this.full.has(word));
    let best = [], most = GOOD;
    if (strange.length > 1 || !strange.length && said.length > 2) return best;
    said.forEach((word, at) => {
      if (word.length < 3 || strange.length && word !== strange[0]) return;
      for (const other of known) {
        if (other === word || other.length < 3 || !similar(other, word)) continue;
        const answers = this.answers([...said.slice(0, at), other, ...said.slice(at + 1)].join(' '));
        if (answers.length && answers[0].how > most) {
          most = answers[0].how;
          best = answers;
          best.typed = said.map((each, number) => written(number === at ? other : each, answers[0].title)).join(' ');
        }
      }
    });
    return best;
  }

  show(answers, typed) {
    const none = typed.trim() && !answers.length, found = none ? this.corrected(typed) : answers;
    this.part('correction').hidden = !found.typed;
    this.part('instead').textContent = found.typed || '';
    this.part('none').hidden = !none || found.length > 0;
    fill(this.part('found'), ...found.slice(0, SHOWN).map((each) => el('li', { class: 'post' },
      el('span', { class: 'post__icon' }, icon(each.icon)),
      el('div', {}, el('p', { class: 'meta' }, each.label, ...each.notes.flatMap((note) => ['\u00a0· ', ...note.map(told)])),
        el('h3', { class: 'post__title' }, el('a', { href: new URL(each.address, EDITION).href }, ...each.called.map(told)))))));
    const group = this.data.texts[this.depth];
    this.part('older').hidden = !this.depth || !group || !typed.trim();
    if (group) this.part('older').textContent = say(this.words.older, { from: group[0], to: group[1] });
    this.part('hint').hidden = this.depth > 0 || !group || !typed.trim();
    this.say(typed.trim() ? say(found.length ? this.words.found : this.words.none, { n: Math.min(found.length, SHOWN) }) : '');
  }

  /* Shown at once, read out when nothing has changed for a while. */
  say(text) {
    this.part('count').textContent = text;
    clearTimeout(this.reading);
    this.reading = setTimeout(() => { this.part('status').textContent = text; }, QUIET);
  }
}

/* A word as a title writes it, with its marks. */
function written(word, title) {
  return title.split(/[^\p{L}\p{N}]+/u).find((each) => words(each).trim() === word)?.toLocaleLowerCase() || word;
}
