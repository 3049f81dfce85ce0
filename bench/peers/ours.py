"""Ours: `outreach build`, run from a copy of the generator made at the start, so that nobody edits it meanwhile."""

from __future__ import annotations

import compileall
import shutil
import subprocess
import sys
from hashlib import blake2b
from importlib.metadata import version
from json import dumps
from pathlib import Path

from bench.corpus import LINK, TODAY, Article, Corpus, Location
from bench.measure import Command
from bench.pages import site_address
from bench.peers.base import Peer

ROOT = Path(__file__).parents[2]
_TAKEN = ("generator", "theme_overrides", "data", "mkdocs.yml")
# Materials name articles that the corpus replaces; what they become is an extra (`bench/paper.py`).
_LEFT = shutil.ignore_patterns("locations", "ids.csv", "articles", "handouts")


class Ours(Peer):
    """Pages, month and year lists, places by need and by unit, feeds, sitemap, checks of every link and record."""

    name = "outreach"
    made = ("build", "releases", "site")
    sentence = "\n  Câu thêm để đo: {marker}.\n"
    leaves_out = "nothing"

    def install(self, tools: Path) -> str:
        """Freeze the generator as it is now."""
        self._frozen = tools / "generator"
        shutil.rmtree(self._frozen, ignore_errors=True)
        self._frozen.mkdir(parents=True)
        for name in _TAKEN:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
            copy(ROOT / name, self._frozen / name)
        compileall.compile_dir(self._frozen, quiet=1)
        sink = blake2b(digest_size=4)
        for file in sorted(self._frozen.rglob("*.py")):
            sink.update(file.read_bytes())
        return f"{version('outreach-publisher')} (source {sink.hexdigest()})"

    def lay_out(self, site: Path, corpus: Corpus) -> None:
        """The project's own vocabularies, campaigns and hand-written pages, with the corpus instead of its articles."""
        for name in ("data", "content"):
            shutil.copytree(ROOT / name, site / name, ignore=_LEFT)
        self.write(site, corpus)
        command = self._outreach(site, "mint", "--today", f"{TODAY}")
        subprocess.run(command.words, check=True, env=command.environment, stdout=subprocess.DEVNULL)  # noqa: S603

    def write(self, site: Path, corpus: Corpus) -> None:
        """The records of the corpus, in a folder with the vocabularies."""
        for article in corpus.articles:
            path = self.article_file(site, article)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_article(article, corpus))
        (site / "data/locations").mkdir(exist_ok=True)
        for location in corpus.locations:
            (site / f"data/locations/{location.slug}.yaml").write_text(_location(location))

    def article_file(self, site: Path, article: Article) -> Path:
        """A YAML record."""
        return site / f"content/articles/{article.folder}/{article.slug}.yaml"

    def build(self, site: Path) -> Command:
        """Cold, or with what the last build left."""
        return self._outreach(site, "build", "--today", f"{TODAY}")

    def rebuild(self, site: Path, out: Path) -> Command:
        """Everything anew into another folder, to compare with."""
        return self._outreach(site, "build", "--today", f"{TODAY}", "--out", str(out))

    def serve(self, site: Path, port: int) -> Command | None:
        """The preview, once there is one."""
        asked = self._outreach(site, "serve", "--help")
        if subprocess.run(asked.words, env=asked.environment, capture_output=True, check=False).returncode:  # noqa: S603
            return None
        return self._outreach(site, "serve", "--today", f"{TODAY}", "--port", str(port))

    def output(self, site: Path) -> Path:
        """What the link leads to."""
        return (site / "site").resolve()

    def _outreach(self, site: Path, name: str, *options: str) -> Command:
        outreach = Path(sys.executable).with_name("outreach")
        words = (str(outreach), name, *(() if "--help" in options else ("--root", str(site))), *options)
        return Command(words, site, {"PYTHONPATH": str(self._frozen)})


def _article(article: Article, corpus: Corpus) -> str:
    linked = site_address(article, corpus.articles[article.linked])
    body = article.body.replace(LINK, linked).replace("\n", "\n  ").replace("\n  \n", "\n\n").rstrip()
    return (
        f"id: {article.published:%Y-%m}-{article.slug}\n"
        f"title: {dumps(article.title, ensure_ascii=False)}\n"
        f"kind: {article.kind}\n"
        "status: published\n"
        f"published: {article.published}\n"
        f"programmes: [{', '.join(article.programmes)}]\n"
        f"audiences: [{', '.join(article.audiences)}]\n"
        f"services: [{', '.join(article.services)}]\n"
        f"summary: {dumps(article.summary, ensure_ascii=False)}\n"
        f"body: |\n  {body}\n"
    )


def _location(location: Location) -> str:
    services = "".join(f"  - kind: {kind}\n" for kind in location.services)
    point = f"point: {{latitude: {location.point[0]}, longitude: {location.point[1]}}}\n" if location.point else ""
    return (
        f"id: {location.slug}\n"
        f"name: {dumps(location.name, ensure_ascii=False)}\n"
        f"services:\n{services}"
        f"unit: {location.unit}\n"
        f"address: {dumps(location.address, ensure_ascii=False)}\n"
        f"{point}"
        "verified:\n  source:\n    title: Bảng tạo ra để đo tốc độ, 2026\n"
    )
