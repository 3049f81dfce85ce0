/*
The finder. Without it the page lists needs and provinces; with it the same page asks, filters and counts on the device.
What is asked stands in the fragment alone. A position is asked for by a click and forgotten with the page. Nothing is
stored, nothing is sent: only whole files of the site are fetched, a province at a time.
*/
import { NOTHING, format, parse, toggled } from './finder/query.js';
import { Table } from './finder/table.js';
import { distance, position, toBox } from './finder/near.js';
import { card, el, say, tell } from './finder/card.js';
import { Chips } from './finder/chips.js';
import { Field } from './finder/field.js';
import { opening } from './finder/opening.js';

const PAGE = 20; // cards shown at once
const NEARBY = 5; // how many more are offered where few fit, and how many a search around a position wants
const FARTHEST = 8; // provinces loaded around a position at most
const DATA = new URL('../../noi-giup-do/', import.meta.url); // of the main edition, for all
const NEEDS = 4; // need chips shown once one is on, so that results come soon on a phone
const QUIET = 700; // milliseconds without a change before a count is read out

const root = document.querySelector('[data-finder]');
const part = (name) => root.querySelector(`[data-${name}]`);
const { words, kinds, languages, language, records = null, grace } = JSON.parse(document.querySelector('[data-words]').textContent);
const table = new Table(kinds, languages);
const names = new Map(kinds.map(([id, name]) => [id, name]));

let summary; // what is known where, by province
let device = null; // [latitude, longitude], while the reader wants it used
let query = NOTHING;
let place = null; // how the chosen place was called: { label, was, parts }
let shown = PAGE;
let turn = 0; // of several questions under way only the last is shown
let reading;

const field = new Field(part('field'), { words, records, base: DATA.href, provinces: [], chosen, announce });
const needs = new Chips(part('needs'), kinds.filter((kind) => kind[4]).map(([value, name]) => ({ field: 'needs', value, name })), press);
const facts = new Chips(part('facts'), [
  { field: 'open', value: true, name: words.open },
  { field: 'cost', value: 'mien-phi', name: words.free },
  { field: 'cost', value: 'bao-hiem', name: words.insurance },
  { field: 'papers', value: true, name: words.noPapers },
  ...kinds.filter((kind) => !kind[4]).map(([value, name]) => ({ field: 'needs', value, name })),
], press);
const spoken = new Chips(part('languages'), languages.map(([value, name]) => ({ field: 'languages', value, name })), press);

function press(choice) { ask(toggled(query, choice.field, choice.value)); }

/** A place was chosen; `units` is empty for everywhere. */
function chosen({ units, ...called }) { ask({ ...query, units }, units.length ? called : null); }

/** A new question: a step in the history, with the words for the chosen place beside it. */
function ask(next, called = place) {
  history.pushState(next.units.length ? called : null, '', format(next));
  read();
}

/** Takes the question from the fragment: at the start, after a step, and when the reader goes back. */
function read() {
  query = parse(location.hash);
  query.needs = query.needs.filter((each) => names.has(each));
  place = query.units.length ? history.state : null;
  shown = PAGE;
  answer();
}

/** Says `text` once nothing has changed for a while, so that not every keystroke is read out. */
function announce(text) {
  clearTimeout(reading);
  reading = setTimeout(() => { part('status').textContent = text; }, QUIET);
}

async function load(province) {
  if (table.has(province)) return;
  part('count').textContent = words.loading;
  const answered = await fetch(new URL(`du-lieu/${province}.json`, DATA));
  if (!answered.ok) throw new Error(answered.status);
  const data = await answered.json();
  if (!table.has(province)) table.add(province, data);
  if (data.opening.some(([hours]) => hours)) await opening.load(document.baseURI);
  judge(Date.now());
}

function judge(now) {
  if (opening.ready) table.judge((...those) => opening.open(...those), now, grace);
}

/** How many places a province has for the needs asked, at least: two needs may be met by one place. */
function offered(province) {
  const [, , total, counts] = province;
  if (!query.needs.length) return total;
  return Math.max(0, ...query.needs.map((need) => counts[summary.kinds.indexOf(need)] || 0));
}

/** The places of what is chosen or near are fetched, then everything is shown. */
async function answer() {
  const mine = ++turn;
  try {
    if (query.units.length) {
      const [province] = query.units[0].split('/');
      if (summary.provinces.some(([id, , total]) => id === province && total)) await load(province);
    } else if (device) await loadAround();
  } catch { if (mine === turn) showFailure(); return; }
  if (mine === turn) show();
}

/** Provinces from the nearest on, until none not loaded can hold one of the nearest that fit. */
async function loadAround() {
  const near = summary.provinces.filter((each) => each[4].length && offered(each))
    .map((each) => ({ id: each[0], metres: toBox(device, each[4]) })).sort((a, b) => a.metres - b.metres);
  for (const { id, metres } of near.slice(0, FARTHEST)) {
    const now = Date.now(), here = [{ point: device }];
    const last = table.select(table.compile(query), here, now)[NEARBY - 1];
    if (last !== undefined && !table.overdue(last, now) && table.distance(last, here)?.metres < metres) return;
    await load(id);
  }
}

