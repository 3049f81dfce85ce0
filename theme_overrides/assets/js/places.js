/* Finds today's units by names people type: former ones, without marks, half written. Nothing is sent. */

// How well a name answers, and 10 if it is of another kind; then what it names.
const EXACT = 0, IN_CONTEXT = 20, PREFIX = 40, INSIDE = 60, TYPO = 80, NONE = 100;
const PROVINCE = 0, DISTRICT = 1, COMMUNE = 2, FORMER = 3;
const order = new Intl.Collator('vi', { numeric: true }).compare;
const opened = {};

/* As generator/model/vietnamese.py folds. */
export function fold(text) {
  return text.replace(/[đĐðÐ]/g, 'd').normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
}

/* "Quận 1" -> " quan 1 ", "q.1" -> " q 1 ". */
export function words(text) {
  return ` ${(fold(text).match(/[a-z]+|\d+/g) || []).join(' ')} `;
}

/* The same of a name with its letter. */
const plain = (name) => words(name.slice(1));

async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return answer.json();
}

/* The index of the files at `base`; after a failure the next call asks again. */
export function open(base) {
  const at = new URL(base, document.baseURI).href;
  opened[at] = opened[at] || load(new URL('dia-danh.json', at)).then(
    (first) => index(first, () => load(new URL('dia-danh-cu.json', at))),
  ).catch((problem) => { delete opened[at]; throw problem; });
  return opened[at];
}

/* CRC-32 (RFC 1952) of ASCII. */
function crc(text) {
  let sum = -1;
  for (let i = 0; i < text.length; i++) {
    sum ^= text.charCodeAt(i);
    for (let k = 8; k--;) sum = sum >>> 1 ^ (sum & 1 && 0xedb88320);
  }
  return ~sum >>> 0;
}

/* Tests what generator/renderers/hints.py packed. */
function unpack({ bits, range, count, gaps }) {
  const bytes = atob(gaps), found = new Set();
  let at = 0, hash = 0;
  const bit = () => bytes.charCodeAt(at >> 3) >> 7 - (at++ & 7) & 1;
  while (count--) {
    let low = 0;
    while (bit()) hash += 1 << bits;
    for (let k = bits; k--;) low = low << 1 | bit();
    found.add(hash += low);
  }
  return (text) => found.has(Math.floor(crc(text) * range / 2 ** 32));
}

/* Whether one edit or a swap makes a of b. */
export function similar(a, b) {
  let i = 0, j = a.length, k = b.length;
  while (i < j && i < k && a[i] === b[i]) i++;
  while (j > i && k > i && a[j - 1] === b[k - 1]) { j--; k--; }
  return j - i < 2 && k - i < 2 || k - i === 2 && a.slice(i, j) === b[i + 1] + b[i];
}

/* Words for kinds: "quan", "q". */
function grammar(kinds, letter) {
  for (const each in kinds) {
    const kind = words(kinds[each]).trim();
    letter[kind] = letter[kind.replace(/(\w)\w* ?/g, '$1')] = each;
  }
  const any = Object.keys(letter).sort((a, b) => b.length - a.length).join('|');
  return {
    letter,
    leading: new RegExp(`^ (${any})(?= .)`),
    trailing: new RegExp(` (${any}) $`),
    all: new RegExp(` (?:${any})(?= )`, 'g'),
    full: (name) => `${kinds[name[0]] || ''} ${name.slice(1)}`.trim(),
  };
}

/* The names of the first file; the other adds to them. */
function decode({ provinces, names, aliases }, full) {
  const entries = [], units = {}, known = {};

  function enter(name, level, near, answer) {
    entries.push({ name, text: plain(name), level, near, answer });
  }
  /* A unit of today: its name, and its part of the id if need be. */
  function unit(called, above, province, near) {
    const [name, part] = called.split('=');
    const id = above + (part || plain(name).trim().replace(/ /g, '-'));
    return units[id] = { unit: id, called: name, name: full(name), province: province || name.slice(1), near };
  }
  function current({ unit, name, province }, was = '') {
    return { unit, name, province, was, parts: [] };
  }
  /* A unit that ended: in one of today, or in parts to ask between. */
  function ended(name, level, near, parts, was) {
    const answer = current(parts[0], was);
    if (parts[1]) Object.assign(answer, {
      unit: null, name: full(name), parts: parts.map(({ unit, name }) => ({ unit, name })),
    });
    enter(name, FORMER + level, near, answer);
  }
  function read([called, formers, rest]) {
    const here = unit(called, '', '', ''), { unit: id, province } = here;
    const around = plain(here.called) + (aliases[id] || []).map(plain).join('');
    const mine = known[id] = { communes: [], districts: [], near: around };
    const commune = (called) => {
      const each = unit(called, `${id}/`, province, around);
      mine.communes.push(each);
      return each;
    };
    enter(here.called, PROVINCE, '', current(here));
    for (const [old, ...districts] of formers) {
      if (old) enter(old, FORMER + PROVINCE, '', current(here, full(old)));
      const before = old && old.slice(1) !== province ? `, ${old.slice(1)}` : '';
      for (const [name, own, ...others] of districts) {
        const near = around + words(before), inside = plain(name) + near;
        mine.districts.push({ name, was: full(name) + before, near, inside, own: own.map(commune), others });
        mine.near += inside;
      }
    }
    rest.forEach(commune);
  }
  provinces.forEach(read);
  // Others are numbers, or ids in other provinces.
  const listed = (mine, first, others) => first.concat(others.map((ref) => mine.communes[ref] || units[ref]));
  for (const id in known) {
    const mine = known[id];
    for (const each of mine.districts) {
      each.parts = listed(mine, each.own, each.others);
      for (const part of each.parts) part.near += each.inside;
      ended(each.name, DISTRICT, each.near, each.parts, each.was);
    }
    for (const each of mine.communes) enter(each.called, COMMUNE, each.near, current(each));
  }
  for (const id in units) {
    const level = id.includes('/') ? COMMUNE : PROVINCE, { near } = units[id];
    for (const name of names[id] || []) enter(name, FORMER + level, near, current(units[id], full(name)));
    for (const name of aliases[id] || []) enter(name, level, near, current(units[id]));
  }

  function extend(id, districts) {
    const mine = known[id];
    districts.forEach((groups, number) => {
      const { was, inside, parts } = mine.districts[number];
      groups.forEach((wards, part) => wards.forEach((ward) => {
        const [written, ...others] = [].concat(ward);
        const called = written[1] ? written : written + parts[part].called.slice(1);
        ended(called, COMMUNE, inside, listed(mine, [parts[part]], others), `${full(called)}, ${was}`);
      }));
    });
  }
  return { entries, known, extend };
}

