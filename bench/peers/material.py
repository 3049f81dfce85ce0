"""MkDocs + Material as most sites use it, with a short navigation: three pages in `nav`, the others beside it."""

from __future__ import annotations

from pathlib import Path

from bench.corpus import Article, Corpus
from bench.measure import Command
from bench.pages import ARTICLES, LOCATIONS, file_address, head, write, write_articles, write_locations
from bench.peers.base import Peer
from bench.peers.tools import python_packages

MKDOCS = "mkdocs==1.6.1"
MATERIAL = "mkdocs-material==9.8.1"
SETTINGS = """\
site_name: Phép đo
site_url: https://bench.example/
theme:
  name: material
  language: vi
  font: false
nav:
  - index.md
  - bai-viet/index.md
  - noi-giup-do/index.md
validation:
  nav:
    omitted_files: ignore
"""
LISTED = 25  # articles on the front page


class Material(Peer):
    """Pages and Material's own search."""

    name = "material"
    made = ("site", ".cache")
    leaves_out = "feeds, lists by month, programme, need and unit, checks of records; has its own search and sitemap"
    settings = SETTINGS

    def install(self, tools: Path) -> str:
        """The versions this project uses itself."""
        self._commands = python_packages(tools, "material", MKDOCS, MATERIAL)
        return f"{MATERIAL}, {MKDOCS}"

    def lay_out(self, site: Path, corpus: Corpus) -> None:
        """One Markdown file a record."""
        (site / "mkdocs.yml").write_text(self.settings)
        docs = site / "docs"
        write_articles(docs / ARTICLES, corpus, head, file_address)
        write_locations(docs / LOCATIONS / "dia-chi", corpus)
        write_fronts(docs, corpus)

    def article_file(self, site: Path, article: Article) -> Path:
        """A page."""
        return site / f"docs/{ARTICLES}/{article.folder}/{article.slug}.md"

    def build(self, site: Path) -> Command:
        """All of it, every time: `--dirty` leaves a broken search index."""
        return self._mkdocs(site, "build", "--quiet")

    def serve(self, site: Path, port: int) -> Command | None:
        """Its own server with live reload."""
        return self._mkdocs(site, "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}")

    def output(self, site: Path) -> Path:
        """MkDocs' folder."""
        return site / "site"

    def _mkdocs(self, site: Path, *words: str) -> Command:
        return Command((str(self._commands / "mkdocs"), *words), site, {"NO_MKDOCS_2_WARNING": "1"})


def write_fronts(docs: Path, corpus: Corpus) -> None:
    """The three pages of the navigation: the home page, the newest articles, the first places."""
    write(docs / "index.md", {"title": "Phép đo"}, "Trang tạo ra để đo tốc độ.\n")
    articles = "".join(
        f"- [{each.title}]({each.folder}/{each.slug}.md)\n" for each in reversed(corpus.articles[-LISTED:])
    )
    write(docs / ARTICLES / "index.md", {"title": "Bài viết"}, articles)
    places = "".join(f"- [{each.name}](dia-chi/{each.slug}.md)\n" for each in corpus.locations[:LISTED])
    write(docs / LOCATIONS / "index.md", {"title": "Nơi giúp đỡ"}, places)
