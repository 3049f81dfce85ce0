"""Every kind of page of a hostile site, opened and used as readers use it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page

from tests.hostile.trap import Caught, visitor
from tests.hostile.vectors import Vector, vectors

_FORMER = {"cu", "ten-cu-vi-du"}  # addresses of before, which lead on at once
SEARCH, FINDER = "tim/", "noi-giup-do/"
_WAIT = 6_000  # milliseconds that a part of a page may take to appear
_TYPE = """typed => {
  const input = document.querySelector('[data-search] input');
  input.value = typed;
  input.dispatchEvent(new Event('input'));
}"""
# Presses whatever a reader can press and stays on the page.
_PRESS = """() => {
  for (const each of document.querySelectorAll('main button:not([type=submit]), main summary')) {
    if (!each.closest('[data-exit]') && !each.hidden) each.click();
  }
  for (const each of document.querySelectorAll('main input[type=radio]')) each.click();
}"""


def pages(folder: Path, of_each: int | None = None) -> list[str]:
    """Every page below `folder` that holds an attempt; at most `of_each` of every section and depth."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for file in sorted(folder.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        if ("hurt" in text or "evil" in text) and not _FORMER & set(file.parts):
            path = file.relative_to(folder)
            named = "hostile" in path.as_posix() and "gone" not in path.as_posix()
            section = (*path.parts[: 2 if path.parts[0] == "en" else 1], str(len(path.parts)), str(named))
            found[section].append(path.as_posix().removesuffix("index.html"))
    return [each for section in sorted(found) for each in found[section][:of_each]]


def walk(browser: Browser, folder: Path, root: Path, paths: list[str], *, policy: bool) -> Caught:
    """Open these pages of a published folder and press what is there; what was caught."""
    caught = Caught()
    with visitor(browser, folder, root, caught, policy=policy) as one:
        for number, path in enumerate(paths):
            one.visit(path, _used if number % 4 else _printed)
    return caught


def walk_scripts(browser: Browser, folder: Path, root: Path, typed: tuple[Vector, ...], *, policy: bool) -> Caught:
    """Type attempts into the search, lay them into fragments and queries, and show every card of the finder."""
    caught = Caught()
    with visitor(browser, folder, root, caught, policy=policy) as one:
        one.visit(SEARCH, lambda page: _searched(page, typed))
        for number, each in enumerate(_addresses(typed)):
            one.visit(each, _used if number % 8 == 0 else lambda page: page.wait_for_timeout(50))
        one.visit(f"{FINDER}#noi=can-tho", _cards)
    return caught


def _used(page: Page) -> None:
    page.evaluate(_PRESS)
    page.wait_for_timeout(30)


def _printed(page: Page) -> None:
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_timeout(30)
    page.emulate_media(media="screen")


def _searched(page: Page, typed: tuple[Vector, ...]) -> None:
    """Words that many records begin with, and attempts; then the texts are asked for too."""
    page.locator("[data-search] input").press_sequentially("h")
    page.locator("[data-found] a").first.wait_for(timeout=_WAIT * 5)
    for each in ("script", "img", "hurt", "svg", "onerror", *(each.text for each in typed)):
        page.evaluate(_TYPE, each)
    page.evaluate(_TYPE, "script")
    page.locator("[data-search] button[type=submit]").evaluate("button => button.click()")
    page.locator("[data-hint]").wait_for(state="hidden", timeout=_WAIT * 5)
    for each in ("script", "onerror", "javascript"):
        page.evaluate(_TYPE, each)
    assert page.locator("[data-found] a").count(), "nothing was found, so nothing was shown"


def _cards(page: Page) -> None:
    page.locator(".place h3").first.wait_for(timeout=_WAIT * 5)
    for _ in range(20):  # twenty cards at once
        page.evaluate("document.querySelector('[data-rest]:not([hidden])')?.click()")
    _used(page)


def _addresses(typed: tuple[Vector, ...]) -> Iterator[str]:
    """Addresses as somebody may send them to a reader."""
    for number, each in enumerate(typed):
        written = quote(each.text, safe="") if number % 2 else each.text.replace("\n", "").replace("\t", "")
        match number % 5:
            case 0:
                yield f"{FINDER}#{written}"
            case 1:
                yield f"{FINDER}#can={written}&noi={written}&gia={written}"
            case 2:
                yield f"{SEARCH}#{written}"
            case 3:
                yield f"{SEARCH}?q={quote(each.text, safe='')}#{written}"
            case _:
                yield f"?x={quote(each.text, safe='')}#{written}"


def sample(every: int) -> tuple[Vector, ...]:
    """One attempt of so many."""
    return vectors()[::every]
