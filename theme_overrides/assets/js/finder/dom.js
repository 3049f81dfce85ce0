/* Elements, and sentences with slots, made on the device. Every text is put in as text. */

const ICONS = new URL('../../icons.svg', import.meta.url).href;
const OWN = ['was', 'name', 'names', 'place', 'kind'];

/** An element with attributes and children; what is null or false is left out. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...children.filter(Boolean));
  return made;
}

/** Puts `children` in the place of what an element holds. (`replaceChildren` came in 2020.) */
export function fill(parent, ...children) {
  parent.textContent = '';
  parent.append(...children);
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS(svg.namespaceURI, 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `${ICONS}#${name}`);
  svg.append(use);
  return svg;
}

/** A text as it is shown: one in another language than the page comes as [text, language]. */
export function told(text) {
  return Array.isArray(text) ? el('span', { lang: text[1] }, text[0]) : text;
}

/** A sentence with its {slots} filled, with texts as `told` has them; of [one, many] the form that `n` wants. */
export function say(sentence, values = {}) {
  const form = Array.isArray(sentence) ? sentence[values.n === 1 ? 0 : 1] : sentence;
  return form.replace(/\{(\w+)\}/g, (slot, name) => (name in values ? [values[name]].flat()[0] : slot));
}

/** The same as nodes: what comes from records is marked as being in their language, where the page speaks another. */
export function tell(sentence, values, records) {
  if (!records) return [say(sentence, values)];
  return say(sentence).split(/\{(\w+)\}/).map((piece, odd) => {
    if (odd % 2 === 0) return piece;
    return OWN.includes(piece) ? el('span', { lang: records }, values[piece]) : told(values[piece]);
  });
}
