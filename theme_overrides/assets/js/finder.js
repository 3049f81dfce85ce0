/*
The finder. Without it the page lists needs and provinces; with it the same page asks, filters and counts on the device.
What is asked stands in the fragment alone. A position is asked for by a click and forgotten with the page. Nothing is
stored, nothing is sent: only whole files of the site are fetched, a province each, and none is chosen by a need.
*/
import { NOTHING, format, parse, toggled } from './finder/query.js';
import { el, fill, say, tell } from './finder/dom.js';
import { Chips } from './finder/chips.js';
import { Field } from './finder/field.js';

const PAGE = 20; // cards shown at once
const NEARBY = 5; // how many more are offered where few fit
const DATA = new URL('../../noi-giup-do/', import.meta.url); // of the main edition, for all
const NEEDS = 4; // need chips shown once one is on, so that results come soon on a phone
const QUIET = 700; // milliseconds without a change before a count is read out

const root = document.querySelector('[data-finder]');
const part = (name) => root.querySelector(`[data-${name}]`);
const setup = { data: DATA, ...JSON.parse(document.querySelector('[data-words]').textContent) };
const { words, kinds, languages, language, records } = setup;
const names = new Map(kinds.map(([id, name]) => [id, name]));

let summary; // what is known where, by province
let results; // the places of the provinces asked for; their script comes with the first of them
let device = null; // [latitude, longitude], while the reader wants it used
let query = NOTHING;
let place = null; // how the chosen place was called: { label, was, parts }
let shown = PAGE;
let found = { rows: [], communes: [] }; // what fits, where places are asked for
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

/** A new question: no step in the history, so that the way out leaves none; the words for the chosen place beside it. */
function ask(next, called = place) {
  history.replaceState(next.units.length ? called : null, '', format(next));
  read();
}

/** Takes the question from the fragment: at the start, after a press, a link or another address, and on the way back. */
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

/** The script that shows places, fetched once a place was chosen or a position asked for. */
async function fetched() {
  const { Results } = await import('./finder/results.js');
  results = results || new Results({ ...setup, again });
  return results;
}

/** How many places a province has for the needs asked, at least: two needs may be met by one place. */
function offered(province) {
  const [, , total, counts] = province;
  if (!query.needs.length) return total;
  return Math.max(0, ...query.needs.map((need) => counts[summary.kinds.indexOf(need)] || 0));
}

/** The places of what is chosen or near are fetched, whatever is needed there; then everything is shown. */
async function answer() {
  if (!summary) return; // `start` answers once it is there
  const mine = ++turn;
  try {
    if (local()) await bring(await fetched());
  } catch { if (mine === turn) showFailure(); return; }
  if (mine !== turn) return;
  try { show(); } catch (problem) { showFailure(); throw problem; } // a browser that lacks something
}

/** The same question later: the link that had the focus has it again; not while somebody types a place. */
async function again() {
  const held = document.activeElement, those = (link) => [link, link.closest('li')?.querySelector('a')].join(' ');
  if (part('field').contains(held)) return;
  const link = root.contains(held) && held.href && those(held);
  if (link) held.blur();
  await answer();
  if (link) ([...root.querySelectorAll('a')].find((each) => those(each) === link) || part('count')).focus({ preventScroll: true });
}

/** Whether places are asked for, and not only how many there are in which province. */
function local() { return query.units.length > 0 || Boolean(device); }

async function bring(those) {
  const loading = () => { part('count').textContent = words.loading; };
  if (device && !query.units.length) {
    await those.around(device, summary.provinces.filter(([, , total, , box]) => total && box.length), loading);
    return;
  }
  const [province] = query.units[0].split('/');
  if (summary.provinces.some(([id, , total]) => id === province && total)) await those.load(province, loading);
}

function show() {
  const held = document.activeElement, near = local();
  found = near ? results.find(query, device) : { rows: [], communes: [] };
  const label = (place && place.label) || found.communes.join(', ') || provinceName();
  field.show(query.units.length ? label : '', (query.units[0] || '').split('/')[0]);
  part('everywhere').hidden = !query.units.length;
  showChips();
  showNote(label, found.widened && found.rows.length);
  fill(part('places'), ...cards(found.rows.slice(0, shown)));
  showRest(found.rows.length);
  showNearby();
  const sentence = near ? say(query.units.length ? words.fits : words.fitsNear, { n: found.rows.length }) : overview();
  part('count').textContent = sentence;
  announce(sentence);
  showFarther(near);
  const left = document.activeElement;
  if (held !== document.body && (left === document.body || !left.getClientRects().length)) part('count').focus();
}

function provinceName() {
  const known = summary.provinces.find(([id]) => id === (query.units[0] || '').split('/')[0]);
  return known ? known[1] : '';
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
  fill(part('provinces'), ...those.map((province) => {
    const [id, name, total, counts] = province;
    const each = query.needs.map((need) => `${names.get(need)} ${counts[summary.kinds.indexOf(need)] || 0}`).join(' · ');
    const said = query.needs.length > 1 ? each : say(words.places, { n: query.needs.length ? offered(province) : total });
    return el('li', {}, el('a', { href: format({ ...query, units: [id] }), lang: records }, name), ' ', el('span', { class: 'meta' }, said));
  }));
}

