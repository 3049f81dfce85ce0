/* Live preview, handed out by `outreach serve` alone: shows a saved page at once and what is wrong in a drawer. */
(function (d) {
  'use strict';
  var SCROLL = 'outreach-scroll', FOLDED = 'outreach-folded';
  var here = address(location.pathname), loaded = new Date(), source = null, told = null, last = mark();
  var host = d.createElement('outreach-preview'), root = host.attachShadow({mode: 'open'});
  var style = make(root, 'link', ''), region = make(root, 'section', 'drawer');

  function address(path) { return decodeURI(path).replace(/\/index\.html$/, '/'); }
  function keep(name, value) { try { sessionStorage.setItem(name, value); } catch (e) { /* not allowed: do without */ } }
  function kept(name) { try { return sessionStorage.getItem(name); } catch (e) { return null; } }
  function make(parent, tag, name, text) {
    var el = d.createElement(tag);
    if (name) el.className = name;
    if (text) el.textContent = text;
    return parent.appendChild(el);
  }

  /* What had happened when the page was served: nothing that came after is missed. */
  function mark() {
    var found = performance.getEntriesByType('navigation')[0];
    found = ((found && found.serverTiming) || []).filter(function (each) { return each.name === 'preview'; })[0];
    return found ? found.description : '';
  }

  /* One way to the server for each page that is looked at: browsers allow six. */
  function listen() {
    if (source || d.hidden) return;
    source = new EventSource('/_preview/events?since=' + last);
    ['page', 'built'].forEach(function (name) {
      source.addEventListener(name, function (event) {
        last = event.lastEventId;
        var paths = JSON.parse(event.data).paths;
        if (!paths || paths.indexOf(here) >= 0) reload();
      });
    });
    source.addEventListener('problems', function (event) {
      last = event.lastEventId || last;
      show(JSON.parse(event.data));
    });
  }
  function rest() { if (source) source.close(); source = null; }

  function reload() {
    rest();
    keep(SCROLL, JSON.stringify([here, scrollX, scrollY]));
    location.reload();
  }
  function scroll() {
    var to = JSON.parse(kept(SCROLL) || '[]');
    if (to[0] === here) scrollTo({left: to[1], top: to[2], behavior: 'instant'});
    keep(SCROLL, '[]');
  }

  function show(problems) {
    told = problems;
    region.lang = problems.language;
    region.setAttribute('aria-label', problems.region);
    region.hidden = !problems.title;
    region.textContent = '';
    var head = make(region, 'div', 'head');
    make(head, 'h2', '', problems.title);
    region.classList.toggle('calm', !problems.findings.length);
    if (problems.findings.length) {
      make(head, 'button', 'fold').onclick = function () { fold(!region.classList.contains('folded')); };
      var body = make(region, 'div', 'body'), time = loaded.toTimeString().slice(0, 5);
      make(body, 'p', 'note', problems.note.replace('{time}', time));
      problems.findings.forEach(function (each) { finding(make(body, 'article', 'finding'), each); });
      if (problems.more) make(body, 'p', 'note', problems.more);
    }
    fold(kept(FOLDED) === JSON.stringify(problems.findings));
  }
  function finding(el, each) {
    var line = make(el, 'p', 'where');
    make(line, 'span', 'tag', each.word);
    make(line, 'span', '', each.code);
    make(line, 'code', '', each.place);
    make(el, 'p', 'sentence', each.sentence);
    if (each.lines.length) {
      var pre = make(el, 'pre', '');
      pre.tabIndex = 0; // long lines are scrolled with the keyboard too
      make(pre, 'span', '', each.lines[0] + '\n');
      var below = make(pre, 'span', '', (each.lines[1] || '').replace('^', ''));
      below.setAttribute('aria-hidden', 'true');
      make(below, 'b', 'caret', /\^/.test(each.lines[1]) ? '^' : '');
    }
    if (each.hint) make(el, 'p', 'hint', each.hint);
    var button = make(el, 'button', 'copy', each.copy);
    button.onclick = function () {
      navigator.clipboard.writeText(each.text).then(function () { button.textContent = told.copied; });
    };
  }
  function fold(folded) {
    var button = region.querySelector('.fold');
    region.classList.toggle('folded', folded);
    if (button) {
      button.textContent = folded ? told.unfold : told.fold;
      button.setAttribute('aria-expanded', String(!folded));
      keep(FOLDED, folded ? JSON.stringify(told.findings) : '');
    }
    // What the drawer lies on can be scrolled clear of it.
    var across = told.findings.length && !folded;
    d.body.style.paddingBlockEnd = across ? region.offsetHeight + 'px' : '';
  }

  style.rel = 'stylesheet';
  style.href = '/_preview/client.css';
  region.hidden = true;
  region.setAttribute('role', 'region');
  region.setAttribute('aria-live', 'polite');
  d.body.appendChild(host);
  d.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && region.querySelector('.fold')) fold(true);
  });
  d.addEventListener('visibilitychange', function () { if (d.hidden) rest(); else listen(); });
  addEventListener('pagehide', rest);
  addEventListener('pageshow', listen);
  scroll();
  listen();
})(document);
