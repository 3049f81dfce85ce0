"""`python -m bench.search`: how many questions of `tests/examples/queries.csv` search answers in the first three.

The site is this repository's own with 5,000 articles and 1,000 places of the corpus mixed in; a real browser types.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import brotli
import click
from playwright.sync_api import Page

from bench.corpus import PLACES, TODAY, corpus
from bench.peers.ours import ROOT, Ours
from bench.phone import phone
from generator import build
from generator.model.diagnostic import errors

QUERIES = ROOT / "tests/examples"
WORK = ROOT / "build/bench/search"
FIRST = 3  # answers that are looked at
ADDRESSES = """() => [...document.querySelectorAll('[data-found] a')].map((link) => {
  const root = new URL('../', document.baseURI).pathname, found = new URL(link.href);
  return '/' + found.pathname.slice(root.length) + found.hash;
})"""
_TYPE = """(typed) => {
  const input = document.querySelector('[data-search] input');
  input.value = typed;
  input.dispatchEvent(new Event('input'));
}"""


class Query(NamedTuple):
    """What somebody types, and how an expected answer's address begins; no `expected` means that nothing answers."""

    kind: str
    typed: str
    expected: tuple[str, ...]

    def met(self, found: list[str]) -> bool:
        """Whether the addresses found are what is expected."""
        if not self.expected:
            return not found
        return any(address.startswith(self.expected) for address in found[:FIRST])


def queries(name: str = "queries") -> tuple[Query, ...]:
    """The list that was written before the index; `queries_en` is that of the English edition."""
    with (QUERIES / f"{name}.csv").open(newline="") as rows:
        return tuple(
            Query(row["kind"], row["typed"], tuple(filter(None, row["expected"].split("|"))))
            for row in csv.DictReader(rows)
        )


def mix(site: Path, size: int) -> None:
    """The repository's site with `size` articles of the corpus, and its places, put into the folder `site`."""
    for name in ("data", "content"):
        shutil.copytree(ROOT / name, site / name)
    Ours().write(site, corpus(ROOT, size))


def typed(page: Page, text: str) -> list[str]:
    """The addresses that answer while `text` is typed."""
    page.evaluate(_TYPE, text)
    found: list[str] = page.evaluate(ADDRESSES)
    return found


def ready(page: Page, address: str) -> None:
    """The page of the search, with its names."""
    page.goto(f"{address}tim/")
    page.locator("[data-search] input").press_sequentially("h")
    page.locator("[data-found] a").first.wait_for()


def ask_for_texts(page: Page) -> None:
    """The reader presses “Tìm”: the first group of texts is fetched."""
    page.locator("[data-search] button[type=submit]").click()
    page.locator("[data-hint]").wait_for(state="hidden")


def misses(page: Page, asked: Iterable[Query]) -> Iterator[tuple[Query, list[str]]]:
    """What is not answered as expected, with what answers instead."""
    for query in asked:
        if not query.met(found := typed(page, query.typed)):
            yield query, found[:FIRST]


@click.command()
@click.option("--size", type=click.Choice([str(size) for size in PLACES]), default="5000", show_default=True)
@click.option("--in", "folder", type=click.Path(file_okay=False, path_type=Path), default=WORK, help="Where to build.")
def main(size: str, folder: Path) -> None:
    """Shares answered while typing and after “Tìm”, and the sizes of what is fetched; nothing here passes or fails."""
    shutil.rmtree(folder, ignore_errors=True)
    mix(folder, int(size))
    report, diagnostics = build(folder, folder, TODAY)
    assert report.published, [f"{each.place}: {each.message}" for each in errors(diagnostics)]
    asked = queries()
    with phone(report.published) as (page, address):
        ready(page, address)
        _tell("while typing", [each for each in asked if each.kind != "text"], page)
        ask_for_texts(page)
        _tell("with texts", asked, page)
    for line in sizes(report.published):
        click.echo(line)


def _tell(when: str, asked: list[Query] | tuple[Query, ...], page: Page) -> None:
    wrong = list(misses(page, asked))
    count: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for each in asked:
        count[each.kind][1] += 1
        count[each.kind][0] += each not in [query for query, _ in wrong]
    click.echo(f"\n{when}: {len(asked) - len(wrong)} of {len(asked)} ({1 - len(wrong) / len(asked):.1%})")
    click.echo(", ".join(f"{kind} {good}/{all_}" for kind, (good, all_) in count.items()))
    for query, found in wrong:
        click.echo(f"  {query.kind}: {query.typed!r} -> {found}")


def sizes(published: Path) -> Iterator[str]:
    """What is fetched and when, in bytes by Brotli at its strongest."""
    names = published / "tim/ten.json"
    gazetteer = published / "noi-giup-do/dia-danh.json"
    scripts = [*(published / "assets/js").glob("search.*.js"), *(published / "assets/js/search").glob("*.js")]
    yield f"names {squeezed(names)}, names of places {squeezed(gazetteer)}, scripts {squeezed(*scripts)}"
    for first, last, *packs in json.loads(names.read_bytes())["texts"]:
        files = [published / f"tim/bai/{pack}.json" for pack in packs]
        yield f"texts {first}-{last}: {squeezed(*files)} in {len(files)}"


def squeezed(*files: Path) -> int:
    """The bytes of files, each by Brotli."""
    return sum(len(brotli.compress(file.read_bytes(), quality=11)) for file in files)


if __name__ == "__main__":
    main()