function showChips() {
  const { count } = found;
  const totals = new Map(summary.kinds.map((kind, at) => [kind, summary.provinces.reduce((sum, each) => sum + each[3][at], 0)]));
  const alone = ({ field: name, value }) => count({ ...query, [name]: Array.isArray(query[name]) ? [value] : true });
  const folded = part('more').getAttribute('aria-expanded') !== 'true';
  const away = count ? needs.show(query, alone, { most: folded ? NEEDS : Infinity })
    : needs.show(query, ({ value }) => totals.get(value) || 0, { keep: true });
  part('filters').hidden = !count;
  if (!count) return;
  facts.show(query, alone);
  spoken.show(query, alone);
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
  fill(text, ...said.flatMap(([sentence, values], number) => [number ? ' ' : '', ...tell(sentence, values, records)]));
  fill(choices, ...(divided ? parts : []).map((each, number) => {
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

function cards(rows) { return rows.length ? results.cards(found, rows) : []; }

function showRest(count) {
  part('rest').hidden = count <= shown;
  part('rest').textContent = say(words.rest, { n: Math.min(PAGE, count - shown) });
}

/** Where few fit in the chosen communes, the nearest others of the province. */
function showNearby() {
  const others = found.narrow && found.rows.length < NEARBY ? results.others(query, found) : [];
  part('nearby').hidden = !others.length;
  fill(part('nearby').querySelector('ul'), ...cards(others.slice(0, NEARBY)));
}

/** Where nothing fits, or what was not fetched may be nearer than what is shown: other provinces, the nearest first. */
function showFarther(near) {
  const { rows } = found, empty = near && !rows.length;
  const wanted = (each) => empty || (device && !query.units.length && results.nearer(device, each, rows[NEARBY - 1]));
  const here = summary.provinces.find(([id]) => id === (query.units[0] || '').split('/')[0]);
  const from = device || (here && here[4].length ? [(here[4][0] + here[4][2]) / 2, (here[4][1] + here[4][3]) / 2] : null);
  const far = ([, , , , box]) => (from && box.length ? results.distance(from, [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]) : Infinity);
  const others = !near ? [] : summary.provinces.filter((each) => each !== here && offered(each) && wanted(each))
    .sort((a, b) => far(a) - far(b)).slice(0, NEARBY);
  part('provinces').hidden = near && !others.length;
  part('empty').hidden = !empty && !others.length;
  if (!near) return;
  const filtered = format(query) !== format({ ...NOTHING, units: query.units, needs: query.needs });
  part('empty').textContent = [empty && (filtered ? words.noneFits : words.none), others.length && words.otherProvinces].filter(Boolean).join(' ');
  listProvinces(others);
}

function showFailure() {
  const [province] = (query.units[0] || '').split('/');
  part('count').textContent = words.failed;
  announce(words.failed);
  fill(part('places'));
  part('provinces').hidden = false;
  fill(part('provinces'), ...summary.provinces.filter(([id, , total]) => total && (!province || id === province))
    .map(([id, name]) => el('li', {}, el('a', { href: `${id}/`, lang: records }, name))));
}

/** The button that uses the device's position, and stops using it. */
async function near() {
  const button = part('near'), told = button.querySelector('span');
  if (device) device = null;
  else {
    told.textContent = words.locating;
    try { device = await (await fetched()).position(); } catch (problem) {
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
  part('everywhere').addEventListener('click', () => chosen({ units: [] }));
  part('more').addEventListener('click', () => {
    const open = part('more').getAttribute('aria-expanded') !== 'true';
    part('more').setAttribute('aria-expanded', open);
    document.getElementById(part('more').getAttribute('aria-controls')).hidden = !open;
    showChips();
  });
  part('rest').addEventListener('click', () => {
    const first = shown;
    shown += PAGE;
    show();
    part('places').children[first].querySelector('a').focus();
  });
  addEventListener('popstate', () => {
    const anchor = location.hash.slice(1); // a need, or a part of the page: then the question is put back
    if (names.has(anchor) || !document.getElementById(anchor)) read();
    else history.replaceState(place, '', format(query));
  });
  root.hidden = false;
  document.querySelector('[data-plain]').hidden = true;
  const anchor = location.hash.slice(1), need = names.has(anchor);
  if (!anchor || anchor.includes('=')) { read(); return; }
  // Of the plain list, as `#noi-tam-lanh`, or a part of the page: there the reader stays, though lists above it are filled.
  history.replaceState(null, '', format(need ? parse(location.hash) : NOTHING));
  read();
  const spot = !need && document.getElementById(anchor);
  if (spot && spot.getClientRects().length) spot.scrollIntoView();
  else scrollTo(0, 0);
}

start();
