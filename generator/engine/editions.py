"""What the frame says in each edition: the words of the interface, the office, the menus, the ways to the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jinja2

from generator.language import NAMES, Tagged, catalogue, foreign
from generator.model import address
from generator.model.config import SiteConfig
from generator.renderers.edition import config_in
from generator.renderers.page import Frame, frame, twins

MENUS = ("menu", "footer_menu")


class Editions:
    """The editions of a site by their language; the main one is "".

    `pages` are the addresses of all pages written by hand, `menus` the settings of the engine. `telling` are the
    languages of the further editions that have articles.
    """

    def __init__(
        self, site: SiteConfig, pages: frozenset[str], menus: Mapping[str, Any], telling: frozenset[str]
    ) -> None:
        self.pages = pages
        self._telling = telling
        self._menus = menus
        self._configs = {"": site} | {str(each): config_in(site, each, pages) for each in site.languages[1:]}

    def speak(self, env: jinja2.Environment, edition: str = "") -> None:
        """From now on templates speak for an edition."""
        site = self._configs[edition]
        said = catalogue(site.language)
        gettext = _as_html(said.gettext), _as_html(said.ngettext)
        env.install_gettext_callables(*gettext, newstyle=True)  # type: ignore[attr-defined]
        env.filters["plain"] = str
        further = [(f"{each}/", each, NAMES[each]) for each in self._configs if each]
        env.globals.update(site=site, editions=further, **{name: self._menu(site, name) for name in MENUS})

    def where(self, path: str) -> Frame:
        """Where a page written by hand at `path` of the whole site stands."""
        site = next((each for each in self._configs.values() if each.holds(path)), self._configs[""])
        inside = f"/{path[1:].removeprefix(site.folder)}"
        return frame(site, inside, "", "", "")._replace(twins=twins(site, inside, self.pages))

    def _menu(self, site: SiteConfig, name: str) -> list[dict[str, str]]:
        """What an edition has of a menu. A title that is not translated is tagged."""
        items: list[dict[str, str]] = self._menus.get(name, [])
        if not site.folder:
            return [item for item in items if self._leads_somewhere(item["url"])]
        return [
            {
                **item,
                "url": site.folder + item["url"],
                "title": item.get(site.language) or foreign(item["title"], site.languages[0]),
            }
            for item in items
            if self._has(site, f"/{item['url']}")
        ]

    def _has(self, site: SiteConfig, path: str) -> bool:
        """Whether a further edition has a page at `path`."""
        return frame(site, "/", "", "", "").has(path) or (path == address.ARTICLES and site.language in self._telling)

    def _leads_somewhere(self, url: str) -> bool:
        """Whether an address of a menu is that of a page written by hand, or lies below what the generator makes."""
        return f"/{url}" in {"/", "/.", *self.pages} or ":" in url or f"/{url}".startswith(address.MADE)


def _as_html(translate: Callable[..., str]) -> Callable[..., str]:
    """What a translation says, as templates that do not escape show it."""

    def said(*args: Any) -> str:
        found = translate(*args)
        return found.html if isinstance(found, Tagged) else found

    return said
