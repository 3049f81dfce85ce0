/* Whether a place is open, in Viet Nam's time whatever the phone's zone; twin of generator/model/opening.py.
   Where hours or holidays are not known the answer is to call first. Sends, stores nothing. */
const DAY = 1440, HOLIDAY = 7, OFF = 0, UNSURE = -1, NOON = 720, AHEAD = 10;
const NAMES = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su', 'PH'];
const read = new Map(); // hours, exceptions and days that were read before
let moment = [], states = new Map(); // what was judged for this moment: many places have the same hours

function once(key, make, known = read) {
  if (!known.has(key)) known.set(key, make(key));
  return known.get(key);
}

function minutes(clock) {
  return clock.slice(0, 2) * 60 + +clock.slice(3);
}

// "07:30-11:30,13:30-17:00" or "off"
function spansOf(text) {
  return text === 'off' ? [] : text.split(',').map((span) => span.split('-').map(minutes));
}

// Of each day, Monday first, then of public holidays, which may be missing.
function weekOf(osm) {
  const week = [[], [], [], [], [], [], []];
  if (osm === '24/7') return [...week, []].map(() => [[0, DAY]]);
  for (const rule of osm.split('; ')) {
    const [days, hours] = rule.split(' ');
    for (const run of days.split(',')) {
      const [first, last = first] = run.split('-').map((name) => NAMES.indexOf(name));
      for (let day = first; day <= last; day++) week[day] = spansOf(hours);
    }
  }
  return week;
}

// "2026-02-14/2026-02-22 off;2026-03-01/2026-03-01 08:00-11:00"
function datedOf(text) {
  return text ? text.split(';').map((each) => [each.slice(0, 10), each.slice(11, 21), spansOf(each.slice(22))]) : [];
}

// Days since 1970 to ISO 8601.
function iso(day) {
  return new Date(day * 864e5).toISOString().slice(0, 10);
}

// Minutes since 1970 in Viet Nam, which has kept UTC+7 since 1975.
function local(now) {
  return Math.floor(now / 6e4) + 420;
}

// The hours of a day, or why they are not known.
function hoursOn(week, dated, calendar, day) {
  const date = once(day, iso);
  for (const [start, end, spans] of dated) if (start <= date && date <= end) return spans;
  if (!calendar || !calendar.years.includes(+date.slice(0, 4))) return 'calendar';
  const own = week[(day + 3) % 7], mark = calendar.days[date];
  if (mark === undefined) return own;
  const daily = week.slice(0, 7).every((spans) => spans.length), off = week[HOLIDAY] || (daily ? null : []);
  if (mark === OFF) return off || 'holiday';
  if (mark === UNSURE) return '' + own === '' + (off || '') ? own : 'unsure';
  return own.length ? own : week[mark - 1];
}

/* {state: 'open' | 'closed' | 'call', reason, day: 'YYYY-MM-DD', minute, ahead: days from today}: open or closed until
   that minute of that day; without a day that is not known. `osm` and `exceptions` as the page has them, `now` a Date
   or milliseconds. Reasons: 'lunch', 'hours', 'holiday', 'unsure', 'calendar'. */
export function stateOf(osm, exceptions, calendar, now) {
  if (!osm) return { state: 'call', reason: 'hours' };
  const at = local(+now);
  if (moment[0] !== at || moment[1] !== calendar) {
    moment = [at, calendar];
    states = new Map();
  }
  const make = () => judge(once(osm, weekOf), once(exceptions || '', datedOf), calendar, at);
  return once(osm + '|' + exceptions, make, states);
}

function judge(week, dated, calendar, at) {
  const today = Math.floor(at / DAY), minute = at % DAY;
  const on = (day) => hoursOn(week, dated, calendar, day);
  const until = (state, day, minute, reason = '') => ({ state, reason, day: iso(day), minute, ahead: day - today });
  const spans = on(today);
  if (typeof spans === 'string') return { state: 'call', reason: spans };
  let before = 0;
  for (let [start, end] of spans) {
    if (minute < start) return until('closed', today, start, before && before <= NOON && NOON < start ? 'lunch' : '');
    if (minute < end) {
      for (let day = today; day < today + AHEAD; day++) {
        const next = end === DAY ? on(day + 1) : '';
        if (typeof next === 'string' || !next.length || next[0][0]) return until('open', day, end);
        end = next[0][1];
      }
      return { state: 'open', reason: '' };
    }
    before = end;
  }
  for (let day = today + 1; day <= today + AHEAD; day++) {
    const next = on(day);
    if (typeof next === 'string') return { state: 'closed', reason: next };
    if (next.length) return until('closed', day, next[0][0]);
  }
  return { state: 'closed', reason: '' };
}

/* The state in words; `words` comes with the calendar. */
export function worded(state, words) {
  const known = state.day !== undefined;
  const later = state.state === 'open' && state.ahead ? '-later' : '';
  const kind = state.state + (known || state.state === 'call' ? later : '-unknown');
  const clock = known && words[state.minute % 60 ? 'clock' : 'hour']
    .replace('{hour}', Math.floor(state.minute / 60)).replace('{minutes}', ('0' + state.minute % 60).slice(-2));
  const [, month, date] = known && state.ahead > 6 ? state.day.split('-') : [];
  const written = !date ? '' : words.months ? ` ${+date} ${words.months[month - 1]}` : ` ${date}/${month}`;
  const day = known && (state.ahead < 2 ? words[state.ahead ? 'tomorrow' : 'today']
    : words.days[new Date(state.day).getUTCDay()] + written);
  return (words[kind + '-' + state.reason] || words[kind]).replace('{time}', clock).replace('{day}', day);
}

/* Whether the day a check was due, as 'YYYY-MM-DD', is over by more than `grace` days. */
export function isOverdue(due, now, grace = 0) {
  return !!due && Math.floor(local(+now) / DAY) > Date.parse(due) / 864e5 + grace;
}
