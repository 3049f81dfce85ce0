/* <outreach-feed src="https://…/embed/….html"><a href="https://…">…</a></outreach-feed>

   Shows a fragment of this site in a page of another one, and grows with it. Only a folder that the page loads this file
   from is asked, without cookies and referrer. What comes is not trusted: it is parsed where nothing runs or loads, and built
   anew from the few elements, attributes and kinds of links named here. Whatever goes wrong, the link inside stays. */
(function () {
  'use strict';
  if (!window.customElements || customElements.get('outreach-feed')) return;
  const LIMIT = 65536; // bytes
  const PATIENCE = 10000; // milliseconds
  // In the page of another site a title is no longer the first heading.
  const KEPT = new Map(Object.entries({
    h1: 'h2', h2: 'h3', p: 'p', ul: 'ul', li: 'li', div: 'div', span: 'span', strong: 'strong', time: 'time', a: 'a',
  }));

  /* The folder of a fragment, if the page trusts it: because a script of this name comes from there. */
  function folder(url) {
    for (const script of document.scripts) {
      const at = script.src.replace(/outreach-feed\.js$/, '');
      if (at !== script.src && /^https?:.*\/embed\/$/.test(at) && url.href.startsWith(at)) return at;
    }
    throw new Error(url + ' is not of a site whose script is here');
  }

  async function read(url, signal) {
    const answer = await fetch(url, {
      signal, mode: 'cors', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer',
    });
    if (!answer.ok || !/^text\/html\b/.test(answer.headers.get('content-type'))) throw new Error(url + ' is no page');
    const reader = answer.body.getReader(), decoder = new TextDecoder();
    let text = '', size = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > LIMIT) throw new Error(url + ' is too large');
      text += decoder.decode(part.value, { stream: true });
    }
    return text;
  }

  function address(text, base) {
    try {
      const url = new URL(text, base);
      return /^https?:$/.test(url.protocol) || /^tel:\+?\d{3,15}$/.test(url.href) ? url : null;
    } catch {
      return null;
    }
  }

  function copy(from, to, base) {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
      const name = node instanceof HTMLElement && KEPT.get(node.localName);
      if (!name) continue;
      const made = document.createElement(name);
      if (/^[a-z -]{1,40}$/.test(node.className)) made.className = node.className;
      if (name === 'time' && /^[\d-]{4,10}$/.test(node.dateTime)) made.dateTime = node.dateTime;
      const url = name === 'a' && node.hasAttribute('href') && address(node.getAttribute('href'), base);
      if (url) {
        made.href = url.href;
        if (url.protocol !== 'tel:') Object.assign(made, { target: '_blank', rel: 'noopener noreferrer', referrerPolicy: 'no-referrer' });
      }
      copy(node, made, base);
      to.append(made);
    }
  }

  function built(text, base) {
    const page = new DOMParser().parseFromString(text, 'text/html'), made = document.createElement('section');
    copy(page.querySelector('main'), made, base);
    if (!made.querySelector('a[href]')) throw new Error(base + ' leads nowhere');
    made.className = 'fragment';
    made.setAttribute('aria-label', page.title.slice(0, 200));
    if (/^[a-z]{2,3}$/.test(page.documentElement.lang)) made.lang = page.documentElement.lang;
    return made;
  }

  function style(at) {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', crossOrigin: 'anonymous', referrerPolicy: 'no-referrer', href: at + 'embed.css' });
    return link;
  }

  customElements.define('outreach-feed', class extends HTMLElement {
    #stop;

    static observedAttributes = ['src'];

    connectedCallback() { this.#show(); }

    attributeChangedCallback(name, before) { if (before !== null && this.isConnected) this.#show(); }

    disconnectedCallback() { this.#stop?.abort(); }

    async #show() {
      this.#stop?.abort();
      const stop = this.#stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE);
      const slot = document.createElement('slot');
      this.shadowRoot?.replaceChildren(slot);
      try {
        const url = new URL(this.getAttribute('src'), document.baseURI), at = folder(url);
        const made = built(await read(url, stop.signal), url), sheet = style(at);
        if (stop.signal.aborted) return;
        const root = this.shadowRoot || this.attachShadow({ mode: 'open' });
        made.hidden = true;
        sheet.onload = () => { slot.remove(); made.hidden = false; };
        root.replaceChildren(sheet, slot, made);
      } catch (why) {
        stop.abort(); // what still comes is not wanted
        if (this.#stop === stop) console.info('outreach-feed: ' + why.message);
      } finally {
        clearTimeout(timer);
      }
    }
  });
})();
