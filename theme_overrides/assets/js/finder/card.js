/* A place as the static lists show it (the macro `place`), made on the device. */
import { el, icon, say, tell } from './dom.js';
import { rounded } from './near.js';

const FACTS = [[1, 'free', 'cost'], [2, 'insurance', 'cost'], [4, 'noPapers', 'check'], [8, 'acceptsNew', 'check']];

const UNITS = { meter: 'm', kilometer: 'km' };

/** 2026-11-22 as 22/11/2026, and 2008 as 2008; in another language than Vietnamese as that writes dates. */
export function day(iso, language = 'vi') {
  if (language === 'vi') return iso.split('-').reverse().join('/');
  const [year, month, date] = iso.split('-'), long = { year: 'numeric', month: month && 'short', day: date && 'numeric', timeZone: 'UTC' };
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, long).format(Date.UTC(year, (month || 1) - 1, date || 1));
}
const time = (iso, language) => el('time', { datetime: iso }, day(iso, language));

/** What is said of a distance, as nodes. */
export function away(far, words, language, records) {
  const { below, ...measure } = rounded(far.metres, far.centre || far.origin.name);
  const [[unit, value]] = Object.entries(measure);
  const number = `${new Intl.NumberFormat(language).format(value)} ${UNITS[unit]}`; // Safari knows no units before 14.1
  const distance = below ? say(words.below, { distance: number }) : number;
  if (far.origin.name) return tell(words.awayFrom, { distance, place: far.origin.name }, records);
  return tell(far.centre ? words.awayCentre : words.away, { distance }, records);
}

/**
 * The card of a place; `state` is what is known of it now: { opening, overdue, far }. Words are in `language`, and the
 * place's own in `records` where that is another one.
 */
export function card(place, state, words, language, records) {
  const trusted = place.checked && !state.overdue, own = (text) => (records ? el('span', { lang: records }, text) : text);
  return el('li', { class: 'card place' },
    el('p', { class: 'meta' }, icon(place.services[0].kind[2]), place.services.map((each) => each.kind[1]).join('\u00a0· ')),
    el('h3', {}, el('a', { href: place.href, lang: records }, place.name)),
    place.address && el('p', { class: 'place__address', lang: records }, place.address),
    el('p', {}, icon('pin'), ' ', ...where(place, words, own),
      state.far && el('span', { class: 'finder__far' }, '\u00a0· ', el('span', {}, ...away(state.far, words, language, records)))),
    place.former && el('p', { class: 'meta' }, `${words.sourceWords} `, own(place.former)),
    state.opening && el('p', { class: `opening ${state.opening.look}` }, icon(state.opening.icon), state.opening.text),
    el('p', {}, icon('clock'), ' ', ...hours(place, words, own)),
    facts(place.services, words),
    place.phone && call(place, trusted, words),
    el('div', { class: 'card__foot' }, freshness(place, state.overdue, words, language, own)));
}

function where(place, words, own) {
  if (place.commune) return [own(`${place.commune}, ${place.province}`)];
  return [el('span', { class: 'tag tag--check' }, words.unknownCommune), ' ', own(place.province)];
}

function hours({ hours: text, checked, tel }, words, own) {
  if (!text) return [tel ? words.noHours : words.nothing];
  return checked ? [own(text)] : [own(text), ' ', el('span', { class: 'meta' }, `(${words.hoursUnchecked})`)];
}

/** What holds for every service is said once; what holds for some names them. */
function facts(services, words) {
  const lines = FACTS.map(([flag, word, image]) => {
    const those = services.filter((each) => each.flags & flag);
    const names = those.length < services.length ? `: ${those.map((each) => each.kind[1]).join(', ')}` : '';
    return those.length && el('li', {}, icon(image), ` ${words[word]}${names}`);
  });
  return lines.some(Boolean) && el('ul', { class: 'facts', role: 'list' }, ...lines);
}

/** A filled button is a promise: the office checked the number, and the check is not overdue. */
function call({ phone, tel }, trusted, words) {
  const number = el('span', { class: 'nobr' }, phone);
  if (!tel) return el('p', {}, number, ' ', el('span', { class: 'meta' }, words.cannotDial));
  const look = trusted ? 'btn--filled' : 'btn--outlined';
  return el('p', {}, el('a', { class: `btn ${look}`, href: tel }, icon('phone'), ' ', el('span', {}, number)));
}

function freshness({ checked, by, due, source }, overdue, words, language, own) {
  const line = el('p', { class: checked && !overdue ? 'meta' : 'meta meta--check' }, icon(checked && !overdue ? 'check' : 'warning'));
  if (!checked) line.append(words.unchecked, '\u00a0· ', ...(source ? [`${words.from} `, time(source, language)] : [words.undated]));
  else line.append(...(overdue ? [`${words.overdue}\u00a0· `] : []), `${words.checked} `, time(checked, language), ...(by ? ['\u00a0· ', own(by)] : []));
  if (checked && due && !overdue) line.append(`\u00a0· ${words.dueOn} `, time(due, language));
  return line;
}