/**
 * Where is searched: in the communes chosen and, if nothing fits there, in their whole province; else everywhere loaded.
 * Distances are from the device, else from the centres of the communes.
 */
function scope() {
  const origins = device ? [{ point: device }] : [];
  if (!query.units.length) return { areas: [{}], origins, communes: [] };
  const [province] = query.units[0].split('/');
  const loaded = table.provinces.find((each) => each.id === province);
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

/** The narrowest of `areas` in which something fits, and what fits there. */
function search(asked, areas) {
  for (const area of areas) {
    const ask = table.compile(asked, area), count = table.count(ask);
    if (count || area === areas[areas.length - 1]) return { ask, count, area };
  }
}

function show() {
  const held = document.activeElement, now = Date.now(), { areas, origins, communes } = scope();
  const local = query.units.length > 0 || device;
  judge(now);
  const found = search(query, areas);
  const rows = local ? table.select(found.ask, origins, now) : [];
  const label = (place && place.label) || communes.join(', ') || provinceName();
  field.show(query.units.length ? label : '', (query.units[0] || '').split('/')[0]);
  showChips(areas, local);
  showNote(label, found.area !== areas[0] && rows.length);
  showCards(part('places'), rows.slice(0, shown), origins, now);
  showRest(rows.length);
  showNearby(found.area, rows, origins, now);
  const sentence = local ? say(query.units.length ? words.fits : words.fitsNear, { n: rows.length }) : overview();
  part('count').textContent = sentence;
  announce(sentence);
  part('provinces').hidden = local && rows.length > 0;
  showEmpty(local && !rows.length);
  const left = document.activeElement;
  if (held !== document.body && (left === document.body || !left.getClientRects().length)) part('count').focus();
}

function provinceName() {
  const found = summary.provinces.find(([id]) => id === (query.units[0] || '').split('/')[0]);
  return found ? found[1] : '';
}

/** Without a place: how many there are in which province. */
function overview() {
  const known = summary.provinces.filter(offered);
  listProvinces(known);
  const total = query.needs.length > 1 ? [] : [known.reduce((sum, each) => sum + offered(each), 0)];
  const places = total.length ? say(words.places, { n: total[0] }) : query.needs.map((each) => names.get(each)).join(', ');
  return known.length ? say(words.provinces, { places, n: known.length }) : words.none;
}

function listProvinces(those) {
  part('provinces').replaceChildren(...those.map((province) => {
    const [id, name, total, counts] = province;
    const each = query.needs.map((need) => `${names.get(need)} ${counts[summary.kinds.indexOf(need)] || 0}`).join(' · ');
    const said = query.needs.length > 1 ? each : say(words.places, { n: query.needs.length ? offered(province) : total });
    return el('li', {}, el('a', { href: format({ ...query, units: [id] }), lang: records }, name), ' ', el('span', { class: 'meta' }, said));
  }));
}

function showChips(areas, local) {
  const totals = new Map(summary.kinds.map((kind, at) => [kind, summary.provinces.reduce((sum, each) => sum + each[3][at], 0)]));
  const alone = ({ field: name, value }) => ({ ...query, [name]: Array.isArray(query[name]) ? [value] : true });
  const count = (choice) => search(alone(choice), areas).count;
  const folded = part('more').getAttribute('aria-expanded') !== 'true';
  const away = local ? needs.show(query, count, { most: folded ? NEEDS : Infinity })
    : needs.show(query, ({ value }) => totals.get(value) || 0, { keep: true });
  part('filters').hidden = !local;
  if (!local) return;
  facts.show(query, count);
  spoken.show(query, count);
  part('hidden').hidden = !away.length;
  part('hidden').textContent = say(words.hidden, { names: away.join(', ') });
}

/** What the place is called now; of a divided one, its parts to choose from; and that nothing is known in it. */
function showNote(label, empty) {
  const { was, parts = [], name } = place || {}, divided = parts.length > 1;
  const [text, choices] = [part('note').querySelector('p'), part('note').querySelector('.chips')];
  const held = choices.contains(document.activeElement) && document.activeElement.textContent;
  const { kind, names: short } = together(parts);
  const said = [
    divided ? [words.formerly, { was, n: parts.length, kind, names: short.join(', ') }] : was && [words.renamed, { was, name }],
    empty && [words.noneIn, { place: label }],
    divided && query.units.length > 1 && [words.which],
  ].filter(Boolean);
  part('note').hidden = !said.length;
  text.replaceChildren(...said.flatMap(([sentence, values], number) => [number ? ' ' : '', ...tell(sentence, values, records)]));
  choices.replaceChildren(...(divided ? parts : []).map((each, number) => {
    const on = query.units.length === 1 && query.units[0] === each.unit;
    const chip = el('button', { class: 'chip', type: 'button', 'aria-pressed': on, lang: records }, short[number]);
    chip.addEventListener('click', () => {
      ask({ ...query, units: on ? parts.map(({ unit }) => unit) : [each.unit] }, { ...place, label: on ? was : each.name });
    });
    return chip;
  }));
  [...choices.children].find((chip) => chip.textContent === held)?.focus();
}

/** The kind that the parts have in common, and their names without it: "4 wards: A, B, C, D". */
function together(parts) {
  const [kind] = parts.length ? parts[0].name.split(' ') : [''];
  if (!parts.every((each) => each.name.startsWith(`${kind} `))) return { kind: words.units, names: parts.map(({ name }) => name) };
  return { kind: kind.toLocaleLowerCase(language), names: parts.map(({ name }) => name.slice(kind.length + 1)) };
}

function showCards(list, rows, origins, now) {
  list.replaceChildren(...rows.map((row) => {
    const known = table.place(row), far = origins.length && table.distance(row, origins);
    const inside = far && far.origin.name && far.origin.name === known.commune;
    const overdue = table.overdue(row, now), [hours, exceptions] = known.opening || [];
    return card(known, { far: inside ? null : far, overdue, opening: opening.state(hours, exceptions, now) }, words, language, records);
  }));
}

function showRest(count) {
  part('rest').hidden = count <= shown;
  part('rest').textContent = say(words.rest, { n: Math.min(PAGE, count - shown) });
}

/** Where few fit in the chosen communes, the nearest others of the province. */
function showNearby({ province, communes }, rows, origins, now) {
  const few = communes && rows.length < NEARBY;
  const others = few ? table.select(table.compile(query, { province }), origins, now).filter((row) => !rows.includes(row)) : [];
  part('nearby').hidden = !others.length;
  showCards(part('nearby').querySelector('ul'), others.slice(0, NEARBY), origins, now);
}

/** Nothing fits: what is known in other provinces, the nearest first. */
function showEmpty(empty) {
  part('empty').hidden = !empty;
  if (!empty) return;
  const here = summary.provinces.find(([id]) => id === (query.units[0] || '').split('/')[0]);
  const from = device || (here && here[4].length ? [(here[4][0] + here[4][2]) / 2, (here[4][1] + here[4][3]) / 2] : null);
  const far = ([, , , , box]) => (from && box.length ? distance(from, [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]) : Infinity);
  const others = summary.provinces.filter((each) => each !== here && offered(each)).sort((a, b) => far(a) - far(b)).slice(0, NEARBY);
  const filtered = format(query) !== format({ ...NOTHING, units: query.units, needs: query.needs });
  part('empty').textContent = [filtered ? words.noneFits : words.none, others.length && words.otherProvinces].filter(Boolean).join(' ');
  listProvinces(others);
}

function showFailure() {
  const [province] = (query.units[0] || '').split('/');
  part('count').textContent = words.failed;
  announce(words.failed);
  part('places').replaceChildren();
  part('provinces').hidden = false;
  part('provinces').replaceChildren(...summary.provinces.filter(([id, , total]) => total && (!province || id === province))
    .map(([id, name]) => el('li', {}, el('a', { href: `${id}/`, lang: records }, name))));
}

/** The button that uses the device's position, and stops using it. */
async function near() {
  const button = part('near'), told = button.querySelector('span');
  if (device) device = null;
  else {
    told.textContent = words.locating;
    try { device = await position(); } catch (problem) {
      told.textContent = problem.code === 1 ? words.noDenied : words.noPosition;
      announce(told.textContent);
      return;
    }
  }
  button.setAttribute('aria-pressed', Boolean(device));
  told.textContent = device ? words.stopNear : words.useNear;
  if (device && query.units.length) ask({ ...query, units: [] });
  else answer();
}

async function start() {
  summary = await (await fetch(new URL('du-lieu.json', DATA))).json();
  field.provinces.push(...summary.provinces);
  root.querySelector('form').addEventListener('submit', (event) => { event.preventDefault(); field.submit(); });
  part('near').addEventListener('click', near);
  part('more').addEventListener('click', () => {
    const open = part('more').getAttribute('aria-expanded') !== 'true';
    part('more').setAttribute('aria-expanded', open);
    document.getElementById(part('more').getAttribute('aria-controls')).hidden = !open;
    showChips(scope().areas, query.units.length > 0 || device);
  });
  part('rest').addEventListener('click', () => {
    const first = shown;
    shown += PAGE;
    show();
    part('places').children[first].querySelector('a').focus();
  });
  addEventListener('popstate', read);
  root.hidden = false;
  document.querySelector('[data-plain]').hidden = true;
  if (location.hash.length > 1 && !location.hash.includes('=')) { // an address of the plain list: `#noi-tam-lanh`
    history.replaceState(null, '', format(parse(location.hash)));
    scrollTo(0, 0);
  }
  read();
}

start();
