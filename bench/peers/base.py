"""What the benchmark asks of every system."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from pathlib import Path

from bench.corpus import Article, Corpus
from bench.measure import Command
from bench.pages import ARTICLES


class Peer(ABC):
    """A system that makes a website of the corpus. `site` is always the folder that holds its copy."""

    name: str
    leaves_out: str  # what we do and it does not, as it is set up here
    made: tuple[str, ...]  # what a build leaves behind, below `site`: a cold build starts without
    sentence = "\nCâu thêm để đo: {marker}.\n"

    @abstractmethod
    def install(self, tools: Path) -> str:
        """Install it below `tools` if it is not there; its version."""

    @abstractmethod
    def lay_out(self, site: Path, corpus: Corpus) -> None:
        """Write the corpus into the empty folder `site`."""

    @abstractmethod
    def build(self, site: Path) -> Command:
        """Build the whole site, or, after an edit, what the system finds necessary."""

    @abstractmethod
    def output(self, site: Path) -> Path:
        """The folder with the finished pages."""

    @abstractmethod
    def article_file(self, site: Path, article: Article) -> Path:
        """The file an article is written in."""

    def serve(self, site: Path, port: int) -> Command | None:
        """Preview at http://127.0.0.1:`port`/ and follow what is saved; None if the system cannot."""
        return None

    def clean(self, site: Path) -> None:
        """Forget everything that was built."""
        for name in self.made:
            path = site / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def prepare(self, site: Path, corpus: Corpus) -> None:
        """Lay the corpus out in `site` anew; the newest article is the one that will be edited: most lists have it."""
        if site.exists():
            shutil.rmtree(site)
        site.mkdir(parents=True)
        self.lay_out(site, corpus)
        self._edited = corpus.articles[-1]

    @property
    def address(self) -> str:
        """Where the page of the edited article stands."""
        return f"/{ARTICLES}/{self._edited.folder}/{self._edited.slug}/"

    def edit(self, site: Path, number: int) -> str:
        """Save the article with one more sentence; the text in it that is different for each `number`."""
        path = self.article_file(site, self._edited)
        marker = f"bansua{number:04}"
        path.write_text(path.read_text() + self.sentence.format(marker=marker))
        return marker

    def page(self, site: Path) -> Path:
        """The built page of the edited article."""
        return self.output(site) / self.address.strip("/") / "index.html"
