"""Eleventy, the usual choice from npm, with light templates of our own (bench/templates/eleventy)."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.corpus import Article, Corpus
from bench.measure import Command
from bench.pages import ARTICLES, LOCATIONS, head, site_address, write_articles, write_locations
from bench.peers.base import Peer
from bench.peers.tools import node_package

_VERSION = "@11ty/eleventy@3.1.7"
_TEMPLATES = Path(__file__).parents[1] / "templates/eleventy"


class Eleventy(Peer):
    """Pages, month lists, lists by programme, one feed, sitemap, a JSON index."""

    name = "eleventy"
    made = ("_site", ".cache")
    leaves_out = (
        "search (a JSON list of titles and summaries instead), feeds but one, lists by audience, need and unit, "
        "related articles, checks of links and records"
    )

    def install(self, tools: Path) -> str:
        """From npm."""
        self._commands = node_package(tools, "eleventy", _VERSION)
        return _VERSION

    def lay_out(self, site: Path, corpus: Corpus) -> None:
        """One Markdown file a record."""
        shutil.copytree(_TEMPLATES, site, dirs_exist_ok=True)
        write_articles(site / ARTICLES, corpus, head, site_address)
        write_locations(site / LOCATIONS / "dia-chi", corpus)

    def article_file(self, site: Path, article: Article) -> Path:
        """A page."""
        return site / f"{ARTICLES}/{article.folder}/{article.slug}.md"

    def build(self, site: Path) -> Command:
        """All of it, every time."""
        return self._eleventy(site, "--quiet")

    def serve(self, site: Path, port: int) -> Command | None:
        """Its own server, rendering again only what an edit touches."""
        return self._eleventy(site, "--quiet", "--serve", "--incremental", f"--port={port}")

    def output(self, site: Path) -> Path:
        """Eleventy's folder."""
        return site / "_site"

    def _eleventy(self, site: Path, *words: str) -> Command:
        return Command(("node", str((self._commands / "eleventy").resolve()), *words), site)
