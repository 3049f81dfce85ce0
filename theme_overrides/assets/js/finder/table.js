/*
The places of the provinces loaded so far, as columns of numbers: 3,000 of them are filtered and counted within a frame.

A kind of service is a bit. Costs and papers are kept per kind, so that "free" and "PrEP" together mean free PrEP, and
not a place with PrEP where something else is free.
*/
import { distance } from './near.js';

const FREE = 1, INSURANCE = 2, NO_PAPERS = 4;
const DAY = 864e5, VIETNAM = 252e5; // UTC+7, no summer time

/** The day (YYYY-MM-DD) in Viet Nam, `days` before `now`. */
export const dayBefore = (now, days) => new Date(now + VIETNAM - days * DAY).toISOString().slice(0, 10);

export class Table {
  constructor(kinds, languages) {
    this.kinds = kinds;
    this.languages = languages;
    this.words = Math.ceil(kinds.length / 32);
    this.number = new Map(kinds.map(([part], index) => [part, index]));
    this.provinces = [];
    this.length = 0;
    const none = () => new Uint32Array(0);
    this.columns = { offers: none(), free: none(), insured: none(), noPapers: none() };
    this.rows = { province: new Int32Array(0), commune: new Int32Array(0), spoken: none(), opening: new Int32Array(0) };
    this.open = new Uint8Array(0);
  }

  has(province) { return this.provinces.some((each) => each.id === province); }

  /** Adds the file of a province behind what is there. */
  add(id, data) {
    const first = this.length, index = this.provinces.length;
    this.provinces.push({ id, data, first });
    this.length += data.count;
    for (const group of [this.columns, this.rows]) {
      for (const name of Object.keys(group)) {
        const grown = new group[name].constructor(this.length * (group === this.columns ? this.words : 1));
        grown.set(group[name]);
        group[name] = grown;
      }
    }
    for (let row = 0; row < data.count; row++) this.addRow(data, row, first + row, index);
  }

  addRow(data, row, at, province) {
    this.rows.province[at] = province;
    this.rows.commune[at] = data.commune ? data.commune[row] : 0;
    this.rows.opening[at] = data.hours ? data.hours[row] : 0;
    for (const code of value(data, 'languages', row) || []) this.rows.spoken[at] |= bit(this.languages, code);
    for (const service of data.services[row]) {
      const flags = service % 16;
      const kind = this.number.get(data.kinds[service >> 4]);
      const word = at * this.words + (kind >> 5), mask = 1 << (kind & 31);
      this.columns.offers[word] |= mask;
      if (flags & FREE) this.columns.free[word] |= mask;
      if (flags & INSURANCE) this.columns.insured[word] |= mask;
      if (flags & NO_PAPERS) this.columns.noPapers[word] |= mask;
    }
  }

  /**
   * Asks `isOpen` once per way of opening who is open at `now`. Without hours nobody is; nor is a place whose check is
   * overdue by more than `grace` days.
   */
  judge(isOpen, now, grace) {
    const limit = dayBefore(now, grace);
    this.open = new Uint8Array(this.length);
    for (const { data, first } of this.provinces) {
      const states = data.opening.map(([hours, exceptions]) => hours && isOpen(hours, exceptions, now));
      for (let row = 0; row < data.count; row++) {
        const due = value(data, 'due', row);
        this.open[first + row] = data.hours && states[data.hours[row] - 1] && !(due && due < limit) ? 1 : 0;
      }
    }
  }

  /** A question as masks; `where` is { province, communes }, each left out where it does not matter. */
  compile(query, where = {}) {
    const needs = new Uint32Array(this.words).fill(query.needs.length ? 0 : ~0);
    const wanted = new Set(query.needs.map((need) => this.number.get(need)));
    for (let kind = 0; kind < this.kinds.length; kind++) {
      for (let wide = kind; wide >= 0; wide = this.kinds[wide][3]) { // a narrower kind is found under the wider ones too
        if (wanted.has(wide)) needs[kind >> 5] |= 1 << (kind & 31);
      }
    }
    return {
      needs,
      free: query.cost.includes('mien-phi'),
      insured: query.cost.includes('bao-hiem'),
      papers: query.papers,
      open: query.open,
      spoken: query.languages.reduce((mask, code) => mask | bit(this.languages, code), 0),
      province: this.provinces.findIndex((each) => each.id === where.province),
      anywhere: where.province === undefined,
      communes: where.communes,
    };
  }

