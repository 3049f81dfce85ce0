/* Full texts: the packs of generator/renderers/search_texts.py, read only where a question needs it. */
const ENOUGH = 0.6; // share of the weight of what was typed
const APART = '!', OFTEN = 4;

/* The numbers in a run of characters: those from 100 on are higher digits. */
function numbers(text) {
  const found = [];
  let high = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 100) {
      found.push(high * 64 + code - 35 - (code > 92));
      high = 0;
    } else high = high * 27 + code - 100;
  }
  return found;
}

/* Some months of articles. */
class Pack {
  constructor({ articles, words, followers, counts, places }) {
    this.articles = articles;
    this.words = words.split(' ');
    this.number = new Map(this.words.map((word, number) => [word, number + 1]));
    this.raw = [followers, counts, places].map((column) => column.split(APART));
    this.read = new Map();
  }

  /* Where each word stands behind this one: number of the word -> [article, how often], 0 for the word alone. */
  after(word) {
    if (!this.number.has(word)) return new Map();
    if (!this.read.has(word)) {
      const [steps, counts, places] = this.raw.map((column) => numbers(column[this.number.get(word) - 1]));
      const found = new Map();
      let follower = -1, at = 0;
      steps.forEach((step, number) => {
        follower += step + 1;
        let article = -1;
        const times = follower ? 1 : OFTEN;
        found.set(follower, Array.from({ length: counts[number] + 1 }, () => {
          const place = places[at++];
          article += Math.floor(place / times) + 1;
          return [article, follower ? 1 : place % times + 1];
        }));
      });
      this.read.set(word, found);
    }
    return this.read.get(word);
  }

  /* The words that begin so; whole words only unless `open`. */
  begun(word, open) {
    return open ? this.words.filter((each) => each.startsWith(word)) : [word];
  }

  /* article -> how often, for a pair of neighbours, or for a word alone. The last word may go on. */
  find([word, next], open) {
    const found = new Map();
    const take = (list = []) => list.forEach(([article, times]) => found.set(article, Math.max(times, found.get(article) || 0)));
    if (next) for (const each of this.begun(next, open)) take(this.after(word).get(this.number.get(each)));
    else for (const each of this.begun(word, open)) take(this.after(each).get(0));
    return found;
  }
}

export class Texts {
  constructor() { this.packs = []; }

  /* More articles; returns them as [title, address below that of all articles]. */
  add(data) {
    this.packs.push(new Pack(data));
    return data.articles;
  }

  has(word) { return this.packs.some((pack) => pack.number.has(word)); }

  get words() { return this.packs.flatMap((pack) => pack.words); }

  /* Every article that holds most of the words: [its address, share of the weight found, how often]. */
  find(words) {
    const total = this.packs.reduce((sum, { articles }) => sum + articles.length, 0), found = new Map();
    const parts = words.flatMap((word, at) => (at + 1 < words.length ? [[word], [word, words[at + 1]]] : [[word]]));
    let all = 0;
    for (const part of parts) {
      const open = part[part.length - 1] === words[words.length - 1] && part[part.length - 1].length > 2;
      const lists = this.packs.map((pack) => pack.find(part, open));
      const count = lists.reduce((sum, list) => sum + list.size, 0);
      if (!part[1] && !count) continue; // an ordinary syllable: nobody knows where it stands alone
      const weight = Math.log(1 + total / (1 + count));
      all += weight;
      lists.forEach((list, number) => list.forEach((times, article) => {
        const [, address] = this.packs[number].articles[article];
        const [share, most] = found.get(address) || [0, 0];
        found.set(address, [share + weight, Math.max(most, times)]);
      }));
    }
    return [...found].map(([address, [share, times]]) => [address, share / all, times]).filter(([, share]) => share >= ENOUGH);
  }
}