function index(first, formers) {
  const { letter, leading, trailing, all, full } = grammar(first.kinds, first.english);
  const { entries, known, extend } = decode(first, full);
  const gone = unpack(first.hints);
  let asked;

  /* Whether all further words begin words of the units around; numbers are whole. */
  function fits(rest, near) {
    return rest.replace(all, '').split(' ').every(
      (word) => !word || near.includes(` ${word}${/\d/.test(word) ? ' ' : ''}`));
  }

  /* How well an entry answers. A number is no name without its kind. */
  function match({ name, text, near }, typed, readings) {
    const degree = (how, kind, said) => {
      const other = kind && letter[kind] !== name[0];
      return other && /^[\d ]+$/.test(said) ? NONE : how + (other ? 10 : 0);
    };
    const at = typed.indexOf(text);
    let best = NONE;
    if (at >= 0) {
      const before = typed.slice(0, at + 1), [, kind] = before.match(trailing) || [];
      const rest = before.replace(trailing, '') + typed.slice(at + text.length - 1);
      if (fits(rest, near)) best = degree(rest.trim() ? IN_CONTEXT : EXACT, kind, text);
    }
    for (const [kind, head] of readings) {
      const place = text.indexOf(head);
      if (place >= 0) best = Math.min(best, degree(place ? INSIDE : PREFIX, kind, head));
    }
    return best;
  }

  /* The provinces that had a commune so named; first where no more was typed. */
  function elsewhere(typed, readings) {
    const names = typed.split(all), alone = [], within = [];
    for (const [, head] of readings) {
      for (let i = head.length; i > 0; i = head.lastIndexOf(' ', i - 1)) names.push(head.slice(0, i));
    }
    for (const name of new Set(names.map((each) => each.trim()))) {
      const rest = typed.replace(` ${name} `, ' ').replace(all, '').trim();
      if (!name || !rest && /^[\d ]+$/.test(name)) continue;
      for (const id in known) {
        if (gone(`${id}/${name}`) && fits(rest, known[id].near)) (rest ? within : alone).push(id);
      }
    }
    return [...new Set(alone.concat(within))];
  }

  /* The best answers, `sure` if named whole; their `more` names provinces that may hold others. */
  function find(query, limit = 8) {
    const typed = words(query), [, kind] = typed.match(leading) || [], answers = [], ranked = [], seen = new Set();
    let settled = false; // a province or district was named with its kind
    answers.more = [];
    if (!typed.trim()) return answers;
    // As it is, and with a kind in front.
    const readings = [['', typed.slice(0, -1)]];
    if (kind) readings.push([kind, typed.slice(kind.length + 1, -1)]);

    const rank = (entry, how) => {
      const place = how + (how < PREFIX ? entry.level : entry.level % FORMER);
      (ranked[place] = ranked[place] || []).push(entry);
    };
    for (const entry of entries) {
      const how = match(entry, typed, readings);
      if (how < NONE) rank(entry, how);
      if (kind && how < PREFIX && how % 20 < 10 && entry.level % FORMER < COMMUNE) settled = true;
    }
    const [, head] = readings[readings.length - 1];
    if (!ranked.length && head.length > 4 && !/\d/.test(head)) {
      for (const entry of entries) if (similar(entry.text, `${head} `)) rank(entry, TYPO);
    }
    for (const equals of ranked) {
      if (!equals || answers.length >= limit) continue;
      equals.sort((a, b) => order(a.name.slice(1), b.name.slice(1)) || order(a.answer.province, b.answer.province));
      for (const { answer } of equals) {
        if (!seen.has(answer.unit)) answers.push(answer);
        if (answer.unit) seen.add(answer.unit);
      }
    }
    answers.splice(limit);
    answers.sure = ranked.slice(0, PREFIX).some(Boolean);
    if (!settled && !asked) answers.more = elsewhere(typed, readings);
    return answers;
  }

  /* Adds former communes, once. */
  function more() {
    asked = asked || formers().then(({ edition, provinces }) => {
      if (edition !== first.edition) throw new Error(edition); // of another release
      Object.keys(known).forEach((id, number) => extend(id, provinces[number]));
      return self;
    }).catch((problem) => { asked = null; throw problem; });
    return asked;
  }

  const self = { find, more };
  return self;
}
