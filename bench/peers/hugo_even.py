"""Hugo with what the light templates leave out: the lists, feeds, languages, tables and frames that our site has."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from bench.corpus import Corpus, Location
from bench.pages import ARTICLES, LOCATIONS, write
from bench.peers.hugo import TEMPLATES, Hugo

_MORE = TEMPLATES.with_name("hugo-even")
_ROWS = "- {address}\n- {unit}\n"


class HugoEven(Hugo):
    """Like for like: what we make, as far as Hugo can."""

    name = "hugo-even"
    leaves_out = (
        "every check, the gate, search by word (the texts by year as JSON instead), places by need and province, the "
        "journal, posters, FHIR, pictures in several formats, packs for the finder"
    )

    def lay_out(self, site: Path, corpus: Corpus) -> None:
        """Months and years are sections, so that each has a list; places stand in two languages."""
        super().lay_out(site, corpus)
        shutil.copytree(_MORE, site, dirs_exist_ok=True)
        content = site / "content"
        articles = content / ARTICLES
        for folder in sorted({each.folder for each in corpus.articles}):
            year, month = folder.split("/")
            one, whole = {"outputs": ["html", "atom"]}, {"outputs": ["html", "texts", "table"]}
            write(articles / folder / "_index.md", {"title": f"Bài viết {month}/{year}", **one}, "")
            write(articles / year / "_index.md", {"title": f"Bài viết {year}", **whole}, "")
        for taxonomy, formats in (("services", ["html", "box"]), ("units", ["html", "box"])):
            for ending in (".md", ".en.md"):
                head = {"title": taxonomy, "cascade": [{"outputs": formats, "target": {"kind": "term"}}]}
                write(content / taxonomy / f"_index{ending}", head, "")
        write(content / "_index.en.md", {"title": "The benchmark"}, "A site made to measure speed.\n")
        write(content / "tim/_index.md", {"title": "Tìm theo chữ cái", "layout": "names"}, "")
        folder = content / LOCATIONS
        write(folder / "_index.md", {"title": "Nơi giúp đỡ", "outputs": ["html", "table", "map"]}, "")
        write(folder / "_index.en.md", {"title": "Find help"}, "")
        for location in corpus.locations:
            place = _head(location)
            write(folder / f"dia-chi/{location.slug}.md", {**place, "outputs": ["html", "service"]}, _body(location))
            write(folder / f"dia-chi/{location.slug}.en.md", place, _body(location))


def _head(location: Location) -> Mapping[str, object]:
    return {
        "title": location.name,
        "services": location.services,
        "units": (location.unit.partition("/")[0], location.unit),
        "unit_name": location.unit_name,
        "address": location.address,
        **({"point": [float(each) for each in location.point]} if location.point else {}),
    }


def _body(location: Location) -> str:
    return _ROWS.format(address=location.address, unit=location.unit_name)
