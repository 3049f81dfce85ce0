/* Names of all there is to find in this edition, and how well each answers what was typed. */
import { words } from '../places.js';

const ENOUGH = 0.7; // share of the weight of what was typed
const RANK = 1.5; // what people come for first stands before equals

export class Names {
  constructor({ kinds, synonyms }) {
    this.entries = [];
    this.known = new Map(); // by address
    this.count = new Map(); // word -> in how many names
    // The longest first: "thuoc khang vi rut" before "thuoc".
    this.synonyms = synonyms.map((pair) => pair.map((each) => ` ${each} `)).sort(([a], [b]) => b.length - a.length);
    kinds.forEach(([label, icon, base, names], rank) => {
      this.kind = { label, icon, base, rank }; // at last that of articles
      for (const each of names) this.add(...each);
    });
  }

  add(called, part, said = '') {
    const address = this.kind.base + part + (part && !part.endsWith('/') ? '/' : '');
    const [title] = [called].flat(), name = words(title), all = words(`${title} ${[said].flat()[0]}`);
    const entry = { title, called: [called], notes: said ? [[said]] : [], ...this.kind, address, name, all };
    this.known.set(address, entry);
    for (const word of new Set(all.trim().split(' '))) this.count.set(word, (this.count.get(word) || 0) + 1);
    this.entries.push(entry);
  }

  /* Articles of a pack: their titles answer too from now on. */
  extend(articles) {
    for (const [title, part] of articles) if (!this.article(part)) this.add(title, part);
  }

  article(part) { return this.known.get(this.kind.base + part); }

  /* What was typed, and what it means in the words of the site, each as words. */
  readings(typed) {
    const said = words(typed);
    let means = said;
    for (const [other, ours] of this.synonyms) if (said.includes(other)) means = means.replace(other, ours);
    return [...new Set([said, means])].map((each) => each.trim()).filter(Boolean).map((each) => each.split(' '));
  }

  weight(word) { return Math.log(1 + this.entries.length / (1 + (this.count.get(word) || 0))); }

  /* 0 to 100: the whole name, its beginning, a part, its words, words of what is said of it, most of them. */
  degree({ name, all }, typed) {
    const phrase = ` ${typed.join(' ')}`, whole = `${phrase} `, last = typed.length - 1;
    const within = (text) => (word, at) => text.includes(at === last ? ` ${word}` : ` ${word} `);
    if (name === whole) return 100;
    if (name.startsWith(phrase)) return name.startsWith(whole) ? 92 : 88;
    if (name.includes(phrase)) return name.includes(whole) ? 80 : 74;
    if (typed.every(within(name))) return 64;
    if (all.includes(phrase)) return all.includes(whole) ? 56 : 52;
    if (typed.every(within(all))) return 46;
    let found = 0, sum = 0;
    for (const word of typed) {
      const weight = this.weight(word);
      sum += weight;
      if (all.includes(` ${word} `)) found += weight;
    }
    return found / sum >= ENOUGH ? 40 * found / sum : 0;
  }

  /* [entry, how well it answers], in no order. */
  find(readings) {
    const found = [];
    for (const entry of this.entries) {
      const how = Math.max(...readings.map((typed) => this.degree(entry, typed)));
      if (how) found.push([entry, how - RANK * entry.rank]);
    }
    return found;
  }

  /* The first need that these words name. */
  need(typed, needs) {
    const found = this.entries.filter((entry) => entry.title in needs && this.degree(entry, typed) >= 64);
    return found[0];
  }
}
