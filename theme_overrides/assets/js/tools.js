/* Share a page, or keep it as one file. Each button stays hidden where it could do nothing. Stores nothing. */
(function (d, w) {
  'use strict';
  function each(selector, act) { d.querySelectorAll(selector).forEach(act); }
  function offer(button, act) {
    button.hidden = false;
    button.onclick = act;
  }

  function copier(button, text) {
    return function () {
      w.navigator.clipboard.writeText(text).then(function () {
        button.querySelector('span').textContent = button.dataset.done;
      }, function () { button.hidden = true; }); // the browser lets no page copy
    };
  }
  each('[data-share]', function (button) { // what the device can share with: Zalo, Messenger, mail …
    var nav = w.navigator, data = button.dataset, copy = nav.clipboard && data.done && copier(button, data.share);
    if (nav.share) {
      offer(button, function () {
        var what = data.url ? {title: data.share, url: data.url} : {text: data.share};
        nav.share(what).catch(function (why) { // closed by the reader, open already, or not possible after all
          if (!/^(Abort|InvalidState)Error$/.test(why.name) && copy) copy();
        });
      });
    } else if (copy) offer(button, copy);
  });
  each('[data-copy]', function (button) {
    if (w.navigator.clipboard) offer(button, copier(button, button.dataset.copy));
  });

  // The page as a file that needs nothing else: words and links that work without this site.
  function kept(name) {
    // In a document of its own the copy loads nothing.
    var copy = d.implementation.createHTMLDocument('').importNode(d.querySelector('[data-keep]'), true);
    copy.querySelectorAll('svg, script, figure, img, button, .ways, .opening, [hidden], .tools, .qr, .report, .streets').forEach(function (el) {
      el.remove();
    });
    copy.querySelectorAll('a').forEach(function (link) {
      if (!/^(tel|https?):/.test(link.getAttribute('href'))) link.replaceWith(link.textContent);
    });
    return '<!doctype html><html lang="' + d.documentElement.lang + '"><meta charset="utf-8">' +
      '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">' +
      '<title>' + name + '</title><style>body{font:1.1em/1.6 sans-serif;max-width:40em;margin:1em auto;padding:0 1em}</style>' +
      copy.innerHTML + '</html>';
  }
  each('[data-save]', function (button) {
    if (!w.URL || !URL.createObjectURL || !('download' in d.createElement('a'))) return;
    offer(button, function () {
      var link = d.createElement('a'), url = URL.createObjectURL(new Blob([kept(button.dataset.save)], {type: 'text/html'}));
      link.href = url;
      link.download = button.dataset.save + '.html';
      d.body.append(link);
      link.click();
      link.remove();
      setTimeout(function () { URL.revokeObjectURL(url); }, 6e4);
    });
  });
})(document, window);
