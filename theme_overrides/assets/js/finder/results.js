/*
The places that fit a question, and their cards: fetched with the first province, because most readers look at the page
and its counts before.
*/
import { card } from './card.js';
import { distance, position, toBox } from './near.js';
import { onReturn, opening } from './opening.js';
import { Table } from './table.js';

const AROUND = 8; // provinces fetched around a position

export class Results {
  /** `setup` is what the page says about itself, and `data`, the address of the files of provinces. */
  constructor(setup) {
    Object.assign(this, setup, { position, distance });
    this.table = new Table(setup.kinds, setup.languages);
    onReturn(setup.again);
  }

  /** Fetches the places of a province, unless they are here; `loading` is told when that begins. */
  async load(province, loading) {
    if (this.table.has(province)) return;
    loading();
    const answered = await fetch(new URL(`du-lieu/${province}.json`, this.data));
    if (!answered.ok) throw new Error(answered.status);
    const data = await answered.json();
    if (!this.table.has(province)) this.table.add(province, data);
    if (data.opening.some(([hours]) => hours)) await opening.load(document.baseURI);
    this.judge(Date.now());
  }

  judge(now) {
    if (opening.ready) this.table.judge((...those) => opening.open(...those), now, this.grace);
  }

  /** Loads the nearest of `provinces` ([id, …, box] each), as many and in the same order whatever is asked. */
  async around(device, provinces, loading) {
    const far = ([, , , , box]) => toBox(device, box);
    const near = [...provinces].sort((a, b) => far(a) - far(b)).slice(0, AROUND);
    await Promise.all(provinces.filter((each) => near.includes(each)).map(([id]) => this.load(id, loading)));
  }

  /** Whether a province not loaded may hold a place nearer than this row, or a better one if it is overdue or none. */
  nearer(device, [id, , , , box], row) {
    const far = row !== undefined && !this.table.overdue(row, Date.now()) && this.table.distance(row, [{ point: device }]);
    return !this.table.has(id) && !(far && far.metres <= toBox(device, box));
  }

  /**
   * What fits: `rows` in order, `communes` by name, whether it was `widened` to the whole province because nothing fits in
   * the communes chosen, and whether it is still `narrow`; `count` says how many another question would find there.
   */
  find(query, device) {
    const now = Date.now(), { areas, origins, communes } = this.scope(query, device);
    this.judge(now);
    const { ask, area } = this.search(query, areas);
    return {
      rows: this.table.select(ask, origins, now), communes, origins, now, province: area.province,
      widened: area !== areas[0], narrow: Boolean(area.communes), count: (asked) => this.search(asked, areas).count,
    };
  }

  /** What fits in the rest of the province. */
  others(query, { rows, province, origins, now }) {
    return this.table.select(this.table.compile(query, { province }), origins, now).filter((row) => !rows.includes(row));
  }

  /**
   * Where is searched: in the communes chosen and, if nothing fits there, in their whole province; else everywhere loaded.
   * Distances are from the device, else from the centres of the communes.
   */
  scope(query, device) {
    const origins = device ? [{ point: device }] : [];
    if (!query.units.length) return { areas: [{}], origins, communes: [] };
    const [province] = query.units[0].split('/');
    const loaded = this.table.provinces.find((each) => each.id === province);
    const wanted = query.units.filter((unit) => unit.includes('/')).map((unit) => unit.split('/')[1]);
    if (!loaded || !wanted.length) return { areas: [{ province }], origins, communes: [] };
    const numbers = [...loaded.data.communes.keys()].filter((number) => wanted.includes(loaded.data.communes[number][0]));
    const communes = numbers.map((number) => loaded.data.communes[number]);
    const centres = communes.filter((each) => each.length > 2).map(([, name, ...point]) => ({ name, point }));
    return {
      areas: [{ province, communes: numbers }, { province }],
      origins: device ? origins : centres,
      communes: communes.map(([, name]) => name),
    };
  }

  /** The narrowest of `areas` in which something fits, and how many there. */
  search(asked, areas) {
    for (const area of areas) {
      const ask = this.table.compile(asked, area), count = this.table.count(ask);
      if (count || area === areas[areas.length - 1]) return { ask, count, area };
    }
  }

  cards({ origins, now }, rows) {
    return rows.map((row) => {
      const known = this.table.place(row);
      const far = origins.length && this.table.distance(row, origins);
      const inside = far && far.origin.name && far.origin.name === known.commune;
      const overdue = this.table.overdue(row, now), [hours, exceptions] = known.opening || [];
      const state = { far: inside ? null : far, overdue, opening: opening.state(hours, exceptions, now) };
      return card(known, state, this.words, this.language, this.records);
    });
  }
}