  fits(row, ask) {
    const { offers, free, insured, noPapers } = this.columns;
    if (!ask.anywhere && this.rows.province[row] !== ask.province) return false;
    if (ask.communes && !ask.communes.includes(this.rows.commune[row])) return false;
    if (ask.spoken && !(this.rows.spoken[row] & ask.spoken)) return false;
    if (ask.open && !this.open[row]) return false;
    for (let word = row * this.words, k = 0; k < this.words; k++, word++) {
      let services = offers[word] & ask.needs[k];
      if (ask.free || ask.insured) services &= (ask.free ? free[word] : 0) | (ask.insured ? insured[word] : 0);
      if (ask.papers) services &= noPapers[word];
      if (services) return true;
    }
    return false;
  }

  count(ask) {
    let found = 0;
    for (let row = 0; row < this.length; row++) if (this.fits(row, ask)) found++;
    return found;
  }

  /** The places that fit: overdue ones last; then the nearest first and those without a distance last; then as filed. */
  select(ask, origins, now) {
    const found = [], rank = new Float64Array(this.length);
    for (let row = 0; row < this.length; row++) {
      if (!this.fits(row, ask)) continue;
      const { data, first } = this.provinces[this.rows.province[row]], far = origins.length && this.distance(row, origins);
      const unknown = value(data, 'checked', row - first) ? 1e8 : 2e8; // farther than anything on earth
      rank[row] = (this.overdue(row, now) ? 1e9 : 0) + (far ? far.metres : unknown);
      found.push(row);
    }
    return found.sort((a, b) => rank[a] - rank[b] || a - b);
  }

  /** Whether the day the next check was due is over. */
  overdue(row, now) {
    const { data, first } = this.provinces[this.rows.province[row]], due = value(data, 'due', row - first);
    return due && due < dayBefore(now, 0);
  }

  /** How far a place is from the nearest of `origins`, and whether that is measured to the centre of its commune. */
  distance(row, origins) {
    const { data, first } = this.provinces[this.rows.province[row]];
    const point = value(data, 'point', row - first), commune = data.communes[this.rows.commune[row]];
    const target = point || (commune && commune.length > 2 && commune.slice(2));
    if (!target) return undefined;
    const far = origins.map((origin) => distance(origin.point, target));
    const metres = Math.min(...far);
    return { metres, centre: !point, origin: origins[far.indexOf(metres)] };
  }

  /** What is known of a place, for its card. */
  place(row) {
    const { id, data, first } = this.provinces[this.rows.province[row]];
    const get = (name) => value(data, name, row - first) || null;
    const opening = get('hours') && data.opening[get('hours') - 1];
    const commune = data.communes[this.rows.commune[row]];
    return {
      href: `dia-chi/${get('part')}/`, name: get('name'), province: data.province, provinceId: id,
      commune: commune ? commune[1] : null, address: get('address'), former: get('former'),
      services: data.services[row - first].map((each) => ({
        kind: this.kinds[this.number.get(data.kinds[each >> 4])], flags: each % 16,
      })),
      phone: get('phone'), tel: link(get('phone'), get('tel')), opening, hours: opening && opening[2], checked: get('checked'), by: data.offices[get('by') - 1] || null,
      due: get('due'), source: get('source'),
    };
  }
}

function value(data, name, row) { return data[name] ? data[name][row] : 0; }

function bit(list, word) {
  const index = list.findIndex(([code]) => code === word);
  return index < 0 ? 0 : 1 << index;
}

/** 1 stands for the usual number: +84 and the digits without their first. */
function link(phone, tel) { return tel === 1 ? `tel:+84${phone.replace(/\D/g, '').slice(1)}` : tel; }
