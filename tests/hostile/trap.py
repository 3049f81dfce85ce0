"""A browser that notices whatever an attempt could do: run, ask, open, lead away, or stand in the page as markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request, Route
from playwright.sync_api import Error as BrowserError

from generator.model.headers import zones
from generator.source.load import load
from tests.origins import Origin, origin, published

# Set before any script of the page: what an attempt calls, and what it would need to do harm by other means.
_TRAP = """
window.caught = [];
window.hurt = number => { caught.push(`hurt ${number}`); };
for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
  window[name] = (...words) => { caught.push(`${name} ${words}`); return null; };
}
navigator.sendBeacon = (...words) => { caught.push(`sendBeacon ${words}`); return true; };
document.addEventListener("securitypolicyviolation", event => {
  caught.push(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
"""
# The page as the browser has it in the end. Our own markup has none of these, so any is an attempt that got through.
_SEARCH = """() => {
  const found = [...(window.caught || [])];
  const own = location.origin;
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
        if (loads.includes(key) && /evil|hurt/i.test(value)) found.push(`loads: ${shown}`);
        if (key === "href" && !["a", "area"].includes(name) && /evil|hurt/i.test(value)) found.push(`loads: ${shown}`);
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
        self.context = context
        self.served = served
        self.folder = folder
        self.caught = caught
        self.at = ""

    def visit(self, path: str, then: Callable[[Page], object] = lambda page: None) -> None:
        """Open the page at a path, do something there, and look what happened."""
        self.at = path
        page = self.context.new_page()
        page.on("dialog", lambda dialog: (self.caught.note(path, f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda problem: self.caught.note(path, f"error {problem}"))
        page.on("console", lambda line: self._console(line.type, line.text))
        page.on("popup", lambda _: self.caught.note(path, "popup"))
        try:
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
        finally:
            page.close()
        self.caught.pages += 1

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

    def headers(path: str, _: str) -> Mapping[str, str]:
        return next(each.headers for each in known if path.startswith(each.folder)) if policy else {}

    with origin(published(folder, headers)) as served:
        context = browser.new_context(service_workers="block", accept_downloads=True)
        context.add_init_script(_TRAP)
        made = Visitor(context, served, folder, caught)

        def hold(route: Route) -> Any:
            made.asked(route.request)
            return route.continue_() if route.request.url.startswith(served.url) else route.abort()

        context.route("**/*", hold)
        yield made
        context.close()
