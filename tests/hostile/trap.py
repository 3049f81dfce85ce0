"""A browser that notices whatever an attempt could do: run, ask, open, lead away, or stand in the page as markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request
from playwright.sync_api import Error as BrowserError

from generator.model.headers import zones
from generator.source.load import load
from tests.origins import Origin, origin, published

# Set before any script of the page: what an attempt calls, and what it would need to do harm by other means.
_TRAP = """
window.caught = [];
window.hurt = number => { caught.push(`hurt ${number}`); };
for (const name of ["alert", "confirm", "prompt", "open"]) {
  window[name] = (...words) => { caught.push(`${name} ${words}`); return null; };
}
window.print = () => {};  // readers may
navigator.sendBeacon = (...words) => { caught.push(`sendBeacon ${words}`); return true; };
document.addEventListener("securitypolicyviolation", event => {
  caught.push(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
"""
# The page as the browser has it in the end. Our own markup has none of these, so any is an attempt that got through.
_SEARCH = """() => {
  const found = [...(window.caught || [])];
  const loading = /stylesheet|pre|icon|manifest|import/i;  // of links, these make a browser ask
  const away = value => {
    try { return new URL(value.split(" ")[0], document.baseURI).origin !== location.origin; } catch { return true; }
  };
  const loads = ["src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "xlink:href",
    "srcdoc"];
  const foreign = new Set(["iframe", "frame", "object", "embed", "applet", "base", "marquee", "portal", "x-y", "image",
    "animate", "set", "foreignobject", "math", "keygen", "xmp", "plaintext", "noembed", "audio", "video"]);
  const fine = ["http:", "https:", "mailto:", "tel:", "sms:", "geo:"];
  const walk = root => {
    for (const each of root.querySelectorAll("*")) {
      const name = each.localName;
      const shown = each.outerHTML.slice(0, 160);
      if (foreign.has(name)) found.push(`element: ${shown}`);
      const data = /^application\\/(ld\\+)?json$/.test(each.type);
      if (name === "script" && !each.src && !data) found.push(`script: ${shown}`);
      if (name === "style") found.push(`style: ${shown}`);
      if (name === "meta" && /refresh|security/i.test(each.httpEquiv)) found.push(`meta: ${shown}`);
      for (const {name: key, value} of each.attributes) {
        if (/^on/i.test(key)) found.push(`event: ${shown}`);
        if (key === "style" && /url|expression|fixed;inset/i.test(value)) found.push(`style: ${shown}`);
        if (loads.includes(key) && away(value)) found.push(`loads: ${shown}`);
        const asks = name === "link" ? loading.test(each.rel) : !["a", "area"].includes(name);
        if (key === "href" && asks && away(value)) {
          found.push(`loads: ${shown}`);
        }
        if (key === "id" && ["defaultView", "querySelector", "x"].includes(value)) found.push(`id: ${shown}`);
      }
      if (["a", "area"].includes(name) && each.hasAttribute("href")
          && !fine.includes(each.protocol)) found.push(`link: ${shown}`);
      if (each.shadowRoot) walk(each.shadowRoot);
      if (name === "template") walk(each.content);
    }
  };
  walk(document);
  for (const each of document.querySelectorAll('script[type="application/ld+json"]')) {
    try { JSON.parse(each.textContent); } catch (problem) { found.push(`data: ${problem}`); }
  }
  return found;
}"""
_BLIND = ("Failed to load resource", "was preloaded using link preload")


class Caught:
    """What a page did that it should not, with its address."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self.pages = 0

    def note(self, where: str, what: str) -> None:
        """One thing more."""
        self.found.append((where, what))


class Visitor:
    """Opens pages of one published folder, served on loopback, and interacts with them."""

    def __init__(self, context: BrowserContext, served: Origin, folder: Path, caught: Caught) -> None:
        self.page = context.new_page()
        self.served = served
        self.folder = folder
        self.caught = caught
        self.at = ""
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda problem: caught.note(self.at, f"error {problem}"))
        self.page.on("console", lambda line: self._console(line.type, line.text))
        self.page.on("popup", lambda _: caught.note(self.at, "popup"))

    def visit(self, path: str, then: Callable[[Page], object] = lambda page: None) -> None:
        """Open the page at a path, do something there, and look what happened."""
        same = self.at.partition("#")[0] == path.partition("#")[0]
        self.at = path
        page = self.page
        try:
            if same:
                page.goto("about:blank")  # else an address that differs behind `#` alone would load nothing
            page.goto(self.served.url + path, wait_until="load")
            for event in ("mouseover", "focus", "click"):  # of those that attempts wait for
                page.evaluate(
                    "kind => document.querySelectorAll('main p, main b').forEach("
                    "each => each.dispatchEvent(new Event(kind)))",
                    event,
                )
            then(page)
            for each in page.evaluate(_SEARCH):
                self.caught.note(path, each)
            if not page.url.startswith(self.served.url):
                self.caught.note(path, f"led away to {page.url}")
        except BrowserError as problem:
            self.caught.note(path, f"browser: {str(problem)[:200]}")
        self.caught.pages += 1

    def _dialog(self, dialog: Dialog) -> None:
        self.caught.note(self.at, f"dialog {dialog.message}")
        dialog.dismiss()

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith(_BLIND):
            self.caught.note(self.at, f"console {text[:300]}")

    def asked(self, request: Request) -> None:
        """Note what is asked of another host, and what no file of this site answers."""
        url = request.url
        if url.startswith(("data:image/", "blob:")):
            return
        if not url.startswith(self.served.url):
            self.caught.note(self.at, f"asked {url}")
            return
        bare = url.removeprefix(self.served.url).partition("?")[0].partition("#")[0]
        file = self.folder / bare / ("index.html" if not bare or bare.endswith("/") else "")
        if not file.is_file() and bare != "favicon.ico":
            self.caught.note(self.at, f"asked {url}")


@contextmanager
def visitor(browser: Browser, folder: Path, root: Path, caught: Caught, *, policy: bool) -> Iterator[Visitor]:
    """A visitor of a published folder; without `policy` the server sends no header that could stop an attempt."""
    site, _ = load(root)
    known = sorted(zones(site.config), key=lambda each: -len(each.folder))

    def headers(path: str, url: str) -> Mapping[str, str]:
        zone = next(each for each in known if path.startswith(each.folder))
        # The policy of boxes names the site by its address, which is this server here.
        return {name: value.replace(site.config.base_url, url) for name, value in zone.headers.items() if policy}

    with origin(published(folder, headers)) as served:
        context = browser.new_context(service_workers="block", accept_downloads=True)
        context.add_init_script(_TRAP)
        made = Visitor(context, served, folder, caught)
        context.on("request", made.asked)  # those to other hosts go nowhere: `example` is nobody's (RFC 2606)
        yield made
        context.close()
