/* A quick way out, without steps of the same page behind it; dates judged on the reader's clock. Sends, stores nothing. */
(function (d) {
  'use strict';
  var exit = d.querySelector('[data-exit]'), taps = [], now = Date.now(), here = d.currentScript.src;

  function each(selector, act) { d.querySelectorAll(selector).forEach(act); }
  function leave(event) {
    event.preventDefault();
    d.body.hidden = true; // blank at once, the tab's name too
    d.title = exit.hostname;
    location.replace(exit.href);
  }
  if (exit) {
    exit.onclick = leave;
    d.addEventListener('keydown', function (e) {
      if (d.body.hidden) e.preventDefault(); // on the way out: Esc, held or pressed on, would stop it
      if (e.repeat) return;
      taps = e.key === 'Escape' ? taps.slice(-2).concat(Date.now()) : [];
      if (taps.length > 2 && taps[2] - taps[0] < 3000) leave(e);
    });
  }

  // A link within the page is no step to go back by: after the way out it would lead here.
  d.addEventListener('click', function (e) {
    var a = e.target.closest('a[href*="#"]');
    if (!a || a.target || e.defaultPrevented || e.altKey || e.ctrlKey || e.metaKey || e.shiftKey) return;
    if (a.href.split('#')[0] !== location.href.split('#')[0]) return;
    e.preventDefault();
    location.replace(a.href);
  });

  // A date without a time is a whole day in Viet Nam (UTC+7).
  function time(text, day) {
    return text[10] ? +new Date(text) : +new Date(text + 'T00:00+07:00') + day;
  }
  ['window', 'campaign'].forEach(function (kind) {
    each('[data-' + kind + '-start]', function (el) {
      var from = el.dataset[kind + 'Start'], end = time(el.dataset[kind + 'End'] || from, 864e5);
      from = time(from, 0);
      el.classList.add(now < from ? 'is-upcoming' : now < end ? 'is-now' : 'is-over');
      el.style.setProperty('--done', 100 * (now - from) / (end - from) + '%');
    });
  });
  // The code that leads from paper to the page is drawn when somebody prints; where that fails, its address is there.
  function onPaper() {
    var script = d.createElement('script');
    if (!d.querySelector('[data-code]:empty') || !('noModule' in script)) return print();
    script.type = 'module';
    script.src = new URL('./paper.js', here);
    script.onload = script.onerror = function () { print(); };
    d.head.appendChild(script);
  }
  each('[data-print]', function (el) {
    el.hidden = false;
    el.onclick = onPaper;
  });
  addEventListener('beforeprint', function () {
    each('[data-printed]', function (el) {
      el.textContent = new Date(Date.now() + 252e5).toISOString().slice(0, 10).split('-').reverse().join('/');
    });
  });
})(document);
