"""Zensical, by the authors of Material: reads the same settings and pages, runs no plugins."""

from __future__ import annotations

from pathlib import Path

from bench.measure import Command
from bench.peers.material import Material
from bench.peers.tools import python_packages

_VERSION = "zensical==0.0.73"


class Zensical(Material):
    """Pages and its own search, with a cache between builds."""

    name = "zensical"
    made = ("site", ".cache")
    leaves_out = "feeds, lists by month, programme, need and unit, checks of records; has its own search and sitemap"

    def install(self, tools: Path) -> str:
        """The last version that can be installed everywhere."""
        self._commands = python_packages(tools, "zensical", _VERSION)
        return _VERSION

    def build(self, site: Path) -> Command:
        """Cold without its cache, else with it."""
        return self._zensical(site, "build")

    def serve(self, site: Path, port: int) -> Command | None:
        """Its own server."""
        return self._zensical(site, "serve", "--dev-addr", f"127.0.0.1:{port}")

    def _zensical(self, site: Path, *words: str) -> Command:
        return Command((str(self._commands / "zensical"), *words), site)
