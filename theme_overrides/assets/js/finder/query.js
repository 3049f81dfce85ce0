/* What is asked for. It lives in the fragment alone, which no browser sends to a server (RFC 3986, 3.5). */

const WORD = /^[a-z0-9-]+(\/[a-z0-9-]+)?$/;
const LISTS = { can: 'needs', noi: 'units', gia: 'cost', tieng: 'languages' };
const FLAGS = { giay: ['papers', 'khong'], mo: ['open', '1'] };

export const NOTHING = Object.freeze({ needs: [], units: [], cost: [], languages: [], papers: false, open: false });

/** The question in a fragment; what is not understood is left out. A bare word is a need: `#noi-tam-lanh`. */
export function parse(fragment) {
  const query = { ...NOTHING };
  const text = fragment.replace(/^#/, '');
  if (WORD.test(text) && !text.includes('/')) return { ...query, needs: [text] };
  for (const pair of text.split('&')) {
    const [name, value = ''] = pair.split('=');
    if (Object.keys(LISTS).includes(name)) query[LISTS[name]] = [...new Set(value.split(',').filter((each) => WORD.test(each)))];
    else if (Object.keys(FLAGS).includes(name)) query[FLAGS[name][0]] = value === FLAGS[name][1];
  }
  return query;
}

/** The fragment of a question, in one fixed order. */
export function format(query) {
  const lists = Object.entries(LISTS).map(([name, field]) => query[field].length && `${name}=${query[field].join(',')}`);
  const flags = Object.entries(FLAGS).map(([name, [field, value]]) => query[field] && `${name}=${value}`);
  return `#${[...lists, ...flags].filter(Boolean).join('&')}`;
}

/** The question with `value` put into one of its lists, or taken out; with a flag turned over. */
export function toggled(query, field, value) {
  const held = query[field];
  if (!Array.isArray(held)) return { ...query, [field]: !held };
  return { ...query, [field]: held.includes(value) ? held.filter((each) => each !== value) : [...held, value] };
}
