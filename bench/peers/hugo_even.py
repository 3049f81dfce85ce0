"""Hugo with the features that the light templates leave out: months, years and related articles."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.corpus import Corpus
from bench.pages import ARTICLES, write
from bench.peers.hugo import TEMPLATES, Hugo

_MORE = TEMPLATES.with_name("hugo-even")


class HugoEven(Hugo):
    """Like for like: what we make, as far as Hugo can."""

    name = "hugo-even"
    leaves_out = "search (a JSON list of titles and summaries instead), checks of links and records"

    def lay_out(self, site: Path, corpus: Corpus) -> None:
        """Months and years are sections, so that each has a list."""
        super().lay_out(site, corpus)
        shutil.copytree(_MORE / "layouts", site / "layouts", dirs_exist_ok=True)
        settings = site / "hugo.toml"
        settings.write_text(settings.read_text() + (_MORE / "related.toml").read_text())
        articles = site / "content" / ARTICLES
        for folder in sorted({each.folder for each in corpus.articles}):
            year, month = folder.split("/")
            write(articles / folder / "_index.md", {"title": f"Bài viết {month}/{year}"}, "")
            write(articles / year / "_index.md", {"title": f"Bài viết {year}"}, "")
